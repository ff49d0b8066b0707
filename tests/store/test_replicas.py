"""Which processes live, by the clock of the store."""

from dataclasses import replace

from bot.store.replicas import Replicas
from bot.store.scripts import Store

NOON = 1_790_000_000_000


async def test_a_sign_of_life_from_before_the_clock_went_back_is_none(store: Store) -> None:
    assert await living(store, signed_at=NOON, read_at=NOON + 59_000) == ("one",)
    assert await living(store, signed_at=NOON, read_at=NOON + 61_000) == ()
    assert await living(store, signed_at=NOON, read_at=NOON - 600_000) == ()


async def test_a_process_whose_clock_is_a_little_ahead_lives(store: Store) -> None:
    assert await living(store, signed_at=NOON, read_at=NOON - 1000) == ("one",)


async def living(store: Store, *, signed_at: int, read_at: int) -> tuple[str, ...]:
    await at(store, signed_at).alive("one", version="1")
    return tuple(seen.name for seen in await at(store, read_at).seen(within_seconds=60))


def at(store: Store, moment: int) -> Replicas:
    async def clock() -> int:
        return moment

    return Replicas(replace(store, clock=clock))
