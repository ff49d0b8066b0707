"""What somebody has typed into a form so far, for seven days; two moves at once do not overwrite each other."""

import json
from dataclasses import dataclass
from typing import Any

from bot.store.scripts import Script, Store

COMPOSE = Script("bot.store", "compose")


@dataclass(frozen=True)
class Stored:
    revision: int
    state: dict[str, Any]


class Compositions:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, composition_id: str) -> Stored | None:
        found = await self._store.hash("composition", composition_id)
        return Stored(int(found["revision"]), json.loads(found["state"])) if found else None

    async def put(self, composition_id: str, revision: int, state: dict[str, Any]) -> bool:
        """Over the revision that it was read at, 0 for a new one; False when another move came in between."""
        text = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
        arguments = {"id": composition_id, "revision": revision, "state": text}
        return bool(await self._store.run(COMPOSE, arguments) == "kept")
