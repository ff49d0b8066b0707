"""Operations that need a person, or that a person takes back."""

from bot.operations.answers import Accepted, Busy, Guard, LinkedElsewhere, NoOperation, Resolved, TooLate, Withdrawn
from bot.operations.journal import Journal
from bot.operations.operation import State
from bot.operations.outcomes import NeedsPerson, NotSent, NotThere
from bot.store.documents import Documents
from bot.store.records import Act
from tests.operations.ledger import Ledger, answering
from tests.operations.rehearsal import (
    Crew,
    MovedClock,
    accepted,
    an_operation,
    drive,
    has_error,
    is_shown,
    settled,
    until,
)

ACT = Act(at=1, by="U_DIEGO", what="resolved")


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


async def test_a_person_may_have_it_sent_again(
    journal: Journal, crew: Crew, clock: MovedClock, documents: Documents
) -> None:
    ledger = Ledger(behaviours=[answering(NeedsPerson({"reason": "diff"}))])
    operation = await accepted(journal)
    crew.start(ledger)
    await settled(journal, operation, State.NEEDS_PERSON)
    assert [one.id for one in await journal.listed(State.NEEDS_PERSON)] == [operation.id]
    assert isinstance(await journal.rulings.send_again(operation.id, act=ACT), Resolved)
    await drive(journal, clock, operation, State.DONE)
    assert len(ledger.sends) == 2
    document = await documents.get("D-7K3Q")
    assert (document.history, document.ended) == ((ACT,), {"create": 1})


async def test_a_person_may_say_that_it_is_done(journal: Journal, crew: Crew, documents: Documents) -> None:
    ledger = Ledger(behaviours=[answering(NeedsPerson({"reason": "diff"}))])
    operation = await accepted(journal)
    crew.start(ledger)
    await settled(journal, operation, State.NEEDS_PERSON)
    await journal.rulings.conclude(operation.id, State.DONE, sets={"alegra_id": "9"}, act=ACT)
    await settled(journal, operation, State.DONE)
    assert (await documents.get("D-7K3Q")).alegra_id == "9"
    assert ledger.sends == [operation.id]


async def test_what_gave_its_document_up_gets_it_back_only_when_it_is_free(
    journal: Journal, crew: Crew, clock: MovedClock
) -> None:
    ledger = Ledger(keeps_document=False, behaviours=[answering(NeedsPerson({"reason": "diff"}))])
    operation = await accepted(journal)
    worker = crew.start(ledger)
    await settled(journal, operation, State.NEEDS_PERSON)
    await crew.stop(worker)
    other = await journal.accept(an_operation(number=2), guard=Guard())
    assert isinstance(other, Accepted)
    busy = await journal.rulings.send_again(operation.id, act=ACT)
    assert isinstance(busy, Busy)
    assert busy.operation == other.operation
    crew.start(ledger)
    await settled(journal, other.operation, State.DONE)
    assert isinstance(await journal.rulings.send_again(operation.id, act=ACT), Resolved)
    await drive(journal, clock, operation, State.DONE)


async def test_what_is_sent_again_is_looked_for_first_and_adopted(
    journal: Journal, crew: Crew, clock: MovedClock
) -> None:
    """Somebody presses it although the first send has arrived."""
    ledger = Ledger(behaviours=[answering(NeedsPerson({"reason": "diff"}))])
    operation = await accepted(journal)
    crew.start(ledger)
    await settled(journal, operation, State.NEEDS_PERSON)
    ledger.effects.append(operation.marker)
    assert isinstance(await journal.rulings.send_again(operation.id, act=ACT), Resolved)
    await settled(journal, operation, State.DONE)
    assert (ledger.sends, ledger.effects) == ([operation.id], [operation.marker])


async def test_what_is_sent_again_waits_until_a_late_arrival_would_be_seen(
    journal: Journal, crew: Crew, clock: MovedClock
) -> None:
    ledger = Ledger(behaviours=[answering(NeedsPerson({"reason": "diff"}))], sightings=[NotThere()])
    operation = await accepted(journal)
    crew.start(ledger)
    await settled(journal, operation, State.NEEDS_PERSON)
    await journal.rulings.send_again(operation.id, act=ACT)
    clock.advance(ledger.settle_seconds / 2)
    await until(lambda: _looked(ledger, 1))
    ledger.effects.append(operation.marker)
    await drive(journal, clock, operation, State.DONE)
    assert ledger.sends == [operation.id]


