"""What a client owes: open invoices by age, and how they use to pay. In the company's currency."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bot.billing.ageing import Buckets, ageing
from bot.billing.invoice import Invoice, Status
from bot.billing.money import ZERO, rounded


@dataclass(frozen=True)
class Statement:
    day: dt.date
    open_invoices: tuple[Invoice, ...]
    """The oldest due first."""
    overdue: Buckets
    not_due: Decimal

    @property
    def total(self) -> Decimal:
        return self.overdue.total + self.not_due


def statement_of(invoices: Iterable[Invoice], *, today: dt.date, precision: int = 2) -> Statement:
    """`today` in the company's time zone; what is not owed is passed over."""
    owed = [invoice for invoice in invoices if invoice.status is Status.OPEN and invoice.balance > 0]
    owed.sort(key=lambda invoice: (invoice.due_date, invoice.number))
    not_due = sum((rounded(each.balance * each.rate, precision) for each in owed if each.due_date >= today), start=ZERO)
    return Statement(today, tuple(owed), ageing(owed, today=today, precision=precision).buckets, not_due)
