"""What has not ended: how much, the oldest, and what goes on only when a person has looked. In one round trip."""

from dataclasses import dataclass

from bot.operations.operation import State
from bot.store.scripts import Store

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


async def read_backlog(store: Store, *, most_stuck: int) -> Backlog:
    async with store.client.pipeline(transaction=False) as pipe:
        for state in UNDER_WAY:
            pipe.zcard(store.keys("ops", state))
        for state in UNDER_WAY:
            pipe.zrange(store.keys("ops", state), 0, 0, withscores=True)
        pipe.zrange(store.keys("ops", State.NEEDS_PERSON), 0, most_stuck - 1, desc=True, withscores=True)
        answers = await pipe.execute()
    counts, firsts, stuck = answers[: len(UNDER_WAY)], answers[len(UNDER_WAY) : -1], answers[-1]
    oldest = min((_unended(*entry) for found in firsts for entry in found), key=_when, default=None)
    return Backlog(sum(counts), oldest, tuple(_unended(*entry) for entry in stuck))


def _unended(operation_id: str, accepted_at: float) -> Unended:
    document, kind, _ = operation_id.split("/")
    return Unended(document, kind, int(accepted_at))


def _when(unended: Unended) -> int:
    return unended.accepted_at