async def test_two_who_have_it_sent_again_are_one(journal: Journal, crew: Crew, clock: MovedClock) -> None:
    ledger = Ledger(behaviours=[answering(NeedsPerson({"reason": "diff"}))])
    operation = await accepted(journal)
    crew.start(ledger)
    await settled(journal, operation, State.NEEDS_PERSON)
    answers = [await journal.rulings.send_again(operation.id, act=ACT) for _ in range(2)]
    assert [type(answer) for answer in answers] == [Resolved, TooLate]
    await drive(journal, clock, operation, State.DONE)
    assert (len(ledger.sends), len(ledger.effects)) == (2, 1)


async def test_one_thing_in_alegra_is_linked_to_one_operation(journal: Journal, crew: Crew) -> None:
    ledger = Ledger(behaviours=[answering(NeedsPerson({"reason": "diff"}))] * 2)
    first, second = [await accepted(journal, an_operation(document)) for document in ("D-7K3Q", "D-8M4R")]
    worker = crew.start(ledger)
    for operation in (first, second):
        await settled(journal, operation, State.NEEDS_PERSON)
    await crew.stop(worker)
    assert isinstance(await _linked(journal, first.id), Resolved)
    refused = await _linked(journal, second.id)
    assert isinstance(refused, LinkedElsewhere)
    assert refused.operation.id == first.id
    found = await journal.find(first.id)
    assert found
    assert (found.state, found.ruling.link, found.ruling.by) == (State.UNKNOWN, "invoice-42", "U_DIEGO")


async def test_a_link_that_is_taken_back_is_free_for_another(journal: Journal, crew: Crew) -> None:
    ledger = Ledger(
        behaviours=[answering(NeedsPerson({"reason": "diff"}))] * 2, sightings=[NeedsPerson({"reason": "x"})]
    )
    first, second = [await accepted(journal, an_operation(document)) for document in ("D-7K3Q", "D-8M4R")]
    crew.start(ledger)
    for operation in (first, second):
        await settled(journal, operation, State.NEEDS_PERSON)
    await _linked(journal, first.id)
    await settled(journal, first, State.NEEDS_PERSON)
    await journal.rulings.conclude(first.id, State.REFUSED, sets={}, act=ACT)
    assert isinstance(await _linked(journal, second.id), Resolved)


async def test_what_waits_for_its_time_is_hurried_and_undo_is_not_cut_short(
    journal: Journal, crew: Crew, clock: MovedClock
) -> None:
    ledger = Ledger(behaviours=[answering(NotSent(600, "unreachable"))])
    operation = await accepted(journal, an_operation(not_before=await clock() + 15_000))
    crew.start(ledger)
    await until(lambda: is_shown(ledger, operation, State.ACCEPTED))
    await until(lambda: _hurried(journal, operation.id))
    assert ledger.sends == []
    clock.advance(16)
    await until(lambda: has_error(journal, operation, "not_sent"))
    await until(lambda: _hurried(journal, operation.id))
    await settled(journal, operation, State.DONE)
    assert len(ledger.sends) == 2
    assert isinstance(await journal.rulings.hurry(operation.id, act=ACT), TooLate)
    assert isinstance(await journal.rulings.hurry("D-NONE/create/1", act=ACT), NoOperation)


async def _linked(journal: Journal, operation_id: str) -> object:
    return await journal.rulings.link(operation_id, thing="invoice", key="invoice-42", reason="", act=ACT)


async def _looked(ledger: Ledger, times: int) -> bool:
    return ledger.looks >= times


async def _hurried(journal: Journal, operation_id: str) -> bool:
    """As soon as whoever tried it has let it go."""
    return isinstance(await journal.rulings.hurry(operation_id, act=ACT), Resolved)
