"""Creating the draft in Alegra, and editing it."""

from bot.actions.invoice_kind import DRAFTS, InvoiceKind, as_read, hash_of, revised
from bot.actions.outcomes import error_facts, outcome_of, sighting_of
from bot.alegra.errors import AlegraError, Refused
from bot.alegra.invoice_body import create_body, edit_body
from bot.billing.asked import is_as_asked
from bot.billing.dates import local_date
from bot.billing.invoice import Invoice
from bot.billing.markers import marker_in
from bot.operations import outcomes
from bot.operations.operation import Operation
from bot.store.records import Document, Phase


class CreateInvoice(InvoiceKind):
    """Only drafts are created: a duplicate that slips through is a deletable draft, never a legal document."""

    name = "create"

    async def send(self, operation: Operation) -> outcomes.Outcome:
        draft = DRAFTS.validate_python(operation.request["draft"])
        today = local_date(operation.accepted_at, self.desk.timezone)
        body = create_body(draft, marker=operation.marker, today=today, country=self.desk.country)
        try:
            invoice = await self._created(body)
        except AlegraError as error:
            return outcome_of(error, on_refusal={"phase": Phase.FAILED, "facts": {"refusal": error_facts(error)}})
        return outcomes.Done(document=await self._taken_up(invoice, operation))

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        draft = DRAFTS.validate_python(operation.request["draft"])
        try:
            found = await self.desk.alegra.invoices.find_by_marker(
                client_id=draft.client_id,
                issued_on=local_date(operation.accepted_at, self.desk.timezone)
                if not draft.fixed_date
                else draft.fixed_date,
                marker=operation.marker,
                not_before=self.desk.local(operation.sent_at),
            )
        except AlegraError as error:
            return sighting_of(error)
        if not found:
            return outcomes.NotThere()
        return outcomes.Found(document=await self._taken_up(found[0], operation))

    async def _created(self, body: dict[str, object]) -> Invoice:
        """A 400 that carries a created draft adopts it (Alegra fact sheet 5.5)."""
        try:
            return await self.desk.alegra.invoices.create(body)
        except Refused as refused:
            if not refused.created_id:
                raise
            return await self.desk.alegra.invoices.get(refused.created_id)

    async def _taken_up(self, invoice: Invoice, operation: Operation) -> dict[str, object]:
        document = await self.desk.documents.get(operation.document)
        return {**as_read(invoice, document), "phase": Phase.PENDING, "revision": 1}


class EditInvoice(InvoiceKind):
    """Last write wins in Alegra, so the draft is read before, and what somebody else changed is not overwritten."""

    name = "edit"

    async def send(self, operation: Operation) -> outcomes.Outcome:
        document = await self.desk.documents.get(operation.document)
        try:
            before = await self.desk.alegra.invoices.get(document.alegra_id)
        except AlegraError as error:
            return _unsent(outcome_of(error))
        if hash_of(before, document) != operation.request["base_hash"]:
            return outcomes.Refused({"situation": "changed_in_alegra"}, revised(before, document, by="alegra"))
        wanted = DRAFTS.validate_python(operation.request["draft"])
        marker = marker_in(before.observations) or operation.marker
        body = edit_body(wanted, marker=marker, today=await self.desk.today(), country=self.desk.country)
        try:
            after = await self.desk.alegra.invoices.edit(document.alegra_id, body)
        except AlegraError as error:
            return outcome_of(error, on_refusal={"facts": {"refusal": error_facts(error)}})
        return outcomes.Done(document=_edited(after, document, operation))

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        document = await self.desk.documents.get(operation.document)
        wanted = DRAFTS.validate_python(operation.request["draft"])
        try:
            now = await self.desk.alegra.invoices.get(document.alegra_id)
        except AlegraError as error:
            return sighting_of(error)
        if is_as_asked(now, wanted):
            return outcomes.Found(document=_edited(now, document, operation))
        if hash_of(now, document) == operation.request["base_hash"]:
            return outcomes.NotThere()
        return outcomes.NeedsPerson({"situation": "changed_in_alegra"}, revised(now, document, by="alegra"))


def _edited(invoice: Invoice, document: Document, operation: Operation) -> dict[str, object]:
    draft = DRAFTS.validate_python(operation.request["draft"])
    sets = revised(invoice, document, by=operation.actor, draft=draft)
    return {**sets, "editors": tuple(dict.fromkeys((*document.editors, operation.actor)))}


def _unsent(outcome: outcomes.Outcome) -> outcomes.Outcome:
    """The read before the write failed: whatever the reason, nothing left."""
    return outcomes.NotSent(5, outcome.why) if isinstance(outcome, outcomes.Unknown) else outcome
