"""The papers of an invoice for whoever asks: of a draft too, where Alegra prints one (Alegra fact sheet 1.6, 5.1)."""

import datetime as dt
from dataclasses import dataclass

from bot.actions.papers import file_name
from bot.alegra.api import Alegra
from bot.alegra.invoice_body import create_body
from bot.billing.invoice import Invoice, Status
from bot.billing.same_again import same_again
from bot.slack.drawing import File
from bot.store.records import Document

NO_MARKER = "0" * 12
"""Of a paper that nobody keeps: it is left out of what is sent."""


@dataclass(frozen=True)
class Previews:
    alegra: Alegra
    country: str

    async def papers(self, document: Document, *, today: dt.date) -> tuple[File, ...]:
        """The bytes, never the links; empty while Alegra has none. Raise an AlegraError."""
        read = await self.alegra.invoices.get_with_papers(document.alegra_id)
        pdf_url = read.pdf_url
        if not pdf_url and read.invoice.status is Status.DRAFT:
            pdf_url = await self.alegra.invoices.preview(self._as_asked(document, read.invoice, today=today))
        urls = {"pdf": pdf_url, "xml": read.xml_url}
        name = f"{read.invoice.number or document.id}_{file_name(read.invoice.client.name)}"
        return tuple([await self._file(url, f"{name}.{kind}") for kind, url in urls.items() if url])

    def _as_asked(self, document: Document, invoice: Invoice, *, today: dt.date) -> dict[str, object]:
        """What Alegra would be asked to create: it prints that, and keeps nothing."""
        draft = document.draft or same_again(invoice)
        body = create_body(draft, marker=NO_MARKER, today=today, country=self.country)
        return {name: value for name, value in body.items() if name != "observations"}

    async def _file(self, url: str, name: str) -> File:
        return File(name, name, await self.alegra.invoices.download(url))
