"""What a client's last invoices tell whoever writes the next one, and whoever approves it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bot.billing.client_standing import Standing, client_standing
from bot.billing.draft import DraftLine
from bot.billing.invoice import Invoice, Status
from bot.billing.money import ZERO, rounded

MOST_FREQUENT = 5


@dataclass(frozen=True)
class PastInvoice:
    id: str
    number: str
    """Empty: a draft."""
    issue_date: dt.date
    total: Decimal
    lines: tuple[DraftLine, ...]
    currency: str = ""


@dataclass(frozen=True)
class ClientHistory:
    """Newest first; void ones left out."""

    invoices: tuple[PastInvoice, ...]
    standing: Standing
    owed: Decimal = ZERO
    """In the company's currency, overdue or not."""

    @property
    def last(self) -> PastInvoice | None:
        return next((invoice for invoice in self.invoices if invoice.number), None)

    @property
    def frequent_items(self) -> tuple[str, ...]:
        """Item ids, most often invoiced first."""
        counted = Counter(line.item_id for invoice in self.invoices for line in invoice.lines)
        return tuple(item for item, _ in counted.most_common(MOST_FREQUENT))


def history_of(invoices: Iterable[Invoice], *, client_id: str, today: dt.date) -> ClientHistory:
    own = [invoice for invoice in invoices if invoice.client.id == client_id and invoice.status is not Status.VOID]
    newest_first = sorted(own, key=lambda invoice: (invoice.issue_date, invoice.number), reverse=True)
    standing = client_standing(own, client_id=client_id, today=today)
    owed = sum((rounded(each.balance * each.rate, 2) for each in own if each.status is Status.OPEN), ZERO)
    return ClientHistory(tuple(_past(invoice) for invoice in newest_first), standing, owed)


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


def _past(invoice: Invoice) -> PastInvoice:
    return PastInvoice(
        id=invoice.id,
        number=invoice.number,
        issue_date=invoice.issue_date,
        total=invoice.total,
        lines=lines_again(invoice),
        currency=invoice.currency,
    )
