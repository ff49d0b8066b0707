"""The invoices that Cobro knows, looked through at night for what somebody did to them in Alegra: thirty in a request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.actions.accepting import NewOperations
from bot.actions.outside import KNOWN
from bot.alegra.api import Alegra
from bot.alegra.resources import PAGE_ROWS
from bot.billing.invoice import Invoice
from bot.billing.outside import seems_changed
from bot.operations.answers import Guard
from bot.operations.journal import Journal
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import Document, Phase

MOST_LOOKED_AT = 900
"""In one night: thirty requests. The newest come first."""
STILL_CHANGES_MS = 60 * 24 * 60 * 60 * 1000
"""An invoice that is paid and older than sixty days is looked at no more."""
MOST_READ = 60
"""Readings in one pass: of an account that ignores the filter every invoice seems to be missing."""


@dataclass(frozen=True)
class InvoiceWatch:
    alegra: Alegra
    documents: Documents
    journal: Journal
    new_operation: NewOperations
    clock: Clock

    async def look(self) -> int:
        """Answers how many are read again. Raise an AlegraError."""
        now, asked = await self.clock(), 0
        for batch in _batches(await self._due(now)):
            rows = {row.id: row for row in await self.alegra.invoices.by_ids([each.alegra_id for each in batch])}
            for document in batch:
                if asked < MOST_READ and _is_other(document, rows.get(document.alegra_id)):
                    asked += 1
                    await self._read_again(document)
        return asked

    async def glance(self, rows: Iterable[Invoice]) -> None:
        """At what was read for another reason: what seems to be another is read again."""
        for row in rows:
            document = await self.documents.by_alegra_id(row.id)
            if document and not document.open_operation and document.phase in KNOWN and _is_other(document, row):
                await self._read_again(document)

    async def _due(self, now: int) -> list[Document]:
        known = await self.documents.listed(phases=KNOWN, limit=MOST_LOOKED_AT)
        return [document for document in known if _may_change(document, now=now)]

    async def _read_again(self, document: Document) -> None:
        operation = self.new_operation.reading(document.id, at=await self.clock())
        await self.journal.accept(operation, guard=Guard(alone=False))


def _batches(documents: Sequence[Document]) -> Iterable[Sequence[Document]]:
    return (documents[start : start + PAGE_ROWS] for start in range(0, len(documents), PAGE_ROWS))


def _may_change(document: Document, *, now: int) -> bool:
    if document.content is None or not document.alegra_id or document.open_operation:
        return False
    is_at_rest = document.phase in {Phase.ISSUED, Phase.VOIDED} and document.content.balance <= 0
    return not is_at_rest or now - document.created_at < STILL_CHANGES_MS


def _is_other(document: Document, row: Invoice | None) -> bool:
    """One that is not in the answer may be gone, or the filter was ignored: the reading tells."""
    return row is None or (document.content is not None and seems_changed(document.content, row))
