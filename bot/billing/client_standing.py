"""How a client pays: what it owes late, and how long it takes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bot.billing.ageing import is_overdue
from bot.billing.invoice import Invoice, Status
from bot.billing.money import ZERO, rounded


@dataclass(frozen=True)
class Standing:
    """What a client owes late, and how long it takes to pay."""

    overdue: Decimal
    """In the company's currency."""
    overdue_count: int
    oldest_days: int
    """0 when nothing is overdue."""
    days_to_pay: int | None
    """On average from issue to the last payment; None when nothing was paid yet."""
    paid_count: int


def client_standing(invoices: Iterable[Invoice], *, client_id: str, today: dt.date) -> Standing:
    """From the invoices given, of whatever clients."""
    own = [invoice for invoice in invoices if invoice.client.id == client_id]
    late = [invoice for invoice in own if is_overdue(invoice, today)]
    waits = [days for days in map(_days_to_pay, own) if days is not None]
    return Standing(
        overdue=sum((rounded(invoice.balance * invoice.rate, 2) for invoice in late), ZERO),
        overdue_count=len(late),
        oldest_days=max(((today - invoice.due_date).days for invoice in late), default=0),
        days_to_pay=round(sum(waits) / len(waits)) if waits else None,
        paid_count=len(waits),
    )


def _days_to_pay(invoice: Invoice) -> int | None:
    paid_on = [payment.paid_on for payment in invoice.payments if payment.status != "void"]
    if invoice.status is not Status.CLOSED or not paid_on:
        return None
    return max((max(paid_on) - invoice.issue_date).days, 0)
