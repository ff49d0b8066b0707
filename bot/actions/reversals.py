"""Taking back: voiding an issued invoice, deleting a draft. Only what law and state allow (design 5)."""

from bot.actions.invoice_kind import InvoiceKind, as_read
from bot.actions.outcomes import error_facts, outcome_of, sighting_of
from bot.alegra.errors import AlegraError, NotFound
from bot.billing.invoice import Invoice, StampState, Status
from bot.operations import outcomes
from bot.operations.operation import Operation
from bot.store.records import Document, Phase


class VoidInvoice(InvoiceKind):
    name = "void"

    async def send(self, operation: Operation) -> outcomes.Outcome:
        document = await self.desk.documents.get(operation.document)
        try:
            invoice = await self.desk.alegra.invoices.get(document.alegra_id)
            if done := self._voided(invoice, document):
                return done
            if objection := objection_to_void(invoice, country=self.desk.country):
                return outcomes.Refused({"situation": objection}, as_read(invoice, document))
            await self.desk.alegra.invoices.void(document.alegra_id, cause=operation.request["cause"])
            after = await self.desk.alegra.invoices.get(document.alegra_id)
        except AlegraError as error:
            return outcome_of(error, on_refusal={"facts": {"refusal": error_facts(error)}})
        return self._voided(after, document) or outcomes.Unknown("not void yet")

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        document = await self.desk.documents.get(operation.document)
        try:
            invoice = await self.desk.alegra.invoices.get(document.alegra_id)
        except AlegraError as error:
            return sighting_of(error)
        done = self._voided(invoice, document)
        return outcomes.Found(done.result, done.document) if done else outcomes.NotThere()

    def _voided(self, invoice: Invoice, document: Document) -> outcomes.Done | None:
        if invoice.status is not Status.VOID:
            return None
        return outcomes.Done(document={**as_read(invoice, document), "phase": Phase.VOIDED})


class DeleteDraft(InvoiceKind):
    name = "delete"

    async def send(self, operation: Operation) -> outcomes.Outcome:
        document = await self.desk.documents.get(operation.document)
        try:
            await self.desk.alegra.invoices.delete(document.alegra_id)
        except NotFound:
            return outcomes.Done(document={"phase": Phase.DELETED})
        except AlegraError as error:
            return outcome_of(error, on_refusal={"facts": {"refusal": error_facts(error)}})
        return outcomes.Done(document={"phase": Phase.DELETED})

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        document = await self.desk.documents.get(operation.document)
        try:
            await self.desk.alegra.invoices.get(document.alegra_id)
        except NotFound:
            return outcomes.Found(document={"phase": Phase.DELETED})
        except AlegraError as error:
            return sighting_of(error)
        return outcomes.NotThere()


def objection_to_void(invoice: Invoice, *, country: str) -> str:
    """Why an invoice cannot be voided, or nothing (Alegra fact sheet 5.4)."""
    if invoice.status is Status.VOID:
        return "already_void"
    if invoice.status is Status.DRAFT:
        return "still_draft"
    if country == "colombia" and invoice.stamp.state is not StampState.NONE:
        return "stamped"
    if any(payment.status != "void" for payment in invoice.payments) or invoice.paid > 0:
        return "has_payments"
    return ""
