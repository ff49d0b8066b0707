"""What somebody has typed into a form so far; the form itself carries only the id (design 7)."""

import json
from dataclasses import dataclass
from typing import Any

from bot.store.scripts import Script, Store

PUT = Script("bot.store", "composition_put")


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
