"""The store's clock was an hour ahead, and somebody mends it: nothing waits for that hour, and nothing goes out twice."""

import asyncio

from bot.operations.journal import Journal
from bot.operations.operation import Operation, State
from bot.operations.outcomes import Outcome
from bot.operations.timing import Timing
from tests.operations.ledger import Behaviour, Ledger, succeed
from tests.operations.rehearsal import Crew, MovedClock, accepted, an_operation, settled

HOUR, SHORT_LEASE = 3600, 40
OFTEN = Timing(
    poll_seconds=0.02,
    sweep_seconds=0.05,
    lease_seconds=SHORT_LEASE,
    look_seconds=(0.05, 46, 47, 48),
    second_look_seconds=0.05,
)


async def test_what_was_accepted_under_the_wrong_clock_goes_out(
    journal: Journal, clock: MovedClock, crew: Crew
) -> None:
    clock.advance(HOUR)
    await journal.sweep()
    operation = await accepted(journal, an_operation(not_before=await journal.now() + 100))
    await journal.claim(limit=1, lease_ms=100)
    clock.advance(-HOUR)
    assert await journal.claim(limit=1, lease_ms=100) == ()

    ledger = Ledger()
    crew.start(ledger, timing=OFTEN)
    await settled(journal, operation, State.DONE)
    assert len(ledger.sends) == 1


async def test_what_was_sent_and_not_answered_under_the_wrong_clock_is_found(
    journal: Journal, clock: MovedClock, crew: Crew
) -> None:
    """The worker that sent it dies; its lease, and when to look for it, lie an hour ahead."""
    landed = asyncio.Event()

    async def lands_and_hangs(ledger: Ledger, operation: Operation) -> Outcome:
        outcome = await succeed(ledger, operation)
        landed.set()
        await asyncio.Event().wait()
        return outcome

    clock.advance(HOUR)
    await journal.sweep()
    operation = await accepted(journal)
    behaviours: list[Behaviour] = [lands_and_hangs]
    ledger = Ledger(behaviours=behaviours)
    dies = crew.start(ledger, timing=OFTEN)
    await landed.wait()
    await crew.kill(dies)
    clock.advance(-HOUR)
    await journal.sweep()
    clock.advance(SHORT_LEASE + 5)

    crew.start(ledger, timing=OFTEN)
    await settled(journal, operation, State.DONE)
    assert (len(ledger.sends), len(ledger.effects)) == (1, 1)


async def test_a_pause_of_the_lane_ends_when_it_would_have(journal: Journal, clock: MovedClock) -> None:
    clock.advance(HOUR)
    await journal.pause_lane({"situation": "suspended"}, until=await journal.now() + 300_000)
    await journal.sweep()
    clock.advance(-HOUR)
    assert await journal.paused_seconds() > HOUR
    await journal.sweep()
    assert 290 < await journal.paused_seconds() <= 300


async def test_replicas_that_differ_by_a_second_move_nothing(journal: Journal, clock: MovedClock) -> None:
    operation = await accepted(journal, an_operation(not_before=await journal.now() + 60_000))
    await journal.sweep()
    clock.advance(-1)
    await journal.sweep()
    kept = await journal.find(operation.id)
    assert kept is not None
    assert kept.not_before == operation.not_before
