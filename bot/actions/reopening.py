"""Reopening an invoice that was voided: it keeps its number and is owed again."""

from dataclasses import dataclass

from bot.actions.acting import Acting
from bot.actions.invoice_kind import InvoiceKind, as_read
from bot.actions.outcomes import error_facts, outcome_of, outcome_of_reading, sighting_of, unread
from bot.alegra.errors import AlegraError
from bot.billing.eligibility import NotPermitted, may_void
from bot.billing.invoice import Invoice, Status
from bot.billing.reopening import CannotReopen, objection_to_reopen
from bot.operations import outcomes
from bot.operations.answers import Acceptance, NoDocument
from bot.operations.operation import Operation
from bot.slack.references import Reference
from bot.store.records import Document, Phase


@dataclass(frozen=True)
class NotReopenable:
    why: CannotReopen
    document: Document


@dataclass(frozen=True)
class Reopening:
    acting: Acting

    async def forbidden(self, person: str) -> NotPermitted | None:
        """Whoever may void may take it back."""
        allowed = may_void(person, roles=await self.acting.roles())
        return allowed if isinstance(allowed, NotPermitted) else None

    async def reopen(self, reference: Reference, *, by: str, reason: str) -> Acceptance | NotPermitted | NotReopenable:
        """Raise DryRun."""
        if forbidden := await self.forbidden(by):
            return forbidden
        document = await self.acting.issued(reference)
        if document is None or document.content is None:
            return NoDocument()
        if why := objection_to_reopen(document.content):
            return NotReopenable(why, document)
        return await self.acting.accept(
            reference,
            kind=ReopenInvoice.name,
            by=by,
            request={"reason": reason},
            phases=frozenset({Phase.VOIDED}),
            act="reopened",
            said={"reason": reason},
        )


class ReopenInvoice(InvoiceKind):
    name = "reopen"

    async def send(self, operation: Operation) -> outcomes.Outcome:
        document = await self.desk.documents.get(operation.document)
        try:
            invoice = await self.desk.alegra.invoices.get(document.alegra_id)
        except AlegraError as error:
            return outcome_of_reading(error, on_refusal={"facts": {"refusal": error_facts(error)}})
        if done := _reopened(invoice, document):
            return done
        if objection := objection_to_reopen(invoice):
            situation = {"situation": objection.value}
            return outcomes.Refused(situation, {**as_read(invoice, document), "facts": {"refusal": situation}})
        try:
            await self.desk.alegra.invoices.reopen(document.alegra_id)
        except AlegraError as error:
            return outcome_of(error, on_refusal={"facts": {"refusal": error_facts(error)}})
        return await self._read_back(document)

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        document = await self.desk.documents.get(operation.document)
        try:
            invoice = await self.desk.alegra.invoices.get(document.alegra_id)
        except AlegraError as error:
            return sighting_of(error)
        done = _reopened(invoice, document)
        return outcomes.Found(done.result, done.document) if done else outcomes.NotThere()

    async def _read_back(self, document: Document) -> outcomes.Outcome:
        try:
            after = await self.desk.alegra.invoices.get(document.alegra_id)
        except AlegraError as error:
            return unread(error)
        return _reopened(after, document) or outcomes.Unknown("still void")


def _reopened(invoice: Invoice, document: Document) -> outcomes.Done | None:
    if invoice.status not in {Status.OPEN, Status.CLOSED}:
        return None
    return outcomes.Done(document={**as_read(invoice, document), "phase": Phase.ISSUED, "facts": {"refusal": None}})
