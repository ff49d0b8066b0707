"""What another version accepted and this one cannot read: set aside, told once, and taken as soon as somebody can."""

from bot.operations.journal import Journal
from bot.operations.operation import State
from bot.operations.timing import Timing
from bot.operations.worker import Worker
from bot.store.connection import Client
from bot.store.scripts import Store
from tests.operations.ledger import Ledger
from tests.operations.rehearsal import Crew, MovedClock, accepted, an_operation, settled, until

OFTEN = Timing(poll_seconds=0.02, sweep_seconds=0.02, unreadable_seconds=300)


async def test_it_disturbs_nothing_that_is_claimed_with_it(
    redis: Client, journal: Journal, crew: Crew, store: Store
) -> None:
    await spoil(redis, store, journal)
    beside = [await accepted(journal, an_operation(f"D-{n}")) for n in range(3)]
    crew.start(Ledger(), timing=OFTEN)
    for operation in beside:
        await settled(journal, operation, State.DONE)


async def test_somebody_hears_of_it_when_no_version_took_it_for_five_minutes(
    redis: Client, journal: Journal, clock: MovedClock, store: Store
) -> None:
    spoilt, told = await spoil(redis, store, journal), list[str]()

    async def tell(operation: str) -> None:
        told.append(operation)

    worker = Worker(journal, [Ledger()], timing=OFTEN, tell_unreadable=tell)
    assert await journal.claim(limit=5, lease_ms=1000) == ()
    await worker._sweep()
    assert told == []
    clock.advance(301)
    await worker._sweep()
    assert told == [spoilt]


async def test_a_version_that_can_read_it_takes_it_within_a_minute(
    redis: Client, journal: Journal, clock: MovedClock, crew: Crew, store: Store
) -> None:
    spoilt = await spoil(redis, store, journal)
    assert await journal.claim(limit=5, lease_ms=1000) == ()
    assert list(await journal.unreadable()) == [spoilt]
    await redis.hset(store.keys("op", spoilt), "state", "accepted")
    assert await journal.claim(limit=5, lease_ms=1000) == ()
    clock.advance(61)
    crew.start(Ledger(), timing=OFTEN)

    async def is_done() -> bool:
        found = await journal.find(spoilt)
        return found is not None and found.state is State.DONE

    await until(is_done)
    assert await journal.unreadable() == {}


async def spoil(redis: Client, store: Store, journal: Journal) -> str:
    operation = await accepted(journal)
    await redis.hset(store.keys("op", operation.id), "state", "of another version")
    return operation.id
