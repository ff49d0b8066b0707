"""What a client's last invoices tell whoever writes the next one."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bot.billing.draft import DraftLine
from bot.billing.invoice import Invoice, Status

MOST_FREQUENT = 5


@dataclass(frozen=True)
class PastInvoice:
    id: str
    number: str
    issue_date: dt.date
    due_date: dt.date
    total: Decimal
    balance: Decimal
    lines: tuple[DraftLine, ...]


@dataclass(frozen=True)
class ClientHistory:
    """Newest first; drafts and void invoices left out."""

    invoices: tuple[PastInvoice, ...]

    @property
    def last(self) -> PastInvoice | None:
        return self.invoices[0] if self.invoices else None

    def overdue(self, today: dt.date) -> tuple[PastInvoice, ...]:
        return tuple(invoice for invoice in self.invoices if invoice.balance > 0 and invoice.due_date < today)

    @property
    def frequent_items(self) -> tuple[str, ...]:
        """Item ids, most often invoiced first."""
        counted = Counter(line.item_id for invoice in self.invoices for line in invoice.lines)
        return tuple(item for item, _ in counted.most_common(MOST_FREQUENT))


def history_of(invoices: Iterable[Invoice]) -> ClientHistory:
    issued = (invoice for invoice in invoices if invoice.status in {Status.OPEN, Status.CLOSED})
    newest_first = sorted(issued, key=lambda invoice: (invoice.issue_date, invoice.number), reverse=True)
    return ClientHistory(tuple(_past(invoice) for invoice in newest_first))


def _past(invoice: Invoice) -> PastInvoice:
    return PastInvoice(
        id=invoice.id,
        number=invoice.number,
        issue_date=invoice.issue_date,
        due_date=invoice.due_date,
        total=invoice.total,
        balance=invoice.balance,
        lines=lines_again(invoice),
    )


def lines_again(invoice: Invoice) -> tuple[DraftLine, ...]:
    """The lines of an invoice as one would ask for them anew."""
    return tuple(
        DraftLine(
            item_id=line.item_id,
            name=line.name,
            price=line.price,
            quantity=line.quantity,
            discount=line.discount,
            description=line.description,
            tax_ids=tuple(tax.id for tax in line.taxes),
            unit=line.unit,
        )
        for line in invoice.lines
    )
