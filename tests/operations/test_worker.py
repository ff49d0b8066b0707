"""What becomes of an accepted operation, whatever happens on the way."""

import pytest

from bot.operations.answers import Accepted, Busy, Guard, Lane, Resolved, Withdrawn
from bot.operations.course import Course, Surroundings
from bot.operations.journal import Fenced, Journal
from bot.operations.operation import Operation, State
from bot.operations.outcomes import (
    CannotTell,
    LanePaused,
    NeedsPerson,
    NotSent,
    Outcome,
    Refused,
    Unknown,
    Waiting,
)
from bot.operations.outcomes import Found as Adopted
from bot.operations.step import Step
from bot.operations.timing import Timing
from bot.operations.worker import LeaseTooShort, SettlesTooSoon, TwoKinds, Worker
from bot.store.documents import Documents
from bot.store.records import Act, Phase
from bot.store.scripts import Store
from tests.operations.ledger import Ledger, answering, fail_after_the_effect, hang, happen_and_hang, succeed
from tests.operations.rehearsal import Crew, MovedClock, a_document, accepted, an_operation, until

ACT = Act(at=1, by="U_DIEGO", what="resolved")


async def is_in(journal: Journal, operation: Operation, state: State) -> bool:
    found = await journal.find(operation.id)
    return found is not None and found.state is state


async def settled(journal: Journal, operation: Operation, state: State) -> Operation:
    """Wait until it is in this state, shown, and let go."""

    async def is_so() -> bool:
        found = await journal.find(operation.id)
        return found is not None and found.state is state and found.shown == state

    await until(is_so)
    found = await journal.find(operation.id)
    assert found
    return found


async def test_an_operation_is_sent_once_and_shown(journal: Journal, crew: Crew, documents: Documents) -> None:
    ledger = Ledger()
    operation = await accepted(journal)
    crew.start(ledger)
    done = await settled(journal, operation, State.DONE)
    assert (done.result, done.attempts) == ({"id": "77"}, 1)
    assert ledger.sends == [operation.id]
    assert ledger.shown == [(operation.id, State.ACCEPTED), (operation.id, State.DONE)]
    document = await documents.by_alegra_id(f"77-{operation.id}")
    assert document
    assert document.open_operation == ""


async def test_a_hundred_operations_and_three_workers_make_a_hundred_effects(journal: Journal, crew: Crew) -> None:
    ledger = Ledger()
    operations = [await accepted(journal, an_operation(f"D-{n}")) for n in range(100)]
    for _ in range(3):
        crew.start(ledger)
    for operation in operations:
        await settled(journal, operation, State.DONE)
    assert sorted(ledger.effects) == sorted(operation.marker for operation in operations)


async def test_a_refusal_ends_it_with_its_reason(journal: Journal, crew: Crew, documents: Documents) -> None:
    ledger = Ledger(behaviours=[answering(Refused({"reason": "no_item"}, {"facts": {"refusal": "no item"}}))])
    operation = await accepted(journal)
    crew.start(ledger)
    refused = await settled(journal, operation, State.REFUSED)
    assert refused.error == {"reason": "no_item"}
    assert (await documents.get("D-7K3Q")).facts == {"refusal": "no item"}
    assert ledger.sends == [operation.id]


async def test_what_was_never_sent_is_sent_later_and_counts_as_one_send(
    journal: Journal, crew: Crew, clock: MovedClock
) -> None:
    ledger = Ledger(behaviours=[answering(NotSent(600, "429"))])
    operation = await accepted(journal)
    crew.start(ledger)
    await until(lambda: has_error(journal, operation, "not_sent"))
    assert await is_in(journal, operation, State.ACCEPTED)
    clock.advance(601)
    assert (await settled(journal, operation, State.DONE)).attempts == 1


async def has_error(journal: Journal, operation: Operation, reason: str) -> bool:
    found = await journal.find(operation.id)
    return found is not None and found.error.get("reason") == reason and found.state is not State.SENDING


