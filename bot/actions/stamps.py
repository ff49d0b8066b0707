"""What an approval sets off: the stamp of an electronic invoice, the opening of a plain one.

Both read the invoice first: what goes out is what was approved, as last read (design 5).
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.actions.facts import approvers_of
from bot.actions.invoice_kind import Desk, InvoiceKind, as_read, hash_of
from bot.actions.outcomes import error_facts, outcome_of, outcome_of_reading, sighting_of, unread
from bot.actions.outside import change_of, changed, gone, is_edited, issued_outside, told, voided_outside, with_told
from bot.alegra.errors import AlegraError, AuthorityDown, NotFound
from bot.alegra.invoice_body import date_body
from bot.alegra.invoices import InvoiceWithPapers
from bot.alegra.transport import STAMP_SECONDS
from bot.billing.dates import local_date
from bot.billing.draft import DateMode
from bot.billing.internal_note import internal_note
from bot.billing.invoice import Invoice, StampState, Status
from bot.billing.markers import marker_in
from bot.billing.outside import is_issued
from bot.operations import outcomes
from bot.operations.operation import Operation, State
from bot.store.records import UNASKED, Act, Document, Phase

STAMP_SETTLE_SECONDS = 300.0
POLL_SECONDS = 30
BUSY_SECONDS = 5
OUTSIDE = "outside"
"""In the result of one that Cobro did not have to send."""
AfterIssue = Callable[[str], Awaitable[bool]]
BACK_TO_APPROVAL: dict[str, Any] = {"phase": Phase.PENDING, "votes": (), "decision": None}


class _Issuing(InvoiceKind):
    """Read, compare with what was approved, move a floating date to today, send, read again.

    Each of `after_issue` is told every document that was issued, until all answer True.
    """

    def __init__(self, desk: Desk, *after_issue: AfterIssue) -> None:
        super().__init__(desk)
        self._after_issue = after_issue

    async def send(self, operation: Operation) -> outcomes.Outcome:
        outcome = await self._sent(operation)
        if isinstance(outcome, outcomes.Refused):
            return _noted(outcome, at=await self.desk.clock())
        return outcome

    async def _sent(self, operation: Operation) -> outcomes.Outcome:
        document, now = await self.desk.documents.get(operation.document), await self.desk.clock()
        try:
            invoice = await self.desk.alegra.invoices.get(document.alegra_id)
        except AlegraError as error:
            return _not_begun(error, gone(document, operation, at=now) if isinstance(error, NotFound) else None)
        by_others = self._by_others(invoice, document, operation, at=now)
        if settled := by_others or self.verdict(invoice, document, now=now):
            return settled
        if not self.is_as_approved(invoice, document, operation):
            return outcomes.Refused({"situation": "changed_in_alegra"}, changed(invoice, document, operation, at=now))
        today = await self.desk.today()
        if _month_passed(document, operation, today_month=(today.year, today.month), timezone=self.desk.timezone):
            why = {"situation": "other_month"}
            return outcomes.Refused(why, {**BACK_TO_APPROVAL, "facts": {"refusal": why}})
        try:
            await self._move_date(invoice, document, operation)
        except AlegraError as error:
            return _not_begun(error)
        return await self._send_out(document)

    def is_as_approved(self, invoice: Invoice, document: Document, operation: Operation) -> bool:
        """By the hash, and in what else the card shows."""
        is_the_same = hash_of(invoice, document) == operation.request["content_hash"]
        return is_the_same and not is_edited(document, invoice)

    def _by_others(
        self, invoice: Invoice, document: Document, operation: Operation, *, at: int
    ) -> outcomes.Done | None:
        """Void in Alegra; or stamped or opened there before Cobro ever sent it: nobody's votes issued it."""
        if void := voided_outside(invoice, document, operation, at=at):
            return outcomes.Done({OUTSIDE: True}, void)
        change = change_of(document, invoice)
        is_first = operation.attempts <= 1 and operation.id == f"{document.id}/{self.name}/1"
        left_at = self.desk.local(max(operation.accepted_at, operation.not_before)).isoformat(sep=" ")
        if not is_first or not is_issued(invoice) or change is None or invoice.stamp.stamped_at > left_at:
            return None
        said = told(change, document, invoice, operation, at=at)
        return outcomes.Done({OUTSIDE: True}, with_told(issued_outside(invoice, document), said))

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        """What is gone was a draft to the end: Alegra deletes nothing that was stamped or opened (Alegra fact sheet 5.4)."""
        document, now = await self.desk.documents.get(operation.document), await self.desk.clock()
        try:
            invoice = await self.desk.alegra.invoices.get(document.alegra_id)
        except NotFound as error:
            return outcomes.Refused(error_facts(error), gone(document, operation, at=now))
        except AlegraError as error:
            return sighting_of(error)
        void = voided_outside(invoice, document, operation, at=now)
        verdict = outcomes.Done({OUTSIDE: True}, void) if void else self.verdict(invoice, document, now=now)
        match verdict:
            case outcomes.Done(result, sets):
                return outcomes.Found(result, sets)
            case outcomes.Refused():
                return _noted(verdict, at=now)
            case None:
                return outcomes.NotThere()
        return verdict

    async def _send_out(self, document: Document) -> outcomes.Outcome:
        try:
            objection = await self.issue(document.alegra_id)
        except AlegraError as error:
            return _not_issued(error)
        try:
            read = await self.desk.papers.read(document.alegra_id)
        except AlegraError as error:
            return unread(error)
        verdict = self.verdict(read.invoice, document, now=await self.desk.clock(), papers=read)
        return verdict or (_not_issued(objection) if objection else outcomes.Unknown("not issued yet"))

    async def _move_date(self, invoice: Invoice, document: Document, operation: Operation) -> None:
        """The date that counts is that of stamping; the approval covers mode and term (design 5).

        Who approved it is said by the way: the one request between approval and stamp is this. Why closed books are written
        into is said whatever the date.
        """
        today = await self.desk.today()
        moves = document.draft and document.draft.date_mode is DateMode.FLOATING and invoice.issue_date != today
        body = date_body(document.draft, today=today) if moves and document.draft else {}
        if moves or "crossing" in operation.request:
            note = await self._note_of_approval(invoice, document, operation)
            await self.desk.alegra.invoices.edit(invoice.id, {**body, "observations": note})

    async def _note_of_approval(self, invoice: Invoice, document: Document, operation: Operation) -> str:
        """From what Alegra holds, since somebody may have added to it there."""
        attribution = self.desk.attribution
        said = [
            await attribution.asked(document.requester),
            await attribution.approved(*approvers_of(document) or (operation.actor,)),
        ]
        said += [operation.request["crossing"]["said"]] if "crossing" in operation.request else []
        return internal_note(invoice.observations, marker_in(invoice.observations) or operation.marker, said=said)

    async def show(self, operation: Operation) -> float:
        is_ours = operation.state is State.DONE and not operation.result.get(OUTSIDE)
        was_told = all([await tell(operation.document) for tell in (self._after_issue if is_ours else ())])
        seconds = await super().show(operation)
        return seconds if was_told else seconds or BUSY_SECONDS

    async def issue(self, alegra_id: str) -> AlegraError | None:
        """Answers what Alegra said against it although it answered 2xx."""
        raise NotImplementedError

    def verdict(
        self, invoice: Invoice, document: Document, *, now: int, papers: InvoiceWithPapers | None = None
    ) -> outcomes.Done | outcomes.Waiting | outcomes.Refused | None:
        """None: it is not issued, and nobody is deciding about it."""
        raise NotImplementedError


