"""The invoices that a payment may go to: found by what was typed or by their client, oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.acting import Acting
from bot.actions.finding import Finding
from bot.alegra.api import Alegra
from bot.alegra.resources import PAGE_ROWS, strict
from bot.billing.invoice import Invoice, Status
from bot.billing.paying import PaidLine
from bot.billing.settlement import Owed
from bot.billing.withholdings import bases_of
from bot.store.records import Document

MOST_PAGES = 10

Pair = tuple[Document, Invoice]


class NothingOwed(Exception):
    def __init__(self, named: str) -> None:
        super().__init__(f"{named} owes nothing")
        self.named = named


@dataclass(frozen=True)
class OwedInvoices:
    acting: Acting
    finding: Finding
    alegra: Alegra

    async def named(self, typed: Sequence[str]) -> tuple[Pair, ...]:
        """As Alegra has them now; one alone may owe nothing. Raise NoSuchInvoice, NothingOwed, or an AlegraError."""
        found: dict[str, Pair] = {}
        for number in typed:
            document, invoice = await self.finding.read(number)
            if invoice is None or (len(typed) > 1 and not is_owed(invoice)):
                raise NothingOwed(number)
            await self.acting.follow(document.id, invoice)
            found[document.id] = (document, invoice)
        return tuple(sorted(found.values(), key=lambda pair: age(pair[1])))

    async def of_client(self, client_id: str, *, most: int, home_currency: str) -> tuple[tuple[Pair, ...], int]:
        """The oldest in the company's currency, and how many more there are; without any, in the currency of the oldest.

        Raise an AlegraError.
        """
        owed = sorted([invoice for invoice in await self._open_of(client_id) if is_owed(invoice)], key=age)
        at_home = [invoice for invoice in owed if invoice.currency in {"", home_currency}]
        same = (at_home or [invoice for invoice in owed if invoice.currency == owed[0].currency])[:most]
        pairs = [(await self._followed(invoice), invoice) for invoice in same]
        return tuple(pairs), len(owed) - len(pairs)

    async def _followed(self, invoice: Invoice) -> Document:
        document = await self.finding.document_of(invoice)
        await self.acting.follow(document.id, invoice)
        return document

    async def _open_of(self, client_id: str) -> list[Invoice]:
        found: list[Invoice] = []
        for number in range(MOST_PAGES):
            page = await self.alegra.invoices.list_page(
                start=number * PAGE_ROWS, status=Status.OPEN, client_id=client_id, newest_first=False
            )
            found += strict(page, "/invoices").rows
            if page.is_last:
                break
        return found


def line_of(document: Document, invoice: Invoice) -> PaidLine:
    owed = Owed(
        invoice_id=invoice.id,
        number=invoice.number or document.id,
        balance=invoice.balance,
        due_date=invoice.due_date,
        bases=bases_of(invoice),
        withheld=frozenset(each.id for each in invoice.withholdings),
    )
    return PaidLine(document.id, document.next_operation("payment"), owed, paid=invoice.received)


def is_owed(invoice: Invoice) -> bool:
    return invoice.status is Status.OPEN and invoice.balance > 0


def age(invoice: Invoice) -> tuple[object, ...]:
    """To sort by: what was due first comes first."""
    return invoice.due_date, invoice.issue_date, invoice.number, invoice.id
