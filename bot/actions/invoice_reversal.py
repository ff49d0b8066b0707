"""Voiding an invoice and reopening it, sent and looked up alike."""

from typing import Any

from bot.actions.invoice_kind import InvoiceKind, as_read
from bot.actions.outcomes import error_facts, outcome_of, outcome_of_reading, sighting_of, unread
from bot.alegra.errors import AlegraError
from bot.billing.invoice import Invoice
from bot.operations import outcomes
from bot.operations.operation import Operation
from bot.store.records import Document, Phase


class InvoiceReversal(InvoiceKind):
    """Read first, since somebody may have done it in Alegra; read again after, since its answer is not the outcome.

    The kinds differ in `phase` and in `is_done`, `objection` and `post`.
    """

    phase: Phase
    """Of a document with which it was done."""

    async def send(self, operation: Operation) -> outcomes.Outcome:
        document = await self.desk.documents.get(operation.document)
        try:
            invoice = await self._read(document)
        except AlegraError as error:
            return outcome_of_reading(error, on_refusal=_refusal(error_facts(error)))
        if self.is_done(invoice):
            return self._done(invoice, document)
        if objection := self.objection(invoice):
            return self._refused(objection, invoice, document)
        try:
            await self.post(document.alegra_id, operation)
        except AlegraError as error:
            return outcome_of(error, on_refusal=_refusal(error_facts(error)))
        return await self._read_back(document)

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        document = await self.desk.documents.get(operation.document)
        try:
            invoice = await self._read(document)
        except AlegraError as error:
            return sighting_of(error)
        if not self.is_done(invoice):
            return outcomes.NotThere()
        done = self._done(invoice, document)
        return outcomes.Found(done.result, done.document)

    def is_done(self, invoice: Invoice) -> bool:
        raise NotImplementedError

    def objection(self, invoice: Invoice) -> str:
        """Why it cannot be done, as the situation's name, or nothing."""
        raise NotImplementedError

    async def post(self, key: str, operation: Operation, /) -> None:
        raise NotImplementedError

    async def _read(self, document: Document) -> Invoice:
        return await self.desk.alegra.invoices.get(document.alegra_id)

    def _refused(self, objection: str, invoice: Invoice, document: Document) -> outcomes.Refused:
        situation = {"situation": objection}
        return outcomes.Refused(situation, {**as_read(invoice, document), **_refusal(situation)})

    async def _read_back(self, document: Document) -> outcomes.Outcome:
        try:
            after = await self._read(document)
        except AlegraError as error:
            return unread(error)
        return self._done(after, document) if self.is_done(after) else outcomes.Unknown(f"still {after.status}")

    def _done(self, invoice: Invoice, document: Document) -> outcomes.Done:
        return outcomes.Done(document={**as_read(invoice, document), "phase": self.phase, **_refusal(None)})


def _refusal(error: dict[str, Any] | None) -> dict[str, Any]:
    return {"facts": {"refusal": error}}
