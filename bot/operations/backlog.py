"""What has not ended: how much, the oldest, and what goes on only when a person has looked. In one round trip."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.operations.operation import State
from bot.store.scripts import Store

OLDEST_READ = 50
UNDER_WAY = (State.ACCEPTED, State.SENDING, State.UNKNOWN)


@dataclass(frozen=True)
class Unended:
    document: str
    kind: str
    accepted_at: int
    """Milliseconds since the epoch."""


@dataclass(frozen=True)
class Backlog:
    under_way: int
    oldest: Unended | None
    stuck: tuple[Unended, ...]
    """Newest first."""


async def read_backlog(store: Store, *, most_stuck: int, telling: Collection[str]) -> Backlog:
    """`telling` are the kinds that people ask for: the oldest of those, if there is one, else the oldest of all."""
    async with store.client.pipeline(transaction=False) as pipe:
        for state in UNDER_WAY:
            pipe.zcard(store.keys("ops", state))
        for state in UNDER_WAY:
            pipe.zrange(store.keys("ops", state), 0, OLDEST_READ - 1, withscores=True)
        pipe.zrange(store.keys("ops", State.NEEDS_PERSON), 0, most_stuck - 1, desc=True, withscores=True)
        answers = await pipe.execute()
    counts, firsts, stuck = answers[: len(UNDER_WAY)], answers[len(UNDER_WAY) : -1], answers[-1]
    oldest = sorted((_unended(*entry) for found in firsts for entry in found), key=_when)
    asked_for = (each for each in oldest if each.kind in telling)
    return Backlog(sum(counts), next(asked_for, next(iter(oldest), None)), tuple(_unended(*entry) for entry in stuck))


def _unended(operation_id: str, accepted_at: float) -> Unended:
    document, kind, _ = operation_id.split("/")
    return Unended(document, kind, int(accepted_at))


def _when(unended: Unended) -> int:
    return unended.accepted_at