class StampInvoice(_Issuing):
    name = "stamp"
    settle_seconds = STAMP_SETTLE_SECONDS
    timeout_seconds = STAMP_SECONDS + 20.0

    async def issue(self, alegra_id: str) -> AlegraError | None:
        return (await self.desk.alegra.invoices.stamp(alegra_id)).refusal

    def verdict(
        self, invoice: Invoice, document: Document, *, now: int, papers: InvoiceWithPapers | None = None
    ) -> outcomes.Done | outcomes.Waiting | outcomes.Refused | None:
        """What the authority says decides; the answer of the stamp endpoint is never believed (design 4.5).

        A rejection that the approvers have seen already was of an earlier attempt.
        """
        match invoice.stamp.state:
            case StampState.ACCEPTED | StampState.OBSERVED:
                return outcomes.Done(_links(papers), _issued(invoice, document, now=now))
            case StampState.WAITING:
                return outcomes.Waiting(POLL_SECONDS, "authority")
            case StampState.REJECTED if document.content is None or invoice.stamp != document.content.stamp:
                error = {"situation": "rejected", "message": " · ".join(invoice.stamp.warnings)}
                return outcomes.Refused(
                    error, {**BACK_TO_APPROVAL, **as_read(invoice, document), "facts": {"refusal": error}}
                )
        return None


