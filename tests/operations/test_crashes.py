"""Workers that die, freeze, are stopped, and clocks that jump."""

import pytest

from bot.operations.answers import Lane
from bot.operations.course import Course, Surroundings
from bot.operations.journal import Fenced, Journal
from bot.operations.operation import Operation, State
from bot.operations.outcomes import (
    Outcome,
)
from bot.operations.step import Step
from bot.operations.timing import Timing
from bot.store.documents import Documents
from tests.operations.ledger import Ledger, hang, happen_and_hang, succeed
from tests.operations.rehearsal import (
    Crew,
    MovedClock,
    accepted,
    an_operation,
    at_least_sends,
    drive,
    has_moved_on,
    is_in,
    settled,
    until,
)


@pytest.mark.parametrize(("behaviour", "sends"), [(hang, 2), (happen_and_hang, 1)])
async def test_a_worker_killed_while_sending_leaves_one_effect(
    journal: Journal, crew: Crew, clock: MovedClock, behaviour: object, sends: int
) -> None:
    ledger = Ledger(behaviours=[behaviour])  # type: ignore[list-item]
    operation = await accepted(journal)
    first = crew.start(ledger)
    await until(lambda: is_in(journal, operation, State.SENDING))
    await until(lambda: at_least_sends(ledger, 1))
    await crew.kill(first)
    crew.start(ledger)
    await drive(journal, clock, operation, State.DONE)
    assert ledger.effects == [operation.marker]
    assert len(ledger.sends) == sends


@pytest.mark.parametrize("state", [State.ACCEPTED, State.UNKNOWN, State.DONE, State.NEEDS_PERSON])
async def test_a_worker_that_died_in_any_state_is_continued_by_another(
    journal: Journal, crew: Crew, clock: MovedClock, state: State
) -> None:
    ledger = Ledger()
    operation = await accepted(journal)
    (held,) = await journal.claim(limit=1, lease_ms=90_000)
    if state is not State.ACCEPTED:
        step = Step(state, fields={"attempts": 1, "sent_at": await clock()})
        await journal.step(held, step, keeps_document=True, lease_ms=90_000)
        ledger.effects.append(operation.marker)
    crew.start(ledger)
    ends_in = State.NEEDS_PERSON if state is State.NEEDS_PERSON else State.DONE
    await drive(journal, clock, operation, ends_in)
    assert ledger.effects == [operation.marker] or state is State.NEEDS_PERSON


async def test_an_old_worker_is_fenced_off(journal: Journal, clock: MovedClock) -> None:
    await accepted(journal)
    (old,) = await journal.claim(limit=1, lease_ms=1000)
    clock.advance(2)
    (new,) = await journal.claim(limit=1, lease_ms=1000)
    with pytest.raises(Fenced):
        await journal.step(old, Step(State.DONE), keeps_document=True, lease_ms=1000)
    assert await journal.renew([old], lease_ms=1000) == {old.id}
    done = await journal.step(new, Step(State.DONE), keeps_document=True, lease_ms=1000)
    assert done.state is State.DONE
    with pytest.raises(Fenced):
        await journal.mark_shown(new)


async def test_an_hour_passing_during_a_request_makes_one_effect(
    journal: Journal, crew: Crew, clock: MovedClock
) -> None:
    async def slowly(ledger: Ledger, operation: Operation) -> Outcome:
        clock.advance(3600)
        crew.start(ledger)
        await until(lambda: has_moved_on(journal, operation))
        return await succeed(ledger, operation)

    ledger = Ledger(behaviours=[slowly])
    operation = await accepted(journal)
    crew.start(ledger)
    await drive(journal, clock, operation, State.DONE)
    assert ledger.effects == [operation.marker]
    assert ledger.sends == [operation.id]


async def test_the_worker_that_has_it_in_hand_does_not_claim_it_again(
    journal: Journal, crew: Crew, clock: MovedClock
) -> None:
    async def slowly(ledger: Ledger, operation: Operation) -> Outcome:
        clock.advance(3600)
        other = await accepted(journal, an_operation("D-2"))
        await settled(journal, other, State.DONE)
        return await succeed(ledger, operation)

    ledger = Ledger(behaviours=[slowly])
    operation = await accepted(journal)
    crew.start(ledger)
    assert (await settled(journal, operation, State.DONE)).epoch == 1
    assert ledger.looks == 0


async def test_stopping_lets_what_runs_finish_and_claims_no_more(journal: Journal, crew: Crew) -> None:
    late: list[Operation] = []

    async def stopped_meanwhile(ledger: Ledger, operation: Operation) -> Outcome:
        worker.stop()
        late.append(await accepted(journal, an_operation("D-2")))
        return await succeed(ledger, operation)

    ledger = Ledger(behaviours=[stopped_meanwhile])
    operation = await accepted(journal)
    worker = crew.start(ledger)
    await settled(journal, operation, State.DONE)
    await crew.stop(worker)
    assert ledger.sends == [operation.id]
    assert await is_in(journal, late[0], State.ACCEPTED)


async def test_draining_has_an_end(journal: Journal, crew: Crew) -> None:
    ledger = Ledger(behaviours=[hang])
    operation = await accepted(journal)
    worker = crew.start(ledger)
    await until(lambda: at_least_sends(ledger, 1))
    await crew.stop(worker)
    assert await is_in(journal, operation, State.SENDING)


async def test_a_worker_frozen_for_most_of_its_lease_does_not_send(journal: Journal) -> None:
    await accepted(journal)
    (held,) = await journal.claim(limit=1, lease_ms=90_000)
    ledger, seconds = Ledger(), iter([0.0, 60.0])

    async def tell_nobody(_: Lane) -> None:
        raise AssertionError("the lane is open")

    around = Surroundings(journal, Timing(), tell_nobody, real_seconds=lambda: next(seconds))
    course = Course(held, ledger, around)
    await course.run()
    assert ledger.sends == []
    assert (course.operation.state, course.operation.attempts) == (State.ACCEPTED, 0)


async def test_the_sweep_finds_what_fell_out_of_the_schedule(
    journal: Journal, crew: Crew, documents: Documents
) -> None:
    operation = await accepted(journal)
    await documents._store.client.delete(documents._store.keys("due"))
    assert await journal.sweep() == (operation.id,)
    crew.start(Ledger())
    await settled(journal, operation, State.DONE)
