"""Overdue invoices by client and by age, for the digest, statements and the Home tab.

Alegra has no overdue status: it is an open invoice with a balance whose due date is behind today (Alegra fact sheet 1.5).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bot.billing.invoice import Invoice, Status
from bot.billing.money import ZERO, rounded


@dataclass(frozen=True)
class Buckets:
    """Balances by days overdue."""

    days_1_30: Decimal = ZERO
    days_31_60: Decimal = ZERO
    days_61_90: Decimal = ZERO
    over_90: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return self.days_1_30 + self.days_31_60 + self.days_61_90 + self.over_90


@dataclass(frozen=True)
class OverdueInvoice:
    id: str
    number: str
    due_date: dt.date
    days: int
    balance: Decimal
    """In the company's currency, like every amount in here."""
    paid: Decimal


@dataclass(frozen=True)
class OverdueClient:
    id: str
    name: str
    balance: Decimal
    invoices: tuple[OverdueInvoice, ...]
    """The oldest first."""
    buckets: Buckets

    @property
    def oldest_days(self) -> int:
        return self.invoices[0].days


@dataclass(frozen=True)
class Ageing:
    day: dt.date
    clients: tuple[OverdueClient, ...]
    """The largest balance first."""
    buckets: Buckets

    @property
    def total(self) -> Decimal:
        return self.buckets.total


def is_overdue(invoice: Invoice, today: dt.date) -> bool:
    """Due today is not overdue yet."""
    return invoice.status is Status.OPEN and invoice.balance > 0 and invoice.due_date < today


def ageing(invoices: Iterable[Invoice], *, today: dt.date, precision: int = 2) -> Ageing:
    """`today` in the company's time zone; what is not overdue among the invoices is passed over.

    Balances in another currency are converted by their invoice's own rate and rounded to `precision`.
    """
    by_client: dict[str, list[Invoice]] = {}
    for invoice in invoices:
        if is_overdue(invoice, today):
            by_client.setdefault(invoice.client.id, []).append(invoice)
    clients = [_client(found, today, precision) for found in by_client.values()]
    clients.sort(key=lambda client: (-client.balance, client.name, client.id))
    return Ageing(today, tuple(clients), _buckets(invoice for client in clients for invoice in client.invoices))


def _client(invoices: list[Invoice], today: dt.date, precision: int) -> OverdueClient:
    newest = max(invoices, key=lambda invoice: (invoice.issue_date, invoice.id))
    rows = sorted((_row(invoice, today, precision) for invoice in invoices), key=lambda row: (-row.days, row.number))
    buckets = _buckets(rows)
    return OverdueClient(newest.client.id, newest.client.name, buckets.total, tuple(rows), buckets)


def _row(invoice: Invoice, today: dt.date, precision: int) -> OverdueInvoice:
    return OverdueInvoice(
        id=invoice.id,
        number=invoice.number,
        due_date=invoice.due_date,
        days=(today - invoice.due_date).days,
        balance=rounded(invoice.balance * invoice.rate, precision),
        paid=rounded(invoice.received * invoice.rate, precision),
    )


def _buckets(rows: Iterable[OverdueInvoice]) -> Buckets:
    sums = dict.fromkeys((30, 60, 90), ZERO)
    over_90 = ZERO
    for row in rows:
        limit = next((limit for limit in sums if row.days <= limit), None)
        if limit is None:
            over_90 += row.balance
        else:
            sums[limit] += row.balance
    return Buckets(sums[30], sums[60], sums[90], over_90)
