"""What becomes of an operation when nobody can say whether it happened."""

from bot.operations.answers import Accepted, Guard
from bot.operations.journal import Journal
from bot.operations.operation import State
from bot.operations.outcomes import (
    CannotTell,
    Unknown,
    Waiting,
)
from bot.operations.outcomes import Found as Adopted
from bot.store.documents import Documents
from tests.operations.ledger import Ledger, answering, fail_after_the_effect
from tests.operations.rehearsal import (
    Crew,
    MovedClock,
    accepted,
    an_operation,
    at_least,
    drive,
    has_error,
    is_in,
    settled,
    until,
    was_missed,
)


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