class OpenInvoice(_Issuing):
    """Approve & open, for a numbering that is not electronic."""

    name = "open"

    async def issue(self, alegra_id: str) -> AlegraError | None:
        await self.desk.alegra.invoices.open(alegra_id)
        return None

    def verdict(
        self, invoice: Invoice, document: Document, *, now: int, papers: InvoiceWithPapers | None = None
    ) -> outcomes.Done | outcomes.Waiting | outcomes.Refused | None:
        is_open = invoice.status in {Status.OPEN, Status.CLOSED}
        return outcomes.Done(_links(papers), _issued(invoice, document, now=now)) if is_open else None


def _issued(invoice: Invoice, document: Document, *, now: int) -> dict[str, Any]:
    """Compared once more with what was voted for: what was changed in the last second is reported at once (design 5)."""
    issued_hash = hash_of(invoice, document)
    alarm = any(vote.content_hash != issued_hash for vote in document.votes)
    return {
        **as_read(invoice, document),
        "phase": Phase.ISSUED,
        "facts": {"alarm": alarm or None, "refusal": None, "before": None, "issued_at": now},
        "history+": Act(now, UNASKED, "stamped" if invoice.is_electronic else "opened", {"number": invoice.number}),
    }


def _noted(refused: outcomes.Refused, *, at: int) -> outcomes.Refused:
    """With a line in the history, unless it has one: who reads it later must see why it was approved twice."""
    if "history+" in refused.document:
        return refused
    act = Act(at, UNASKED, "refused", {"text": str(refused.error.get("message") or "")})
    return replace(refused, document={**refused.document, "history+": act})


def _links(papers: InvoiceWithPapers | None) -> dict[str, Any]:
    return {"has_pdf": bool(papers and papers.pdf_url), "has_xml": bool(papers and papers.xml_url)}


def _month_passed(document: Document, operation: Operation, *, today_month: tuple[int, int], timezone: str) -> bool:
    """Another month puts the tax into another period: it is asked anew (`ux`, the date that counts)."""
    approved_on = local_date(operation.accepted_at, timezone)
    floats = document.draft is not None and document.draft.date_mode is DateMode.FLOATING
    return floats and (approved_on.year, approved_on.month) != today_month


def _not_issued(error: AlegraError) -> outcomes.Outcome:
    """A silent authority gets it again only after it would have settled, and `send` reads first: it may have arrived."""
    if isinstance(error, AuthorityDown):
        return outcomes.NotSent(STAMP_SETTLE_SECONDS, type(error).__name__)
    return outcome_of(error, on_refusal={**BACK_TO_APPROVAL, "facts": {"refusal": error_facts(error)}})


def _not_begun(error: AlegraError, on_refusal: dict[str, Any] | None = None) -> outcomes.Outcome:
    """Nothing of the issuing itself has left yet."""
    back = {**BACK_TO_APPROVAL, "facts": {"refusal": error_facts(error)}}
    return outcome_of_reading(error, on_refusal=on_refusal or back)
