"""What somebody did in Alegra to a document that Cobro knows: taken over once, remembered with its difference, told once.

A reading that meets something new accepts an `outside` operation, whose id is the same for every replica. It reads again and
believes itself only when Cobro did nothing to the document meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.actions.accepting import NewOperations
from bot.actions.invoice_kind import INVOICES, Desk, InvoiceKind, as_read, date_mode, hash_of, revised, term_days
from bot.actions.outcomes import outcome_of_reading, sighting_by_doing
from bot.alegra.errors import AlegraError, NotFound
from bot.billing.approval import ApprovedLine, ApprovedTax
from bot.billing.differences import Difference, Value
from bot.billing.invoice import Invoice, Status
from bot.billing.money import plain
from bot.billing.outside import Agreed, OutsideAct, OutsideChange, is_issued, outside_change
from bot.operations import outcomes
from bot.operations.answers import Guard
from bot.operations.journal import Journal
from bot.operations.operation import Operation, State
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import UNASKED, Act, Document, Phase

ENTRY = "outside:"
"""How the facts begin that keep what was done outside; the rest is the operation that noticed it."""
DIFFERS = "differs"
"""In the result of a reading: something is there that has to be told."""
KEPT = 5
BUSY_SECONDS = 10
BEFORE_ISSUE = frozenset({Phase.PENDING, Phase.RETURNED, Phase.DISCARDED})
KNOWN = BEFORE_ISSUE | {Phase.ISSUED, Phase.VOIDED}
"""Where the content that is kept is the one that Cobro left there."""

ENDS = frozenset({OutsideAct.ISSUED, OutsideAct.VOIDED})


@dataclass(frozen=True)
class Noticing:
    journal: Journal
    documents: Documents
    new_operation: NewOperations
    clock: Clock

    async def __call__(self, document_id: str) -> None:
        """Have it looked at; asked for by several readings, it is one."""
        document = await self.documents.get(document_id)
        operation = self.new_operation(
            document.next_operation(Outside.name), actor=UNASKED, request={}, accepted_at=await self.clock()
        )
        await self.journal.accept(operation, guard=Guard(alone=False))


class Outside(InvoiceKind):
    name = "outside"
    keeps_document = False

    def __init__(self, desk: Desk, journal: Journal) -> None:
        super().__init__(desk)
        self._journal = journal

    async def send(self, operation: Operation) -> outcomes.Outcome:
        document = await self.desk.documents.get(operation.document)
        if document.open_operation or document.phase not in KNOWN:
            return await self._later(document)
        try:
            invoice: Invoice | None = await self.desk.alegra.invoices.get(document.alegra_id)
        except NotFound:
            invoice = None
        except AlegraError as error:
            return outcome_of_reading(error)
        if _traces(await self.desk.documents.get(document.id)) != _traces(document):
            return outcomes.NotSent(BUSY_SECONDS, "in_use")
        change = change_of(document, invoice)
        if change is None:
            return outcomes.Done(document=as_read(invoice, document) if invoice else {})
        now = await self.desk.clock()
        return outcomes.Done({"act": change.act}, _noticed(change, document, invoice, operation, at=now))

    async def _later(self, document: Document) -> outcomes.Outcome:
        """While Cobro is at work on it nobody can tell whose doing a difference is; whoever decides about it looks, too."""
        held_by = await self._journal.find(document.open_operation) if document.open_operation else None
        if held_by is None or held_by.state is State.NEEDS_PERSON:
            return outcomes.Done()
        return outcomes.NotSent(BUSY_SECONDS, "in_use")

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        return sighting_by_doing(await self.send(operation))

    async def show(self, operation: Operation) -> float:
        """Not before there is something to tell: a card says nothing of what only waits to be looked at."""
        return await super().show(operation) if operation.state is State.DONE else 0.0


def change_of(document: Document, invoice: Invoice | None) -> OutsideChange | None:
    """Of what Cobro left there; None also where Cobro knows no content yet."""
    if document.content is None:
        return None
    agreed = Agreed(date_mode(document), term_days(document, document.content))
    return outside_change(document.content, invoice, agreed)


def is_edited(document: Document, invoice: Invoice) -> bool:
    """Since Cobro left it, and nothing else."""
    change = change_of(document, invoice)
    return change is not None and change.act is OutsideAct.EDITED


def told(
    change: OutsideChange, document: Document, invoice: Invoice | None, operation: Operation, *, at: int
) -> dict[str, Any]:
    """The facts and the line of history of a change, to be set in the same step as what it changes."""
    earlier = [name for name in document.facts if name.startswith(ENTRY)]
    entry = {
        "act": change.act,
        "at": at,
        "before": INVOICES.dump_python(document.content, mode="json") if document.content else None,
        "after": INVOICES.dump_python(invoice, mode="json") if invoice else None,
        "voters": [vote.by for vote in document.votes],
        "waits": document.phase is Phase.PENDING,
        "may_be_ours": _was_sent(document),
    }
    dropped: dict[str, Any] = dict.fromkeys(earlier[: max(len(earlier) - KEPT + 1, 0)])
    name = f"{ENTRY}{operation.kind}-{operation.id.rpartition('/')[2]}"
    detail = {"number": invoice.number if invoice else "", "changes": [_plain(each) for each in change.differences]}
    return {"facts": {**dropped, name: entry}, "history+": Act(at, UNASKED, f"outside_{change.act}", detail)}


def with_told(fields: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Both; the facts of both."""
    return {**fields, **said, "facts": {**fields.get("facts", {}), **said["facts"]}}