async def test_an_effect_whose_answer_was_lost_is_adopted_at_the_first_look(
    journal: Journal, crew: Crew, clock: MovedClock
) -> None:
    ledger = Ledger(behaviours=[fail_after_the_effect])
    operation = await accepted(journal)
    crew.start(ledger)
    await until(lambda: is_in(journal, operation, State.UNKNOWN))
    clock.advance(6)
    await settled(journal, operation, State.DONE)
    assert ledger.effects == [operation.marker]
    assert (operation.id, State.UNKNOWN) in ledger.shown


async def test_absence_counts_only_after_settling_and_twice(journal: Journal, crew: Crew, clock: MovedClock) -> None:
    ledger = Ledger(behaviours=[answering(Unknown("time-out"))])
    operation = await accepted(journal)
    crew.start(ledger)
    await until(lambda: is_in(journal, operation, State.UNKNOWN))
    for looks, seconds in enumerate([6, 15, 41], start=1):
        clock.advance(seconds)
        await until(lambda looks=looks: at_least(ledger, looks))  # type: ignore[misc]
    clock.advance(100)
    assert ledger.sends == [operation.id], "162 s after it was sent, absence does not count"
    clock.advance(20)
    await until(lambda: was_missed(journal, operation))
    assert ledger.sends == [operation.id], "missed once"
    clock.advance(61)
    await settled(journal, operation, State.DONE)
    assert ledger.sends == [operation.id] * 2
    assert ledger.effects == [operation.marker]


async def at_least(ledger: Ledger, looks: int) -> bool:
    return ledger.looks >= looks


async def was_missed(journal: Journal, operation: Operation) -> bool:
    found = await journal.find(operation.id)
    return found is not None and found.missed_at > 0


async def drive(journal: Journal, clock: MovedClock, operation: Operation, state: State) -> Operation:
    """Move the clock on until the operation gets somewhere."""

    async def moved() -> bool:
        found = await journal.find(operation.id)
        clock.advance(30)
        return found is not None and found.state is state and found.shown == state

    await until(moved)
    return await settled(journal, operation, state)


async def test_after_three_sends_of_unknown_fate_a_person_decides(
    journal: Journal, crew: Crew, clock: MovedClock, documents: Documents
) -> None:
    ledger = Ledger(behaviours=[answering(Unknown("time-out"))] * 9)
    operation = await accepted(journal)
    crew.start(ledger)
    stuck = await drive(journal, clock, operation, State.NEEDS_PERSON)
    assert stuck.error == {"reason": "sent_often", "sends": 3}
    assert ledger.sends == [operation.id] * 3
    assert (await documents.get("D-7K3Q")).open_operation == operation.id, "it keeps its document"


async def test_an_email_of_unknown_fate_is_never_sent_again(journal: Journal, crew: Crew, clock: MovedClock) -> None:
    ledger = Ledger(name="email", resend_allowed=False, keeps_document=False, behaviours=[fail_after_the_effect])
    ledger.sightings = [CannotTell("no list of e-mails")] * 50
    operation = await accepted(journal, an_operation(kind="email"))
    crew.start(ledger)
    stuck = await drive(journal, clock, operation, State.NEEDS_PERSON)
    assert stuck.error["reason"] == "unknown_fate"
    assert ledger.sends == [operation.id]
    next_one = await journal.accept(an_operation(kind="email", number=2), guard=Guard())
    assert isinstance(next_one, Accepted), "it does not keep its document"


async def test_what_may_not_be_resent_goes_to_a_person_also_when_it_is_surely_absent(
    journal: Journal, crew: Crew, clock: MovedClock
) -> None:
    ledger = Ledger(resend_allowed=False, behaviours=[answering(Unknown("time-out"))])
    operation = await accepted(journal)
    crew.start(ledger)
    assert (await drive(journal, clock, operation, State.NEEDS_PERSON)).error == {"reason": "unknown_fate"}
    assert ledger.sends == [operation.id]


