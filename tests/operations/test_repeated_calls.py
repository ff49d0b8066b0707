"""redis-py sends a script again when its answer was lost; a worker that stood still meanwhile may hold nothing any more.

Found by the simulation: an e-mail went out twice, since the repeated call told the old holder the new one's epoch.
"""

from dataclasses import replace

import pytest

from bot.operations.journal import Fenced, Journal
from bot.operations.operation import Operation, State
from bot.operations.step import Step
from bot.store.scripts import Store
from tests.operations.rehearsal import MovedClock, accepted

LEASE_MS = 90_000


@pytest.fixture
def repeating(store: Store, clock: MovedClock) -> Journal:
    """Each of its calls is the same call again."""
    return Journal(replace(store, clock=clock, new_call_id=lambda: "the-same"))


async def claimed(journal: Journal) -> tuple[Operation, ...]:
    return await journal.claim(limit=1, lease_ms=LEASE_MS)


async def sent(journal: Journal, operation: Operation) -> Operation:
    return await journal.step(operation, Step(State.SENDING), keeps_document=True, lease_ms=LEASE_MS)


async def test_a_claim_that_comes_again_answers_the_same_while_it_holds(journal: Journal, repeating: Journal) -> None:
    await accepted(journal)
    first, again = await claimed(repeating), await claimed(repeating)
    assert len(first) == 1
    assert first == again


async def test_a_claim_that_comes_again_after_the_lease_takes_nothing_from_its_new_holder(
    journal: Journal, repeating: Journal, clock: MovedClock
) -> None:
    await accepted(journal)
    await claimed(repeating)
    clock.advance(100)
    (other,) = await claimed(journal)
    assert await claimed(repeating) == ()
    assert (await sent(journal, other)).state is State.SENDING


async def test_a_step_that_comes_again_after_the_lease_is_fenced(
    journal: Journal, repeating: Journal, clock: MovedClock
) -> None:
    await accepted(journal)
    (held,) = await claimed(journal)
    await sent(repeating, held)
    clock.advance(100)
    await claimed(journal)
    with pytest.raises(Fenced):
        await sent(repeating, held)


async def test_a_showing_that_is_noted_again_after_the_lease_is_fenced(
    journal: Journal, repeating: Journal, clock: MovedClock
) -> None:
    await accepted(journal)
    (held,) = await claimed(journal)
    shown = await repeating.mark_shown(held)
    assert shown.epoch == held.epoch
    clock.advance(100)
    await claimed(journal)
    with pytest.raises(Fenced):
        await repeating.mark_shown(held)
