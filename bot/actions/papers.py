"""PDF and XML of an issued invoice, fetched when they are about to go into its thread."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.alegra.api import Alegra
from bot.alegra.errors import AlegraError
from bot.billing.search import folded
from bot.slack.board import NotReady, Paper
from bot.slack.drawing import File
from bot.store.records import Document

WAIT_SECONDS = 10.0
GIVE_UP_AFTER = 60 * 60 * 1000
"""Milliseconds after which a paper that Alegra never had is waited for no longer."""


@dataclass(frozen=True)
class Papers:
    alegra: Alegra

    def owed(self, document: Document, *, now: int) -> dict[str, Paper]:
        """By outbox name. A plain invoice has no XML."""
        if document.content is None or now - int(document.facts.get("issued_at") or now) > GIVE_UP_AFTER:
            return {}
        formats = ("pdf", "xml") if document.content.is_electronic else ("pdf",)
        return {f"file:{extension}": Paper(self._fetch(document, extension)) for extension in formats}

    def _fetch(self, document: Document, extension: str) -> Callable[[], Awaitable[File]]:
        """The links are signed and expire, so they are asked for anew each time, and never kept or posted."""

        async def fetch() -> File:
            try:
                read = await self.alegra.invoices.get_with_papers(document.alegra_id)
                url = read.pdf_url if extension == "pdf" else read.xml_url
                content = await self.alegra.invoices.download(url) if url else b""
            except AlegraError as error:
                raise NotReady(WAIT_SECONDS) from error
            if not content:
                raise NotReady(WAIT_SECONDS)
            name = f"{read.invoice.number}_{_as_file_name(read.invoice.client.name)}.{extension}"
            return File(name, name, content)

        return fetch


def _as_file_name(client: str) -> str:
    """`Clínica Los Andes S.A.S.` becomes `ClinicaLosAndes`: without accents and without the form of the company."""
    words = [word for word in folded(client).split() if len(word) > 1 and word not in {"sas", "ltda", "sa"}]
    return "".join(word.capitalize() for word in words)[:60] or "Cliente"
