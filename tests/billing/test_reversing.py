"""What taking back does, and what it is not possible with."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.billing.draft import DateMode
from bot.billing.invoice import PaidInvoice, Payment, Stamp, StampState, Status, Withholding
from bot.billing.markers import marker_in
from bot.billing.payment_reversal import (
    CannotReverse,
    Effect,
    effects_of,
    objection_to_reopening,
    objection_to_voiding,
)
from bot.billing.reopening import CannotReopen, objection_to_reopen
from bot.billing.same_again import same_again
from tests.billing.cast import TODAY, invoice

PAID = Payment(
    id="58",
    number="RC58",
    paid_on=TODAY,
    amount=Decimal(90),
    currency="COP",
    method="transfer",
    status="open",
    client_id="12",
    client_name="Clínica",
    bank_account="Banco",
    invoices=(PaidInvoice("1", "FE1", Decimal(90), Decimal(100), Decimal(0)),),
    withholdings=(Withholding("1", "Retefuente", Decimal(4), Decimal(10)),),
)
TWO = replace(
    PAID,
    invoices=(
        PaidInvoice("1", "FE1", Decimal(40), Decimal(50), Decimal(0), withheld=Decimal(10)),
        PaidInvoice("2", "FE2", Decimal(50), Decimal(100), Decimal(50)),
    ),
)
VOID = replace(PAID, status="void", invoices=(replace(PAID.invoices[0], balance=Decimal(100)),))


def test_what_was_withheld_is_owed_again_too() -> None:
    assert effects_of(PAID) == (Effect("FE1", Decimal(0), Decimal(100)),)
    assert effects_of(TWO) == (Effect("FE1", Decimal(0), Decimal(50)), Effect("FE2", Decimal(50), Decimal(100)))
    assert effects_of(VOID) == (Effect("FE1", Decimal(100), Decimal(0)),)


def test_a_payment_is_voided_once_and_reopened_while_its_invoices_owe_as_much() -> None:
    assert objection_to_voiding(PAID) is None
    assert objection_to_voiding(VOID) is CannotReverse.ALREADY_VOID
    assert objection_to_reopening(PAID) is CannotReverse.NOT_VOID
    assert objection_to_reopening(VOID) is None
    less = replace(VOID, invoices=(replace(VOID.invoices[0], balance=Decimal("99.99")),))
    assert objection_to_reopening(less) is CannotReverse.ABOVE_BALANCE


@pytest.mark.parametrize(
    ("status", "stamp", "why"),
    [
        (Status.VOID, StampState.NONE, None),
        (Status.OPEN, StampState.NONE, CannotReopen.NOT_VOID),
        (Status.CLOSED, StampState.ACCEPTED, CannotReopen.NOT_VOID),
        (Status.DRAFT, StampState.NONE, CannotReopen.NOT_ISSUED),
        (Status.VOID, StampState.ACCEPTED, CannotReopen.CANCELLED),
    ],
)
def test_only_a_void_that_no_authority_has_cancelled_is_reopened(
    status: Status, stamp: StampState, why: CannotReopen | None
) -> None:
    assert objection_to_reopen(replace(invoice(), status=status, stamp=Stamp(stamp))) is why


def test_the_same_again_leaves_marker_dates_and_order_behind() -> None:
    known = replace(invoice(), observations="nota [cobro:7K3Q7K3Q7K3Q]", purchase_order="45-8812")
    draft = same_again(known)
    assert marker_in(draft.note) == ""
    assert (draft.date_mode, draft.fixed_date, draft.purchase_order, draft.note) == (DateMode.FLOATING, None, "", "")
    assert [(line.item_id, line.quantity, line.price) for line in draft.lines] == [
        (line.item_id, line.quantity, line.price) for line in known.lines
    ]
    assert draft.term_days == (known.due_date - known.issue_date).days
