"""From what a person typed to the document it means: a name like D-7K3Q, or a number like FE341."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.actions.invoice_kind import as_read
from bot.alegra.api import Alegra
from bot.alegra.errors import NotFound
from bot.billing.invoice import Invoice, Status
from bot.billing.names import document_name, read_document_name
from bot.store.documents import Documents
from bot.store.records import Document, Phase

PHASES = {
    Status.DRAFT: Phase.PENDING,
    Status.OPEN: Phase.ISSUED,
    Status.CLOSED: Phase.ISSUED,
    Status.VOID: Phase.VOIDED,
}


class NoSuchInvoice(Exception):
    def __init__(self, typed: str) -> None:
        self.typed = typed
        super().__init__(f"there is no invoice {typed}")


class SeveralInvoices(NoSuchInvoice):
    """Two numberings can give the same number; the prefix was left out."""


def as_of_now(document: Document, invoice: Invoice) -> Document:
    """For showing: somebody may have voided, reopened or paid it in Alegra since Cobro read it last."""
    if document.phase not in {Phase.ISSUED, Phase.VOIDED}:
        return document
    return replace(document, content=invoice, phase=PHASES[invoice.status])


@dataclass(frozen=True)
class Finding:
    alegra: Alegra
    documents: Documents
    company: str
    random_bits: Callable[[], int]

    async def named(self, typed: str) -> Document | None:
        """By the name that Cobro gave it; asks only the store."""
        name = read_document_name(typed)
        return await self.documents.find(name) if name else None

    async def find(self, typed: str) -> Document:
        """One request to Alegra for a number. Raise NoSuchInvoice, or an AlegraError."""
        return await self.named(typed) or (await self._numbered(typed))[0]

    async def read(self, typed: str) -> tuple[Document, Invoice | None]:
        """With its invoice as Alegra has it now: one request, also for a number. Raise NoSuchInvoice, or an AlegraError."""
        if document := await self.named(typed):
            return document, await self.read_again(document) or document.content
        return await self._numbered(typed)

    async def _numbered(self, typed: str) -> tuple[Document, Invoice]:
        found = await self.alegra.invoices.find_by_number(typed)
        if not found:
            raise NoSuchInvoice(typed)
        if len(found) > 1:
            raise SeveralInvoices(typed)
        return as_of_now(await self.document_of(found[0]), found[0]), found[0]

    async def document_of(self, invoice: Invoice) -> Document:
        """The document that knows this invoice, or a new one for an invoice that was made outside of Cobro."""
        return await self._adopted(invoice, PHASES[invoice.status])

    async def surplus_of(self, invoice: Invoice) -> Document:
        """A copy that nobody asked for: while it is a draft it can be deleted, and nothing else."""
        is_draft = invoice.status is Status.DRAFT
        return await self._adopted(invoice, Phase.DISCARDED if is_draft else PHASES[invoice.status])

    async def _adopted(self, invoice: Invoice, phase: Phase) -> Document:
        known = await self.documents.by_alegra_id(invoice.id)
        if known:
            return known
        bare = Document(id=document_name(self.random_bits(), length=6), company=self.company, phase=phase)
        adopted = Document(id=bare.id, company=bare.company, phase=phase, revision=1, **as_read(invoice, bare))
        return await self.documents.adopt(adopted)

    async def read_again(self, document: Document) -> Invoice | None:
        """As Alegra has it now, for a question that wants the newest balance. Raise an AlegraError."""
        try:
            return await self.alegra.invoices.get(document.alegra_id) if document.alegra_id else None
        except NotFound:
            return None
