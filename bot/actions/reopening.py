"""Reopening an invoice that was voided: it keeps its number and is owed again."""

from dataclasses import dataclass

from bot.actions.acting import Acting
from bot.actions.invoice_reversal import InvoiceReversal
from bot.billing.eligibility import NotPermitted, may_void
from bot.billing.invoice import Invoice, Status
from bot.billing.reopening import CannotReopen, objection_to_reopen
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


class ReopenInvoice(InvoiceReversal):
    name = "reopen"
    phase = Phase.ISSUED

    def is_done(self, invoice: Invoice) -> bool:
        return invoice.status in {Status.OPEN, Status.CLOSED}

    def objection(self, invoice: Invoice) -> str:
        return objection_to_reopen(invoice) or ""

    async def post(self, key: str, _operation: Operation, /) -> None:
        await self.desk.alegra.invoices.reopen(key)
