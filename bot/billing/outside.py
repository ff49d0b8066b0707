"""What somebody did to an invoice in Alegra itself, told from two readings of it between which Cobro did nothing."""

from dataclasses import dataclass
from enum import StrEnum

from bot.billing.approval import ApprovedContent, approved_content
from bot.billing.differences import Difference, differences, differences_beside
from bot.billing.draft import DateMode
from bot.billing.invoice import Invoice, StampState, Status


class OutsideAct(StrEnum):
    EDITED = "edited"
    ISSUED = "issued"
    """Stamped; or opened, under a numbering that is not electronic."""
    NUMBERED = "numbered"
    """Opened under an electronic numbering: it has a number, and the authority has nothing."""
    VOIDED = "voided"
    REOPENED = "reopened"
    DELETED = "deleted"


@dataclass(frozen=True)
class OutsideChange:
    act: OutsideAct
    differences: tuple[Difference, ...] = ()
    """What else is not as it was: it may have been edited on the way."""


@dataclass(frozen=True)
class Agreed:
    """As the author asked for it: which dates of a draft mean something."""

    date_mode: DateMode
    term_days: int


AFTER_ISSUE = frozenset(
    {
        "client_id",
        "issue_date",
        "due_date",
        "numbering_id",
        "currency",
        "rate",
        "lines",
        "subtotal",
        "tax",
        "total",
        "printed_note",
        "terms",
        "purchase_order",
    }
)
"""What is looked at of an issued invoice: its client's card may be kept up to date, and withholdings come with payments."""


def outside_change(before: Invoice, after: Invoice | None, agreed: Agreed) -> OutsideChange | None:
    """`after`: None when it is gone. Payments are no change: they are announced for themselves."""
    if after is None:
        return OutsideChange(OutsideAct.DELETED)
    found = changed_fields(before, after, agreed)
    act = _act(before, after) or (OutsideAct.EDITED if found else None)
    return OutsideChange(act, found) if act else None


def changed_fields(before: Invoice, after: Invoice, agreed: Agreed) -> tuple[Difference, ...]:
    """Of a draft everything that its approvers are shown; of what was issued what the invoice itself says."""
    if before.status is not Status.VOID and not is_issued(before):
        found = differences(_as_agreed(before, agreed), _as_agreed(after, agreed))
        return (*found, *differences_beside(before, after))
    found = differences(_as_dated(before), _as_dated(after))
    return tuple(each for each in found if each.field in AFTER_ISSUE or each.field.startswith("line"))


def is_issued(invoice: Invoice) -> bool:
    """What decides is the authority's word, where there is an authority (design 4.5)."""
    if invoice.is_electronic:
        return invoice.stamp.state in {StampState.ACCEPTED, StampState.OBSERVED}
    return invoice.status in {Status.OPEN, Status.CLOSED}


def seems_changed(known: Invoice, row: Invoice) -> bool:
    """Whether a row of a list is worth reading the invoice itself: a row may be older, and what it leaves out says nothing."""
    pairs = zip(_glance(known), _glance(row), strict=True)
    said = (
        (known.stamp.state, row.stamp.state),
        (known.purchase_order, row.purchase_order),
        (len(known.lines), len(row.lines)),
    )
    return any(mine != theirs for mine, theirs in pairs) or any(
        mine != theirs for mine, theirs in said if theirs not in {StampState.NONE, "", 0}
    )


def _act(before: Invoice, after: Invoice) -> OutsideAct | None:
    if after.status is Status.VOID:
        return OutsideAct.VOIDED if before.status is not Status.VOID else None
    if before.status is Status.VOID:
        return OutsideAct.REOPENED if after.status is not Status.DRAFT else None
    if is_issued(after) and not is_issued(before):
        return OutsideAct.ISSUED
    is_numbered = before.status is Status.DRAFT and after.status is not Status.DRAFT
    return OutsideAct.NUMBERED if is_numbered and not is_issued(after) else None


def _as_agreed(invoice: Invoice, agreed: Agreed) -> ApprovedContent:
    return approved_content(invoice, date_mode=agreed.date_mode, term_days=agreed.term_days)


def _as_dated(invoice: Invoice) -> ApprovedContent:
    return approved_content(invoice, date_mode=DateMode.FIXED, term_days=0)


def _glance(invoice: Invoice) -> tuple[object, ...]:
    return (
        invoice.status,
        invoice.client.id,
        invoice.issue_date,
        invoice.due_date,
        invoice.total,
        invoice.balance,
    )