def changed(invoice: Invoice, document: Document, operation: Operation, *, at: int) -> dict[str, Any]:
    """For an operation that met another content than it was accepted for: a new revision, told with its difference."""
    change = change_of(document, invoice)
    if change is not None and change.act in ENDS and document.phase in BEFORE_ISSUE:
        return _noticed(change, document, invoice, operation, at=at)
    anew = revised(invoice, document, by="alegra")
    return with_told(anew, told(change, document, invoice, operation, at=at)) if change else anew


def gone(document: Document, operation: Operation, *, at: int) -> dict[str, Any]:
    """For an operation that found its document deleted."""
    said = told(OutsideChange(OutsideAct.DELETED), document, None, operation, at=at)
    return with_told({"phase": Phase.DELETED, "votes": (), "decision": None}, said)


def issued_outside(invoice: Invoice, document: Document) -> dict[str, Any]:
    """No votes stand for it; Cobro has nothing left to issue. Unless Cobro has tried before, nobody approved it here."""
    is_other = hash_of(invoice, document) != document.content_hash
    late = {"alarm": is_other or None} if _was_sent(document) else {"issued_outside": True}
    facts = {"refusal": None, "before": None, **late}
    return {**as_read(invoice, document), "phase": Phase.ISSUED, "votes": (), "decision": None, "facts": facts}


def voided_outside(invoice: Invoice, document: Document, operation: Operation, *, at: int) -> dict[str, Any] | None:
    """For an operation that would have issued it; None: it is not void."""
    change = change_of(document, invoice) if invoice.status is Status.VOID else None
    if change is None:
        return None
    is_other = hash_of(invoice, document) != document.content_hash  # as `_issued` would have found it
    facts = {"refusal": None, "alarm": is_other or None}
    taken_over = {**as_read(invoice, document), "phase": Phase.VOIDED, "facts": facts}
    return with_told(taken_over, told(change, document, invoice, operation, at=at))


def _noticed(
    change: OutsideChange, document: Document, invoice: Invoice | None, operation: Operation, *, at: int
) -> dict[str, Any]:
    return with_told(_taken_over(change, document, invoice), told(change, document, invoice, operation, at=at))


def _taken_over(change: OutsideChange, document: Document, invoice: Invoice | None) -> dict[str, Any]:
    if invoice is None:
        return {"phase": Phase.DELETED}
    if invoice.status is Status.VOID:
        return {**as_read(invoice, document), "phase": Phase.VOIDED}
    if document.phase in BEFORE_ISSUE and is_issued(invoice):
        return issued_outside(invoice, document)
    if change.act is OutsideAct.REOPENED:
        return {**as_read(invoice, document), "phase": Phase.ISSUED}
    if document.phase is Phase.PENDING and change.differences:
        return revised(invoice, document, by="alegra")
    return as_read(invoice, document)


def _was_sent(document: Document) -> bool:
    """An earlier stamp of Cobro's may have arrived after everybody had given it up."""
    return bool(document.ended.get("stamp") or document.ended.get("open"))


def _traces(document: Document) -> tuple[object, ...]:
    """What Cobro's own acts leave on a document."""
    mine = {kind: number for kind, number in document.ended.items() if kind != "read"}
    return document.open_operation, document.phase, document.revision, document.content_hash, mine


def _plain(change: Difference) -> dict[str, Any]:
    """For the history and the audit, in no language."""
    where = {"line": change.line} if change.line else {}
    return {"field": change.field, **where, "before": _text(change.before), "after": _text(change.after)}


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case ApprovedLine():
            return f"{plain(value.quantity)} × {value.name} @ {plain(value.price)}"
        case tuple():
            return ", ".join(_tax(tax) for tax in value)
    return str(value)


def _tax(tax: ApprovedTax) -> str:
    return f"{tax.name} {plain(tax.rate)} % {plain(tax.amount)}"
