"""One operation that holds several documents: a payment of several invoices."""

from dataclasses import replace

import pytest

from bot.operations.answers import Accepted, Busy, Ended, Guard, Resolved, Same, WrongPhase
from bot.operations.journal import Journal
from bot.operations.operation import Operation, State
from bot.operations.outcomes import NeedsPerson
from bot.operations.step import Step, at_rest
from bot.store.documents import Documents
from bot.store.records import Act, Phase
from tests.operations.rehearsal import a_document, an_operation

ISSUED = frozenset({Phase.ISSUED})
PAID = Act(at=1, by="U_CARLA", what="paid")


@pytest.fixture(autouse=True)
async def three_invoices(documents: Documents) -> None:
    for name in ("D-AAAA", "D-BBBB", "D-CCCC"):
        await documents.adopt(a_document(name, phase=Phase.ISSUED))


def guard(**others: int) -> Guard:
    return Guard(phases=ISSUED, others={f"D-{name}": number for name, number in others.items()}, act=PAID)


def payment(document: str = "D-AAAA", *, contents: str = "first", number: int = 1) -> Operation:
    return an_operation(document, kind="payment", contents=contents, number=number)


async def end(journal: Journal, step: Step) -> Operation:
    (claimed,) = await journal.claim(limit=1, lease_ms=1000)
    return await journal.step(claimed, step, keeps_document=True, lease_ms=1000)


async def test_all_are_held_and_remember_it(journal: Journal, documents: Documents) -> None:
    accepted = await journal.accept(payment(), guard=guard(BBBB=1))
    assert isinstance(accepted, Accepted)
    assert accepted.operation.others == ("D-BBBB",)
    for name in ("D-AAAA", "D-BBBB"):
        document = await documents.get(name)
        assert (document.open_operation, document.history) == ("D-AAAA/payment/1", (PAID,))
        assert [each.id for each in await journal.of_document(name)] == ["D-AAAA/payment/1"]
    assert isinstance(await journal.accept(payment(), guard=guard(BBBB=1)), Same)


@pytest.mark.parametrize("kind", ["payment", "void"])
async def test_nothing_begins_on_any_of_them_meanwhile(journal: Journal, kind: str) -> None:
    await journal.accept(payment(), guard=guard(BBBB=1))
    refused = await journal.accept(an_operation("D-BBBB", kind=kind), guard=Guard())
    assert isinstance(refused, Busy)
    assert refused.operation.id == "D-AAAA/payment/1"
    assert isinstance(await journal.accept(payment("D-CCCC"), guard=guard(BBBB=1)), Busy)


@pytest.mark.parametrize("troubled", ["D-AAAA", "D-BBBB"])
async def test_it_is_all_or_nothing(journal: Journal, documents: Documents, troubled: str) -> None:
    await journal.accept(an_operation(troubled, kind="void"), guard=Guard())
    assert isinstance(await journal.accept(payment(), guard=guard(BBBB=1, CCCC=1)), Busy)
    free = {"D-AAAA", "D-BBBB", "D-CCCC"} - {troubled}
    assert [(await documents.get(name)).open_operation for name in sorted(free)] == ["", ""]
    assert await journal.find("D-AAAA/payment/1") is None


async def test_the_phase_of_each_is_checked(journal: Journal) -> None:
    await journal.decide("D-BBBB", by="U_BRUNO", guard=Guard(sets={"phase": Phase.VOIDED}))
    assert isinstance(await journal.accept(payment(), guard=guard(BBBB=1)), WrongPhase)


@pytest.mark.parametrize("step", [Step(State.DONE), Step(State.REFUSED)])
async def test_all_are_free_at_its_end_and_forms_drawn_before_are_too_old(
    journal: Journal, documents: Documents, step: Step
) -> None:
    await journal.accept(payment(), guard=guard(BBBB=1))
    await end(journal, step)
    for name in ("D-AAAA", "D-BBBB"):
        document = await documents.get(name)
        assert (document.open_operation, document.next_operation("payment")) == ("", f"{name}/payment/2")
    assert isinstance(await journal.accept(payment("D-BBBB"), guard=Guard()), Ended)
    assert isinstance(await journal.accept(payment("D-CCCC"), guard=guard(BBBB=1)), Ended)
    assert isinstance(await journal.accept(payment("D-CCCC"), guard=guard(BBBB=2)), Accepted)


async def test_while_a_person_is_needed_all_are_held_and_sent_again_all_are_held_again(
    journal: Journal, documents: Documents
) -> None:
    await journal.accept(payment(), guard=guard(BBBB=1))
    asked = await end(journal, replace(at_rest(NeedsPerson({"situation": "unknown"}))))
    assert (await documents.get("D-BBBB")).open_operation == asked.id
    again = await journal.rulings.send_again(asked.id, act=Act(at=2, by="U_DIEGO", what="sent_again"))
    assert isinstance(again, Resolved)
    assert (await documents.get("D-BBBB")).open_operation == asked.id


async def test_a_person_who_says_that_it_happened_frees_all(journal: Journal, documents: Documents) -> None:
    await journal.accept(payment(), guard=guard(BBBB=1))
    asked = await end(journal, at_rest(NeedsPerson({"situation": "unknown"})))
    await journal.rulings.conclude(asked.id, State.DONE, sets={}, act=Act(at=2, by="U_DIEGO", what="concluded"))
    assert [(await documents.get(name)).open_operation for name in ("D-AAAA", "D-BBBB")] == ["", ""]


async def test_taken_back_it_frees_all(journal: Journal, documents: Documents) -> None:
    await journal.accept(payment(), guard=guard(BBBB=1))
    await journal.withdraw("D-AAAA/payment/1", phases=None, sets={}, act=Act(at=2, by="U_CARLA", what="undone"))
    assert [(await documents.get(name)).open_operation for name in ("D-AAAA", "D-BBBB")] == ["", ""]
