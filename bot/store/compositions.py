"""What somebody has typed into a form so far; the form itself carries only the id (design 7)."""

import json
from dataclasses import dataclass
from typing import Any

from bot.store.scripts import Script, Store

PUT = Script("bot.store", "composition_put")
BEGIN = Script("bot.store", "composition_begin")
LAST = Script("bot.store", "composition_last")


@dataclass(frozen=True)
class Composition:
    revision: int
    state: dict[str, Any]
    """JSON, as the form's module writes and reads it."""


class Compositions:
    """Each is kept for seven days after it was last put."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, composition_id: str) -> Composition | None:
        stored = await self._store.hash("composition", composition_id)
        return Composition(int(stored["revision"]), json.loads(stored["state"])) if stored else None

    async def put(self, composition_id: str, *, revision: int, state: dict[str, Any]) -> Composition | None:
        """Store what follows `revision` (0: nothing yet); None when somebody else was faster: read, and try again."""
        text = json.dumps(state, ensure_ascii=False)
        arguments = {"id": composition_id, "revision": str(revision), "state": text}
        put = await self._store.run(PUT, arguments)
        return Composition(revision + 1, state) if put == "put" else None

    async def begin(self, name: str, state: dict[str, Any], *, last_of: str = "") -> bool:
        """Store a new one, and promise its name to its document; it is the last one of `last_of`, if anybody's.

        False when the name is taken: try another.
        """
        last = _last(last_of) if last_of else ""
        arguments = {"id": name, "state": json.dumps(state, ensure_ascii=False), "last": last}
        return bool(await self._store.run(BEGIN, arguments) == "begun")

    async def last(self, person: str) -> Composition | None:
        """The one that this person began last, unless it was handed in."""
        revision, state = await self._store.run(LAST, {"last": _last(person)})
        return Composition(int(revision), json.loads(state)) if state else None

    async def is_over(self, name: str, person: str) -> None:
        """It is nobody's last one any more; another one of the same person still is."""
        pointer = await self.get(_last(person))
        if pointer and pointer.state["form"] == name:
            await self.put(_last(person), revision=pointer.revision, state={"form": ""})


def _last(person: str) -> str:
    """Of what names the form that this person began last; it is kept as they are."""
    return f"last/{person}"
