"""What admins chose in Slack for a company: each preference a text by name, and who changed them when.

What is not here is as the environment says.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bot.store.audit import said
from bot.store.documents import ACTS, encode_act
from bot.store.records import Act
from bot.store.request_context import asked
from bot.store.scripts import Script, Store

PUT = Script("bot.store", "preferences_put")
REVISION = "revision"
GONE = "deactivated"
"""Beside the preferences: ids of people, with commas."""


@dataclass(frozen=True)
class Chosen:
    values: Mapping[str, str] = field(default_factory=dict)
    revision: int = 0
    """Grows with every change; a change must name the one that it was made on."""

    @property
    def gone(self) -> frozenset[str]:
        """Who is deactivated in Slack."""
        return frozenset(filter(None, self.values.get(GONE, "").split(",")))


@dataclass(frozen=True)
class PreferencesChanged:
    """Somebody else changed them since they were shown."""


class Preferences:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self) -> Chosen:
        """Read once for a click: its roles and settings are those of one moment."""
        key, readings = self._store.keys("preferences"), asked().readings
        if readings and readings.knows(key):
            found = readings.of(key)
        else:
            found = await self._store.hash("preferences")
        if readings:
            readings.keep(key, found)
        return Chosen({name: text for name, text in found.items() if name != REVISION}, int(found.get(REVISION, 0)))

    async def put(self, changes: Mapping[str, str | None], *, on: int, act: Act) -> int | PreferencesChanged:
        """Answers the new revision. None takes a preference back; `on` is the revision that was shown."""
        arguments = {
            "revision": on,
            "set": {name: text for name, text in changes.items() if text is not None},
            "remove": [name for name, text in changes.items() if text is None],
            "act": encode_act(act),
            "audit": said("preferences", by=act.by, act={"what": act.what, **act.detail}),
        }
        if readings := asked().readings:
            readings.forget(self._store.keys("preferences"))
        verdict, revision = await self._store.run(PUT, arguments)
        return int(revision) if verdict == "changed" else PreferencesChanged()

    async def note_gone(self, people: Collection[str]) -> None:
        """Of whoever has a role or a vote, those whom Slack calls deactivated: no choice of anybody's, but read at every click."""
        key = self._store.keys("preferences")
        if people:
            await self._store.client.hset(key, GONE, ",".join(sorted(people)))
        else:
            await self._store.client.hdel(key, GONE)

    async def history(self, *, limit: int = 50) -> tuple[Act, ...]:
        """Oldest first, the last `limit`."""
        acts = await self._store.client.lrange(self._store.keys("preferences-history"), -limit, -1)
        return tuple(ACTS.validate_json(act) for act in acts)
