"""Creating the draft in Alegra, and editing it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.actions.finding import PHASES
from bot.actions.invoice_kind import DRAFTS, Desk, InvoiceKind, as_read, hash_of, revised
from bot.actions.links import InvoiceLinks, adopted
from bot.actions.outcomes import error_facts, outcome_of, outcome_of_reading, sighting_of, unread
from bot.actions.outside import ENDS, change_of, changed, gone
from bot.actions.risk_background import MOST_OWN, OWN_PHASES, drafts_of, own_before
from bot.actions.risk_reading import DROPPED, OWN
from bot.actions.voting import without
from bot.alegra.errors import AlegraError, NotFound, Refused
from bot.alegra.invoice_body import create_body, edit_body
from bot.billing.asked import has_particulars, is_as_asked
from bot.billing.dates import local_date
from bot.billing.invoice import Invoice
from bot.billing.markers import marker_in
from bot.operations import outcomes
from bot.operations.operation import Operation, State
from bot.store.records import UNASKED, Act, Document, Phase

BUSY_SECONDS = 5
AfterCreation = Callable[[str], Awaitable[bool]]


class CreateInvoice(InvoiceKind):
    """Only drafts are created: a duplicate that slips through is a deletable draft, never a legal document."""

    name = "create"

    def __init__(self, desk: Desk, *after_creation: AfterCreation) -> None:
        """Each of `after_creation` is told every document that was created, until all answer True."""
        super().__init__(desk)
        self._after_creation = after_creation

    async def show(self, operation: Operation) -> float:
        told = self._after_creation if operation.state is State.DONE else ()
        was_told = all([await tell(operation.document) for tell in told])
        seconds = await super().show(operation)
        return seconds if was_told else seconds or BUSY_SECONDS

    async def send(self, operation: Operation) -> outcomes.Outcome:
        draft = DRAFTS.validate_python(operation.request["draft"])
        document = await self.desk.documents.get(operation.document)
        body = create_body(
            draft,
            marker=operation.marker,
            today=local_date(operation.accepted_at, self.desk.timezone),
            country=self.desk.country,
            said=[await self.desk.attribution.asked(document.requester)],
        )
        try:
            invoice = await self.desk.alegra.invoices.create(body)
        except AlegraError as error:
            if isinstance(error, Refused) and error.created_id:
                return await self._created_all_the_same(error.created_id, operation)
            return outcome_of(error, on_refusal={"phase": Phase.FAILED, "facts": {"refusal": error_facts(error)}})
        return outcomes.Done(document=await self._taken_up(invoice, operation))

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        own = await self._looked(operation)
        if not operation.ruling.link:
            return own
        links = InvoiceLinks(self.desk.alegra, self.desk.documents, str)
        return await adopted(
            operation,
            own,
            links=links,
            own_key=lambda found: str(found.document["alegra_id"]),
            take_up=lambda invoice: self._linked(invoice, operation),
        )

    async def _looked(self, operation: Operation) -> outcomes.Sighting:
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

    async def _created_all_the_same(self, alegra_id: str, operation: Operation) -> outcomes.Outcome:
        """A 400 that carries a created draft adopts it (Alegra fact sheet 5.5)."""
        try:
            invoice = await self.desk.alegra.invoices.get(alegra_id)
        except AlegraError as error:
            return unread(error)
        return outcomes.Done(document=await self._taken_up(invoice, operation))

    async def _taken_up(self, invoice: Invoice, operation: Operation) -> dict[str, object]:
        document = await self.desk.documents.get(operation.document)
        created = Act(await self.desk.clock(), UNASKED, "created")
        others = await self.desk.documents.listed(phases=OWN_PHASES, limit=MOST_OWN)
        own = own_before(document, others, today=await self.desk.today(), currency=invoice.currency)
        read = as_read(invoice, document)
        facts = {OWN: own, DROPPED: await self._dropped(document)}
        return {**read, "phase": Phase.PENDING, "revision": 1, "facts": facts, "history+": created}

    async def _dropped(self, document: Document) -> list[str]:
        """Alegra's ids of the client's drafts that nobody means to issue any more."""
        found = [await self.desk.documents.by_alegra_id(draft) for draft in drafts_of(document)]
        return [other.alegra_id for other in found if other and other.phase in {Phase.DISCARDED, Phase.DELETED}]

    async def _linked(self, invoice: Invoice, operation: Operation) -> outcomes.Found:
        """Whoever chose the content does not approve it. What differs from the draft has the dates that Alegra has.

        What was issued there already nobody approved here, and the card says so.
        """
        document = await self.desk.documents.get(operation.document)
        draft = DRAFTS.validate_python(operation.request["draft"])
        kept = replace(document, draft=document.draft if is_as_asked(invoice, draft) else None)
        phase = PHASES[invoice.status]
        return outcomes.Found(
            document={
                **as_read(invoice, kept),
                "draft": kept.draft,
                "phase": phase,
                "facts": {"issued_outside": True if phase is Phase.ISSUED else None},
                "revision": 1,
                "editors": tuple(dict.fromkeys((*document.editors, operation.ruling.by))),
            }
        )


class EditInvoice(InvoiceKind):
    """Last write wins in Alegra, so the draft is read before, and what somebody else changed is not overwritten.

    Nor is what somebody issued, opened or voided there: Alegra would take an edit of an open invoice.
    """

    name = "edit"

    async def send(self, operation: Operation) -> outcomes.Outcome:
        document = await self.desk.documents.get(operation.document)
        try:
            before = await self.desk.alegra.invoices.get(document.alegra_id)
        except AlegraError as error:
            lost = gone(document, operation, at=await self.desk.clock()) if isinstance(error, NotFound) else None
            return outcome_of_reading(error, on_refusal=lost)
        if hash_of(before, document) != operation.request["base_hash"] or change_of(document, before):
            anew = changed(before, document, operation, at=await self.desk.clock())
            return outcomes.Refused({"situation": "changed_in_alegra"}, self._earlier(document, operation) | anew)
        wanted = DRAFTS.validate_python(operation.request["draft"])
        body = edit_body(
            wanted,
            marker=marker_in(before.observations) or operation.marker,
            today=await self.desk.today(),
            country=self.desk.country,
            said=[await self.desk.attribution.asked(document.requester)],
        )
        try:
            after = await self.desk.alegra.invoices.edit(document.alegra_id, body)
        except AlegraError as error:
            earlier = self._earlier(document, operation)
            return outcome_of(error, on_refusal={"facts": {"refusal": error_facts(error)}, **earlier})
        return outcomes.Done(document=_edited(after, document, operation))

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        document = await self.desk.documents.get(operation.document)
        wanted = DRAFTS.validate_python(operation.request["draft"])
        try:
            now = await self.desk.alegra.invoices.get(document.alegra_id)
        except NotFound as error:
            return outcomes.Refused(error_facts(error), gone(document, operation, at=await self.desk.clock()))
        except AlegraError as error:
            return sighting_of(error)
        change = change_of(document, now)
        ended = None
        if change and change.act in ENDS:
            ended = changed(now, document, operation, at=await self.desk.clock()) | _also_by(document, operation)
        is_untouched = hash_of(now, document) == operation.request["base_hash"]
        if is_as_asked(now, wanted) and (has_particulars(now, wanted) or not is_untouched):
            return outcomes.Found(document=ended or _edited(now, document, operation))
        if is_untouched:
            return outcomes.NotThere()
        anew = ended or revised(now, document, by="alegra") | _also_by(document, operation)
        return outcomes.NeedsPerson({"situation": "changed_in_alegra"}, anew)

    @staticmethod
    def _earlier(document: Document, operation: Operation) -> dict[str, object]:
        """An earlier send of unknown fate may have left something in there, or may still arrive."""
        if operation.attempts <= 1:
            return {}
        return {**_also_by(document, operation), "votes": without(operation.actor, document.votes)}


def _edited(invoice: Invoice, document: Document, operation: Operation) -> dict[str, object]:
    draft = DRAFTS.validate_python(operation.request["draft"])
    return revised(invoice, document, by=operation.actor, draft=draft) | _also_by(document, operation)


def _also_by(document: Document, operation: Operation) -> dict[str, object]:
    """Whoever edited any revision may not approve the document (design 1)."""
    return {"editors": tuple(dict.fromkeys((*document.editors, operation.actor)))}
