"""Whether a voided invoice may be reopened (Alegra fact sheet 5.4: `POST /invoices/{id}/open` reverts a void)."""

from enum import StrEnum

from bot.billing.invoice import Invoice, StampState, Status


class CannotReopen(StrEnum):
    NOT_VOID = "not_void"
    NOT_ISSUED = "not_issued"
    CANCELLED = "cancelled"
    """It was stamped, and the authority has cancelled it: a cancelled document does not come back (Mexico)."""


def objection_to_reopen(invoice: Invoice) -> CannotReopen | None:
    if invoice.status is Status.DRAFT:
        return CannotReopen.NOT_ISSUED
    if invoice.status is not Status.VOID:
        return CannotReopen.NOT_VOID
    return CannotReopen.CANCELLED if invoice.stamp.state is not StampState.NONE else None
