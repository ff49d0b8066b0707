"""The store is there and says no for a while: out of memory, read-only, a replica."""

from bot.operations.journal import Journal
from bot.operations.operation import State
from bot.operations.timing import Timing
from bot.store.connection import Client
from bot.store.scripts import Store
from tests.operations.ledger import Ledger
from tests.operations.rehearsal import Crew, accepted, an_operation, settled, until

OFTEN = Timing(poll_seconds=0.02, sweep_seconds=0.05, lease_seconds=40)


async def test_a_worker_outlives_a_store_that_is_out_of_memory(redis: Client, journal: Journal, crew: Crew) -> None:
    ledger = Ledger()
    operation = await accepted(journal)
    await redis.config_set("maxmemory", 1)
    try:
        worker = crew.start(ledger, timing=OFTEN)
        refused = await errors(redis)

        async def was_refused() -> bool:
            return await errors(redis) > refused + 3

        await until(was_refused)
        assert not ledger.sends
    finally:
        await redis.config_set("maxmemory", 0)
    await settled(journal, operation, State.DONE)
    await settled(journal, await accepted(journal, an_operation("D-2")), State.DONE)
    await crew.stop(worker)
    assert len(ledger.sends) == 2


async def errors(client: Client) -> int:
    return int((await client.info("stats"))["total_error_replies"])


async def test_an_operation_that_cannot_be_read_does_not_end_the_worker(
    redis: Client, journal: Journal, crew: Crew, store: Store
) -> None:
    unreadable = await accepted(journal)
    await redis.hset(store.keys("op", unreadable.id), "state", "of another version")
    worker = crew.start(Ledger(), timing=OFTEN)

    async def was_met() -> bool:
        return unreadable.id in await journal.unreadable()

    await until(was_met)
    await settled(journal, await accepted(journal, an_operation("D-2")), State.DONE)
    await crew.stop(worker)
