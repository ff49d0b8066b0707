"""What may be voided: never what was accepted by the authority in Colombia, nor what somebody has paid."""

from decimal import Decimal

import pytest

from bot.actions.reversals import objection_to_void
from bot.billing.invoice import Invoice, Stamp, StampState, Status, Withholding
from tests.billing.cast import invoice

STAMPED = Stamp(StampState.ACCEPTED, "ab12")
WITHHELD = (Withholding("1", "Retefuente", Decimal(4), Decimal(40)),)


@pytest.mark.parametrize(
    ("one", "country", "why"),
    [
        (invoice(status=Status.OPEN), "colombia", ""),
        (invoice(status=Status.OPEN, stamp=STAMPED), "colombia", "stamped"),
        (invoice(status=Status.OPEN, stamp=STAMPED, paid=Decimal(5)), "colombia", "stamped_and_paid"),
        (invoice(status=Status.OPEN, stamp=STAMPED), "mexico", ""),
        (invoice(status=Status.OPEN, paid=Decimal(5)), "mexico", "paid"),
        (invoice(status=Status.OPEN, paid=Decimal(40), withholdings=WITHHELD), "colombia", ""),
        (invoice(status=Status.OPEN, paid=Decimal(45), withholdings=WITHHELD), "colombia", "paid"),
        (invoice(status=Status.VOID), "colombia", "already_void"),
        (invoice(status=Status.DRAFT), "colombia", "not_issued"),
    ],
)
def test_why_an_invoice_cannot_be_voided(one: Invoice, country: str, why: str) -> None:
    """Its own withholdings were paid by nobody: there would be no payment to take off first."""
    assert objection_to_void(one, country=country) == why
