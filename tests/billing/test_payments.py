import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from bot.billing.invoice import AppliedPayment, Invoice, Status, Withholding
from bot.billing.payments import PaidWord, PaymentProblem, paid_word, payment_problems
from tests.billing.cast import TODAY, invoice, receipt


def problems(of: Invoice | None = None, **changes: Any) -> tuple[PaymentProblem, ...]:
    asked: dict[str, Any] = {
        "amount": Decimal(1000),
        "paid_on": TODAY,
        "today": TODAY,
        "bank_account_id": "2",
        "method": "transfer",
    }
    return payment_problems(of or invoice(), **(asked | changes))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ()),
        ({"amount": Decimal(1011500)}, ()),
        ({"amount": Decimal("1011500.01")}, (PaymentProblem.ABOVE_BALANCE,)),
        ({"amount": Decimal(0)}, (PaymentProblem.NOT_POSITIVE,)),
        ({"amount": Decimal(-5)}, (PaymentProblem.NOT_POSITIVE,)),
        ({"amount": Decimal("0.001")}, (PaymentProblem.TOO_PRECISE,)),
        ({"amount": Decimal("0.5"), "precision": 0}, (PaymentProblem.TOO_PRECISE,)),
        ({"paid_on": TODAY - dt.timedelta(days=400)}, ()),
        ({"paid_on": TODAY + dt.timedelta(days=1)}, (PaymentProblem.IN_FUTURE,)),
        ({"bank_account_id": ""}, (PaymentProblem.NO_ACCOUNT,)),
        ({"method": "TRANSFER"}, (PaymentProblem.UNKNOWN_METHOD,)),
    ],
)
def test_what_stands_against_a_payment_is_named(changes: dict[str, Any], found: tuple[PaymentProblem, ...]) -> None:
    assert problems(**changes) == found


def test_all_problems_are_named_at_once() -> None:
    found = problems(amount=Decimal(-1), bank_account_id="")
    assert found == (PaymentProblem.NOT_POSITIVE, PaymentProblem.NO_ACCOUNT)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.VOID, Status.CLOSED])
def test_only_an_open_invoice_is_paid(status: Status) -> None:
    assert PaymentProblem.NOT_OPEN in problems(invoice(status=status))


def test_an_open_invoice_without_a_balance_is_not_paid_again() -> None:
    found = problems(invoice(balance=Decimal(0)), amount=Decimal("0.01"))
    assert found == (PaymentProblem.NOT_OPEN, PaymentProblem.ABOVE_BALANCE)
    assert problems(invoice(balance=Decimal("0.01")), amount=Decimal("0.01")) == ()


def settled(*payments: AppliedPayment, **changes: Any) -> Invoice:
    return invoice(status=Status.CLOSED, balance=Decimal(0), paid=Decimal(1011500), payments=payments, **changes)


RETEFUENTE = Withholding("1", "Retefuente", Decimal(4), Decimal(11500))


@pytest.mark.parametrize(
    ("read", "word"),
    [
        (invoice(), PaidWord.OWED),
        (invoice(payments=(receipt("1000"),), balance=Decimal(1010500)), PaidWord.PARTLY),
        (invoice(payments=(receipt("1000", status="void"),)), PaidWord.OWED),
        (invoice(payments=(receipt("1011499.50"),), balance=Decimal("0.50")), PaidWord.PARTLY),
        (invoice(payments=(receipt("0.50"),), balance=Decimal("1011499.50")), PaidWord.PARTLY),
        (settled(receipt("1011500")), PaidWord.PAID),
        (settled(receipt("11500"), receipt("1000000")), PaidWord.PAID),
        (settled(receipt("1000000"), withholdings=(RETEFUENTE,)), PaidWord.PAID),
        (settled(), PaidWord.CREDITED),
        (settled(receipt("1000000")), PaidWord.CREDITED),
        (settled(receipt("1011500", status="void")), PaidWord.CREDITED),
        (invoice(status=Status.VOID, balance=Decimal(0)), PaidWord.OWED),
    ],
)
def test_paid_partly_paid_and_settled_by_a_credit_note_are_three_words(read: Invoice, word: PaidWord) -> None:
    assert paid_word(read) is word
