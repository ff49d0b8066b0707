"""Sending an issued invoice. There is nothing to look up afterwards: of unknown fate, a person decides (design 4.4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.acting import Acting
from bot.actions.invoice_kind import InvoiceKind
from bot.actions.outcomes import error_facts, outcome_of
from bot.alegra.errors import AlegraError
from bot.billing.eligibility import NotPermitted, may_collect
from bot.operations import outcomes
from bot.operations.answers import Acceptance, Busy
from bot.operations.operation import Operation
from bot.slack.references import Reference
from bot.store.records import Phase


@dataclass(frozen=True)
class Emails:
    acting: Acting

    async def send_on_issue(self, document_id: str) -> bool:
        """Where neither Alegra nor a person sends it: the first e-mail of a document, once. False: ask again later."""
        document = await self.acting.documents.find(document_id)
        if document is None or document.content is None or not document.content.client.email:
            return True
        accepted = await self.acting.accept(
            Reference(document.id, document.revision, f"{document.id}/{EmailInvoice.name}/1"),
            kind=EmailInvoice.name,
            by=document.decision.by if document.decision else document.requester,
            request={"addresses": [document.content.client.email], "subject": "", "message": ""},
            phases=frozenset({Phase.ISSUED}),
            act="emailed",
            said={"text": document.content.client.email},
        )
        return not isinstance(accepted, Busy)

    async def send(
        self, reference: Reference, *, by: str, addresses: Sequence[str], message: str
    ) -> Acceptance | NotPermitted:
        allowed = may_collect(by, roles=await self.acting.roles())
        if isinstance(allowed, NotPermitted):
            return allowed
        return await self.acting.accept(
            reference,
            kind=EmailInvoice.name,
            by=by,
            request={"addresses": list(addresses), "subject": "", "message": message},
            phases=frozenset({Phase.ISSUED}),
            act="emailed",
            said={"text": ", ".join(addresses), "to": list(addresses)},
        )


class EmailInvoice(InvoiceKind):
    name = "email"
    resend_allowed = False
    keeps_document = False

    async def send(self, operation: Operation) -> outcomes.Outcome:
        document = await self.desk.documents.get(operation.document)
        addresses: list[str] = operation.request["addresses"]
        about = {"to": addresses, "by": operation.actor}
        try:
            await self.desk.alegra.invoices.email(
                document.alegra_id,
                addresses,
                subject=operation.request["subject"],
                message=operation.request["message"],
            )
        except AlegraError as error:
            refused = {"facts": {"email": {**about, "state": "refused", "error": error_facts(error)}}}
            return outcome_of(error, on_refusal=refused)
        at = await self.desk.clock()
        return outcomes.Done(document={"facts": {"email": {**about, "state": "sent", "at": at}}})

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        about = {
            "to": operation.request["addresses"],
            "by": operation.actor,
            "state": "unknown",
            "at": operation.sent_at,
        }
        return outcomes.NeedsPerson({"situation": "email_unknown"}, {"facts": {"email": about}})
