"""From what a person typed to the payments it means: a receipt's number, or the number of an invoice that was paid."""

from dataclasses import dataclass

from bot.actions.directory import Directory
from bot.actions.finding import Finding, NoSuchInvoice
from bot.alegra.api import Alegra
from bot.billing.invoice import Payment

PAGE = 30
MOST_PAGES = 3
"""Alegra has no filter by number and takes 0.3 s for each row (Alegra fact sheet 2): the newest ninety are looked through."""
LISTED = 10
MOST_CLIENTS = 20


class NoSuchPayment(Exception):
    def __init__(self, typed: str) -> None:
        self.typed = typed
        super().__init__(f"there is no payment {typed}")


@dataclass(frozen=True)
class PaymentsFound:
    of: str
    """The invoice's number that they were found by; empty: by their own."""
    payments: tuple[Payment, ...]


@dataclass(frozen=True)
class PaymentPage:
    payments: tuple[Payment, ...]
    next_start: int | None
    """Where the next page begins; None: these were the last."""


@dataclass(frozen=True)
class PaymentFinding:
    alegra: Alegra
    finding: Finding
    directory: Directory

    async def find(self, typed: str) -> PaymentsFound:
        """An invoice's number, or a document's name, means its payments. Raise NoSuchPayment and AlegraErrors."""
        try:
            document = await self.finding.find(typed)
        except NoSuchInvoice:
            return PaymentsFound("", await self._numbered(typed))
        invoice = await self.finding.read_again(document)
        applied = invoice.payments if invoice else ()
        payments = [await self.alegra.payments.get(each.id) for each in applied]
        return PaymentsFound((invoice.number if invoice else "") or document.id, tuple(payments))

    async def page(self, searched: str, *, start: int = 0) -> PaymentPage:
        """The newest, or those of the clients that are called so; nobody is called so: none. Raise an AlegraError."""
        found = self.directory.search_clients(searched, limit=MOST_CLIENTS) if searched else ()
        if searched and not found:
            return PaymentPage((), None)
        only = found[0].id if len(found) == 1 else ""
        page = await self.alegra.payments.newest(start=start, limit=LISTED, client_id=only)
        wanted = {client.id for client in found}
        kept = tuple(payment for payment in page.rows if not wanted or payment.client_id in wanted)
        return PaymentPage(kept, None if page.is_last else start + LISTED)

    async def _numbered(self, typed: str) -> tuple[Payment, ...]:
        wanted = typed.strip().upper()
        for page_number in range(MOST_PAGES):
            page = await self.alegra.payments.newest(start=page_number * PAGE, limit=PAGE)
            if found := tuple(payment for payment in page.rows if payment.number.upper() == wanted):
                return found
            if page.is_last:
                break
        raise NoSuchPayment(typed)