async def test_what_the_authority_decides_is_polled(journal: Journal, crew: Crew, clock: MovedClock) -> None:
    ledger = Ledger(behaviours=[answering(Waiting(15, "DIAN"))])
    ledger.sightings = [Waiting(15, "DIAN"), CannotTell("500"), Adopted({"cufe": "c0ffee"})]
    operation = await accepted(journal)
    crew.start(ledger)
    await until(lambda: has_error(journal, operation, "waiting"))
    done = await drive(journal, clock, operation, State.DONE)
    assert done.result == {"cufe": "c0ffee"}
    assert ledger.sends == [operation.id]


async def test_a_paused_lane_sends_nothing_until_it_is_resumed(journal: Journal, crew: Crew, store: Store) -> None:
    ledger = Ledger(behaviours=[answering(LanePaused({"status": 401}))])
    first = await accepted(journal, an_operation("D-1"))
    crew.start(ledger)
    await until(lambda: was_let_go(store, first))
    second = await accepted(journal, an_operation("D-2"))
    await until(lambda: was_let_go(store, second))
    lane = await journal.lane()
    assert lane
    assert lane.error == {"status": 401}
    assert ledger.sends == [first.id]
    await journal.resume_lane()
    for operation in (first, second):
        await settled(journal, operation, State.DONE)
    assert await journal.lane() is None


async def was_let_go(store: Store, operation: Operation) -> bool:
    """Claimed, and put back until later."""
    stored = await store.hash("op", operation.id)
    return stored["epoch"] != "0" and stored["leased"] == "0"


async def is_shown(ledger: Ledger, operation: Operation, state: State) -> bool:
    return (operation.id, state) in ledger.shown


async def test_the_seconds_of_undo_are_shown_and_waited_for(journal: Journal, crew: Crew, clock: MovedClock) -> None:
    ledger = Ledger()
    operation = await accepted(journal, an_operation(not_before=await clock() + 15_000))
    crew.start(ledger)
    await until(lambda: is_shown(ledger, operation, State.ACCEPTED))
    assert ledger.sends == []
    clock.advance(15)
    await settled(journal, operation, State.DONE)


async def test_undo_in_time_sends_nothing_and_is_shown(journal: Journal, crew: Crew, clock: MovedClock) -> None:
    ledger = Ledger()
    operation = await accepted(journal, an_operation(not_before=await clock() + 15_000))
    crew.start(ledger)
    await until(lambda: is_shown(ledger, operation, State.ACCEPTED))
    answer = await journal.withdraw(operation.id, phases=None, sets={}, act=ACT)
    assert isinstance(answer, Withdrawn)
    clock.advance(60)
    await settled(journal, operation, State.WITHDRAWN)
    assert ledger.sends == []


async def test_an_end_stays_due_until_slack_shows_it(journal: Journal, crew: Crew, clock: MovedClock) -> None:
    ledger = Ledger(show_answers=[0, -1, 5, -1])
    operation = await accepted(journal)
    crew.start(ledger)
    await drive(journal, clock, operation, State.DONE)
    assert ledger.sends == [operation.id]
    assert ledger.shown[-1] == (operation.id, State.DONE)
    assert await journal.sweep() == (), "a settled operation is left alone"


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


async def at_least_sends(ledger: Ledger, sends: int) -> bool:
    return len(ledger.sends) >= sends


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


async def has_moved_on(journal: Journal, operation: Operation) -> bool:
    found = await journal.find(operation.id)
    return found is not None and found.looked > 0


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


async def test_a_person_may_have_it_sent_again(
    journal: Journal, crew: Crew, clock: MovedClock, documents: Documents
) -> None:
    ledger = Ledger(behaviours=[answering(NeedsPerson({"reason": "diff"}))])
    operation = await accepted(journal)
    crew.start(ledger)
    await settled(journal, operation, State.NEEDS_PERSON)
    assert [one.id for one in await journal.listed(State.NEEDS_PERSON)] == [operation.id]
    assert isinstance(await journal.send_again(operation.id, act=ACT), Resolved)
    await settled(journal, operation, State.DONE)
    document = await documents.get("D-7K3Q")
    assert (document.history, document.ended) == ((ACT,), {"create": 1})


