"""Voiding and reopening payments: what each answer of Alegra's makes of it, and what is found when none came."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.actions.announcements import PAYMENTS, Announcements, notice_name
from bot.actions.payment_reversals import ReopenPayment, VoidPayment
from bot.alegra.payment_body import Allocation, payment_body
from bot.billing.invoice import Payment
from bot.operations.operation import Operation, State
from bot.operations.outcomes import CannotTell, Done, Found, NotSent, NotThere, Refused, Unknown
from bot.operations.step import Step
from bot.store.records import Document
from tests.actions.bench import BRUNO, Bench
from tests.actions.carried_out import opened

TOTAL = Decimal(595000)
REASON = "se aplicó al cliente equivocado"


@pytest.fixture
async def payment(bench: Bench) -> Payment:
    """Of a whole invoice."""
    paid = await _pay(bench, await opened(bench), TOTAL)
    await _announcements(bench).remember(paid)
    return paid


async def test_a_void_makes_the_invoice_owe_again_and_says_who_and_why(bench: Bench, payment: Payment) -> None:
    kind = _void(bench)
    notice = await bench.take_up(*await _sent(bench, kind, payment))
    assert notice.facts["reversal"]["by"] == BRUNO
    assert notice.facts["reversal"]["reason"] == REASON
    after = PAYMENTS.validate_python(notice.facts["payment"])
    assert (after.status, after.invoices[0].balance) == ("void", TOTAL)


async def test_a_reopening_makes_it_count_again(bench: Bench, payment: Payment) -> None:
    await bench.take_up(*await _sent(bench, _void(bench), payment))
    notice = await bench.take_up(*await _sent(bench, _reopen(bench), payment))
    assert PAYMENTS.validate_python(notice.facts["payment"]).status == "open"
    assert bench.local.state.books.invoices[payment.invoices[0].id]["status"] == "closed"


@pytest.mark.parametrize("fault", ["lost_answer", "drop_before"])
async def test_what_was_not_answered_is_looked_for_and_adopted_only_when_it_happened(
    bench: Bench, payment: Payment, fault: str
) -> None:
    kind = _void(bench)
    bench.faults.add(fault, method="POST", path="/payments/*/void")
    outcome, operation = await _sent(bench, kind, payment)
    assert isinstance(outcome, Unknown)

    sighting = await kind.look_up(operation)

    assert isinstance(sighting, Found if fault == "lost_answer" else NotThere)
    if isinstance(sighting, Found):
        assert sighting.document["facts"]["reversal"]["by"] == BRUNO


async def test_one_that_is_void_already_is_adopted_without_a_request_and_nobody_here_did_it(
    bench: Bench, payment: Payment
) -> None:
    await bench.local.alegra.payments.void(payment.id)
    bench.faults.add("drop_before", method="POST", path="/payments/*/void")
    outcome, _ = await _sent(bench, _void(bench), payment)
    assert isinstance(outcome, Done)
    assert outcome.document["facts"]["reversal"]["by"] == ""


async def test_sent_again_what_the_first_try_did_is_ours(bench: Bench, payment: Payment) -> None:
    await bench.local.alegra.payments.void(payment.id)
    operation = replace(await _operation(bench, _void(bench), payment), attempts=2)
    outcome = await _void(bench).send(operation)
    assert isinstance(outcome, Done)
    assert outcome.document["facts"]["reversal"]["by"] == BRUNO


async def test_one_whose_invoice_was_paid_otherwise_since_is_not_reopened(bench: Bench, payment: Payment) -> None:
    await bench.take_up(*await _sent(bench, _void(bench), payment))
    document = await bench.documents.by_alegra_id(payment.invoices[0].id)
    assert document
    await _pay(bench, document, TOTAL)

    outcome, _ = await _sent(bench, _reopen(bench), payment)

    assert isinstance(outcome, Refused)
    assert outcome.error == {"situation": "payment_above_balance"}
    assert outcome.document["facts"]["refusal"] == outcome.error


async def test_one_that_is_gone_is_refused_and_a_silent_alegra_is_asked_again(bench: Bench, payment: Payment) -> None:
    bench.faults.add("rate_limited", method="GET", path=f"/payments/{payment.id}", times=2)
    outcome, operation = await _sent(bench, _void(bench), payment)
    assert isinstance(outcome, NotSent)
    assert isinstance(await _void(bench).look_up(operation), CannotTell)
    bench.faults.clear()
    await bench.local.alegra.payments.delete(payment.id)
    outcome, _ = await _sent(bench, _void(bench), payment)
    assert isinstance(outcome, Refused)
    assert outcome.error["situation"] == "not_found"


async def test_a_reopening_in_alegra_is_told_like_a_void_there(bench: Bench, payment: Payment) -> None:
    """A second void, after a reopening, is told as well."""
    announcements = _announcements(bench)
    await announcements.announce(payment)
    for status in ("void", "open", "void"):
        changed = replace(payment, status=status)
        assert await announcements.is_outdated(changed)
        await announcements.correct(changed)
        await announcements.correct(changed)
        assert not await announcements.is_outdated(changed)
        await _ended(bench)
    told = [operation.kind for operation in await bench.journal.of_document(notice_name(payment.id))]
    assert told == ["announce", "unpaid", "announce", "unpaid"]


def _announcements(bench: Bench) -> Announcements:
    return Announcements(bench.journal, bench.documents, bench.new_operation, bench.store.clock)


def _void(bench: Bench) -> VoidPayment:
    return VoidPayment(bench.desk, _announcements(bench), bench.desk.shows)


def _reopen(bench: Bench) -> ReopenPayment:
    return ReopenPayment(bench.desk, _announcements(bench), bench.desk.shows)


async def _operation(bench: Bench, kind: VoidPayment | ReopenPayment, payment: Payment) -> Operation:
    request = {"payment_id": payment.id, "reason": REASON}
    operation = await bench.operation(kind.name, request, document=notice_name(payment.id), by=BRUNO)
    return replace(operation, attempts=1)


async def _sent(bench: Bench, kind: VoidPayment | ReopenPayment, payment: Payment) -> tuple[Any, Operation]:
    operation = await _operation(bench, kind, payment)
    return await kind.send(operation), operation


async def _pay(bench: Bench, document: Document, amount: Decimal) -> Payment:
    body = payment_body(
        client_id="12",
        paid_on=bench.today(),
        bank_account_id=next(iter(bench.local.state.books.bank_accounts)),
        method="transfer",
        allocations=[Allocation(document.alegra_id, amount)],
        observations="",
    )
    return await bench.local.alegra.payments.create(body)


async def _ended(bench: Bench) -> None:
    for operation in await bench.journal.claim(limit=100, lease_ms=90_000):
        done = await bench.journal.step(operation, Step(State.DONE), keeps_document=True, lease_ms=90_000)
        await bench.journal.mark_shown(done)
