"""The model of the store, with every move of a document from phase to phase written down."""

from collections.abc import Callable

from bot.store.records import Phase
from tests.simulation.invariants import KEYS
from tests.simulation.model_store import Keyspace

DOCUMENT = KEYS("doc", "")
BEFORE_ISSUE = {Phase.PENDING, Phase.APPROVED, Phase.RETURNED, Phase.DISCARDED}
FOUND_OUTSIDE = {Phase.ISSUED, Phase.VOIDED, Phase.DELETED}
"""Somebody stamped, voided or deleted it in Alegra."""

MOVES: dict[Phase, set[Phase]] = {
    Phase.CREATING: {Phase.PENDING, Phase.FAILED, *FOUND_OUTSIDE},
    Phase.FAILED: {Phase.CREATING, Phase.DISCARDED},
    Phase.PENDING: {Phase.APPROVED, Phase.RETURNED, Phase.DISCARDED, *FOUND_OUTSIDE},
    Phase.APPROVED: {Phase.PENDING, *FOUND_OUTSIDE},
    Phase.RETURNED: {Phase.PENDING, Phase.DISCARDED, *FOUND_OUTSIDE},
    Phase.DISCARDED: FOUND_OUTSIDE,
    Phase.ISSUED: {Phase.VOIDED},
    Phase.VOIDED: {Phase.ISSUED},
    Phase.DELETED: set(),
    Phase.NOTICE: set(),
}
"""Design 4 and 5: what an act or a finding may make of a document. What was issued is never deleted, nor goes back."""


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
