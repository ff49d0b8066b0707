"""The copy of Alegra's directory: entries by resource and id, and in which version each changed last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from bot.store.scripts import Script, Store

CHANGE = Script("bot.store", "directory")
WHOLE, WHOLE_ONCE = "full", "full-once"
"""The full pass, and that it has come to its end at least once: names for `progress`."""
AT_ONCE = 1000
"""How many entries one command carries."""


@dataclass(frozen=True)
class Changes:
    version: int
    entries: Mapping[str, str | None]
    """By id, as they were put; None for what is gone."""
    is_whole: bool = False
    """True: everything there is, because the store is younger than what was known."""


class DirectoryStore:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def put(self, resource: str, entries: Mapping[str, str]) -> int:
        """Answers how many are new or different."""
        return await self._change(resource, entries=dict(entries), gone=[])

    async def entry(self, resource: str, key: str) -> str | None:
        return cast(str | None, await self._store.client.hget(self._store.keys("directory", resource), key))

    async def replace(self, resource: str, key: str, *, held: str, text: str) -> bool:
        """Answers False, and changes nothing, when it is not what was held any more."""
        return await self._change(resource, entries={key: text}, gone=[], held={key: held}) == 1

    async def remove(self, resource: str, ids: Iterable[str]) -> int:
        """Answers how many there were."""
        return await self._change(resource, entries={}, gone=list(ids))

    async def ids(self, resource: str) -> frozenset[str]:
        return frozenset(cast(list[str], await self._store.client.hkeys(self._store.keys("directory", resource))))

    async def changes(self, resource: str, *, since: int) -> Changes:
        """What changed after version `since`; what changes meanwhile may be in it already, and comes again."""
        version = int(await self._store.client.get(self._store.keys("directory-version", resource)) or 0)
        if version == since:
            return Changes(version, {})
        is_whole = since == 0 or version < since
        after = "-inf" if is_whole else f"({since}"
        ids = await self._store.client.zrangebyscore(self._store.keys("directory-changes", resource), after, "+inf")
        entries = await self._entries(resource, cast(list[str], ids))
        return Changes(version, entries, is_whole=is_whole)

    async def met(self, resource: str, ids: Iterable[str]) -> None:
        """Note that the full pass under way has seen these."""
        if members := list(ids):
            await self._store.client.sadd(self._store.keys("directory-pass", resource), *members)

    async def unmet(self, resource: str) -> frozenset[str]:
        """What is in the copy and was not seen by the full pass."""
        seen = await self._store.client.smembers(self._store.keys("directory-pass", resource))
        return await self.ids(resource) - cast(set[str], seen)

    async def end_pass(self, resource: str) -> None:
        await self._store.client.delete(self._store.keys("directory-pass", resource))

    async def progress(self, name: str) -> str:
        """Where a copying job goes on; empty when none is under way."""
        return str(await self._store.client.get(self._store.keys("directory-progress", name)) or "")

    async def is_partial(self) -> bool:
        """The first full pass is under way: whoever is not in the copy may be in Alegra all the same."""
        return bool(await self.progress(WHOLE)) and not await self.progress(WHOLE_ONCE)

    async def set_progress(self, name: str, progress: str) -> None:
        if progress:
            await self._store.client.set(self._store.keys("directory-progress", name), progress)
        else:
            await self._store.client.delete(self._store.keys("directory-progress", name))

    async def _change(
        self, resource: str, *, entries: dict[str, str], gone: list[str], held: Mapping[str, str] | None = None
    ) -> int:
        change = {"resource": resource, "entries": entries, "gone": gone, "held": dict(held or {})}
        return int(await self._store.run(CHANGE, change))

    async def _entries(self, resource: str, ids: list[str]) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            texts = await self._store.client.hmget(self._store.keys("directory", resource), some)
            found |= dict(zip(some, cast(list[str | None], texts), strict=True))
        return found
