"""The model of the store, with every move of a document from phase to phase written down."""

from collections.abc import Callable

from bot.store.records import Phase
from tests.simulation.model_store import Keyspace
from tests.simulation.phases import MOVES
from tests.simulation.store_watch import KEYS

DOCUMENT = KEYS("doc", "")
BEFORE_ISSUE = {Phase.PENDING, Phase.APPROVED, Phase.RETURNED, Phase.DISCARDED}


class WatchedKeyspace(Keyspace):
    def __init__(self, now: Callable[[], int]) -> None:
        super().__init__(now)
        self.moves: list[tuple[str, Phase, Phase]] = []
        """Document, from, to."""

    def hset(self, key: str, *pairs: str) -> int:
        said = dict(zip(pairs[::2], pairs[1::2], strict=True))
        before = self.hget(key, "phase") if key.startswith(DOCUMENT) and "phase" in said else None
        if before is not None and before != said["phase"]:
            self.moves.append((key.removeprefix(DOCUMENT), Phase(before), Phase(said["phase"])))
        return super().hset(key, *pairs)

    def forbidden(self) -> list[str]:
        return [f"{name}: {before} -> {after}" for name, before, after in self.moves if after not in MOVES[before]]
