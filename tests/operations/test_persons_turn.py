"""Operations that need a person, or that a person takes back."""

from bot.operations.answers import Accepted, Busy, Guard, Resolved, Withdrawn
from bot.operations.journal import Journal
from bot.operations.operation import State
from bot.operations.outcomes import (
    NeedsPerson,
)
from bot.store.documents import Documents
from bot.store.records import Act
from tests.operations.ledger import Ledger, answering
from tests.operations.rehearsal import Crew, MovedClock, accepted, an_operation, is_shown, settled, until

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
