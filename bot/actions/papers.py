"""PDF and XML of an issued invoice, fetched when they are about to go into its thread."""

import time
from collections.abc import Awaitable, Callable
from typing import Literal

from bot.alegra.api import Alegra
from bot.alegra.errors import AlegraError, Forbidden, Suspended, Unauthorized
from bot.alegra.invoices import InvoiceWithPapers
from bot.billing.search import folded
from bot.slack.drawing import File
from bot.slack.paper import NeverReady, NotReady, Paper
from bot.store.records import Document

WAIT_SECONDS = 10.0
ACCOUNT_SECONDS = 300.0
"""While Alegra refuses the account: as long as a pause of the lane lasts."""
GIVE_UP_AFTER = 60 * 60 * 1000
"""Milliseconds after which a paper that Alegra never had is waited for no longer."""
FRESH_SECONDS = 60.0
"""The links are signed and expire, so they are held in memory for so long only, and never stored or posted."""

Format = Literal["pdf", "xml"]
PausedSeconds = Callable[[], Awaitable[float]]
"""For how long nothing is to be asked of Alegra: 0, unless the company's lane is paused."""


async def _never_paused() -> float:
    return 0.0


class Papers:
    """One reading of an invoice serves both papers, and the reading that follows a stamp serves them too (design 8)."""

    def __init__(
        self,
        alegra: Alegra,
        *,
        real_seconds: Callable[[], float] = time.monotonic,
        paused_seconds: PausedSeconds = _never_paused,
    ) -> None:
        self._alegra, self._real_seconds, self._paused_seconds = alegra, real_seconds, paused_seconds
        self._readings: dict[str, tuple[float, InvoiceWithPapers]] = {}

    async def read(self, alegra_id: str) -> InvoiceWithPapers:
        """Ask Alegra. Raise `AlegraError`."""
        read = await self._alegra.invoices.get_with_papers(alegra_id)
        now = self._real_seconds()
        fresh = {key: kept for key, kept in self._readings.items() if now - kept[0] < FRESH_SECONDS}
        self._readings = {**fresh, alegra_id: (now, read)}
        return read

    def owed(self, document: Document, *, now: int) -> dict[str, Paper]:
        """By outbox name. A plain invoice has no XML. After an hour only what was begun, and no longer than Alegra says it has none."""
        if document.content is None:
            return {}
        is_late = now - int(document.facts.get("issued_at") or now) > GIVE_UP_AFTER
        formats: tuple[Format, ...] = ("pdf", "xml") if document.content.is_electronic else ("pdf",)
        return {
            f"file:{extension}": Paper(self._fetch(document, extension, is_late=is_late))
            for extension in formats
            if not is_late or f"file:{extension}" in document.outbox
        }

    def _fetch(self, document: Document, extension: Format, *, is_late: bool) -> Callable[[], Awaitable[File]]:
        async def fetch() -> File:
            if paused := await self._paused_seconds():
                raise NotReady(paused)
            try:
                read = self._fresh(document.alegra_id, extension) or await self.read(document.alegra_id)
                url = _url(read, extension)
                content = await self._alegra.invoices.download(url) if url else b""
            except AlegraError as error:
                self._readings.pop(document.alegra_id, None)
                is_refused = isinstance(error, Unauthorized | Suspended | Forbidden)
                raise NotReady(ACCOUNT_SECONDS if is_refused else WAIT_SECONDS) from error
            if not content and is_late:
                raise NeverReady
            if not content:
                raise NotReady(WAIT_SECONDS)
            name = f"{read.invoice.number}_{file_name(read.invoice.client.name)}.{extension}"
            return File(name, name, content)

        return fetch

    def _fresh(self, alegra_id: str, extension: Format) -> InvoiceWithPapers | None:
        """A reading from a moment ago that has this paper's link."""
        at, read = self._readings.get(alegra_id, (0.0, None))
        is_fresh = read is not None and self._real_seconds() - at < FRESH_SECONDS
        return read if read is not None and is_fresh and _url(read, extension) else None


def _url(read: InvoiceWithPapers, extension: Format) -> str:
    return read.pdf_url if extension == "pdf" else read.xml_url


def file_name(client: str) -> str:
    """`Clínica Los Andes S.A.S.` becomes `ClinicaLosAndes`: without accents and without the form of the company."""
    words = [word for word in folded(client).split() if len(word) > 1 and word not in {"sas", "ltda", "sa"}]
    return "".join(word.capitalize() for word in words)[:60] or "Cliente"
