"""Taking back: voiding an issued invoice, deleting a draft. Only what law and state allow (design 5)."""

from dataclasses import dataclass

from bot.actions.acting import Acting
from bot.actions.invoice_kind import InvoiceKind
from bot.actions.invoice_reversal import InvoiceReversal
from bot.actions.outcomes import error_facts, outcome_of, sighting_of
from bot.alegra.errors import AlegraError, NotFound
from bot.billing.eligibility import NotPermitted, may_delete, may_void
from bot.billing.invoice import Invoice, StampState, Status
from bot.operations import outcomes
from bot.operations.answers import Acceptance, NoDocument
from bot.operations.operation import Operation
from bot.slack.references import Reference
from bot.store.records import Document, Phase


@dataclass(frozen=True)
class CannotVoid:
    """`why`: see `objection_to_void`."""

    why: str
    document: Document


@dataclass(frozen=True)
class Reversals:
    acting: Acting
    country: str

    async def void(self, reference: Reference, *, by: str, cause: str) -> Acceptance | NotPermitted | CannotVoid:
        allowed = may_void(by, roles=await self.acting.roles())
        if isinstance(allowed, NotPermitted):
            return allowed
        document = await self.acting.issued(reference)
        if document is None or document.content is None:
            return NoDocument()
        if why := objection_to_void(document.content, country=self.country):
            return CannotVoid(why, document)
        return await self.acting.accept(
            reference,
            kind=VoidInvoice.name,
            by=by,
            request={"cause": cause},
            phases=frozenset({Phase.ISSUED}),
            act="voided",
            said={"reason": cause},
        )

    async def delete(self, reference: Reference, *, by: str) -> Acceptance | NotPermitted:
        """Of a draft that was discarded."""
        document = await self.acting.issued(reference)
        if document is None:
            return NoDocument()
        allowed = may_delete(by, roles=await self.acting.roles(), requester=document.requester)
        if isinstance(allowed, NotPermitted):
            return allowed
        return await self.acting.accept(
            reference,
            kind=DeleteDraft.name,
            by=by,
            request={},
            phases=frozenset({Phase.DISCARDED}),
            act="deleted",
            said={},
        )


class VoidInvoice(InvoiceReversal):
    name = "void"
    phase = Phase.VOIDED

    def is_done(self, invoice: Invoice) -> bool:
        return invoice.status is Status.VOID

    def objection(self, invoice: Invoice) -> str:
        return objection_to_void(invoice, country=self.desk.country)

    async def post(self, key: str, operation: Operation, /) -> None:
        await self.desk.alegra.invoices.void(key, cause=operation.request["cause"])


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
        return "not_issued"
    is_paid = any(payment.status != "void" for payment in invoice.payments) or invoice.received > 0
    if country == "colombia" and invoice.stamp.state is not StampState.NONE:
        return "stamped_and_paid" if is_paid else "stamped"
    return "paid" if is_paid else ""