async def test_a_person_may_say_that_it_is_done(journal: Journal, crew: Crew, documents: Documents) -> None:
    ledger = Ledger(behaviours=[answering(NeedsPerson({"reason": "diff"}))])
    operation = await accepted(journal)
    crew.start(ledger)
    await settled(journal, operation, State.NEEDS_PERSON)
    await journal.conclude(operation.id, State.DONE, sets={"alegra_id": "9"}, act=ACT)
    await settled(journal, operation, State.DONE)
    assert (await documents.get("D-7K3Q")).alegra_id == "9"
    assert ledger.sends == [operation.id]


async def test_what_gave_its_document_up_gets_it_back_only_when_it_is_free(journal: Journal, crew: Crew) -> None:
    ledger = Ledger(keeps_document=False, behaviours=[answering(NeedsPerson({"reason": "diff"}))])
    operation = await accepted(journal)
    worker = crew.start(ledger)
    await settled(journal, operation, State.NEEDS_PERSON)
    await crew.stop(worker)
    other = await journal.accept(an_operation(number=2), guard=Guard())
    assert isinstance(other, Accepted)
    busy = await journal.send_again(operation.id, act=ACT)
    assert isinstance(busy, Busy)
    assert busy.operation == other.operation
    crew.start(ledger)
    await settled(journal, other.operation, State.DONE)
    assert isinstance(await journal.send_again(operation.id, act=ACT), Resolved)
    await settled(journal, operation, State.DONE)


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


async def test_what_is_settled_expires_and_a_notice_with_it(
    journal: Journal, crew: Crew, store: Store, documents: Documents
) -> None:
    operations = [
        an_operation("N-1", kind="announce"),
        an_operation("D-1", kind="announce"),
    ]
    for operation, phase in zip(operations, [Phase.NOTICE, Phase.PENDING], strict=True):
        await journal.accept(operation, guard=Guard(create=a_document(operation.document, phase=phase), act=ACT))
    crew.start(Ledger(name="announce"))
    for operation in operations:
        await settled(journal, operation, State.DONE)
        assert await store.client.ttl(store.keys("op", operation.id)) > 0
    for name in ("doc", "history", "doc-ops"):
        assert await store.client.ttl(store.keys(name, "N-1")) > 0
        assert await store.client.ttl(store.keys(name, "D-1")) == -1
    assert [document.id for document in await documents.listed()] == ["D-1"]


async def test_the_sweep_finds_what_fell_out_of_the_schedule(
    journal: Journal, crew: Crew, documents: Documents
) -> None:
    operation = await accepted(journal)
    await documents._store.client.delete(documents._store.keys("due"))
    assert await journal.sweep() == (operation.id,)
    crew.start(Ledger())
    await settled(journal, operation, State.DONE)


async def test_an_operation_of_an_unknown_kind_is_left_for_another_version(journal: Journal, crew: Crew) -> None:
    strange = await accepted(journal, an_operation(kind="hologram"))
    crew.start(Ledger())
    await until(lambda: was_claimed(journal, strange))
    assert await is_in(journal, strange, State.ACCEPTED)


async def was_claimed(journal: Journal, operation: Operation) -> bool:
    found = await journal.find(operation.id)
    return found is not None and found.epoch > 0


@pytest.mark.parametrize(
    ("kinds", "error"),
    [
        ([Ledger(timeout_seconds=85)], LeaseTooShort),
        ([Ledger(settle_seconds=20, timeout_seconds=30)], SettlesTooSoon),
        ([Ledger(), Ledger()], TwoKinds),
    ],
)
def test_kinds_that_cannot_be_carried_safely_are_refused_at_the_start(
    journal: Journal, kinds: list[Ledger], error: type[Exception]
) -> None:
    with pytest.raises(error):
        Worker(journal, kinds, timing=Timing())


def test_a_document_that_a_test_makes_is_what_it_says() -> None:
    assert a_document().next_operation("create") == an_operation().id
