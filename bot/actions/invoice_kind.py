"""What the operations on an invoice have in common: whom they talk to, what they read, how they are shown."""

import copy
import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Protocol, Self

from bot.actions.attribution import Attribution
from bot.actions.papers import Papers
from bot.adapters import TypeAdapter
from bot.alegra.api import Alegra
from bot.billing.approval import ApprovedContent, approved_content, content_hash, told
from bot.billing.dates import local_date, local_moment
from bot.billing.draft import DateMode, Draft
from bot.billing.invoice import Invoice
from bot.operations.operation import Operation
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import Document, Phase

DRAFTS: TypeAdapter[Draft] = TypeAdapter(Draft)
INVOICES: TypeAdapter[Invoice] = TypeAdapter(Invoice)
SETTLE_SECONDS = 180
SEND_SECONDS = 35


class Shows(Protocol):
    async def __call__(self, operation: Operation) -> float: ...


@dataclass(frozen=True)
class Desk:
    """What every kind has at hand."""

    alegra: Alegra
    documents: Documents
    clock: Clock
    shows: Shows
    timezone: str
    country: str
    papers: Papers
    attribution: Attribution

    async def today(self) -> dt.date:
        return local_date(await self.clock(), self.timezone)

    def local(self, moment: int) -> dt.datetime:
        """The company's local time without offset, as Alegra writes its own."""
        return local_moment(moment, self.timezone).replace(tzinfo=None)


class InvoiceKind:
    """Kinds differ in `name`, `send` and `look_up`; the settle times are the design's (4.4)."""

    name = ""
    settle_seconds: float = SETTLE_SECONDS
    timeout_seconds: float = SEND_SECONDS
    resend_allowed = True
    keeps_document = True

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def at(self, desk: Desk) -> Self:
        """The same kind at another desk."""
        twin = copy.copy(self)
        twin.desk = desk
        return twin

    async def show(self, operation: Operation) -> float:
        return await self.desk.shows(operation)


def as_read(invoice: Invoice, document: Document) -> dict[str, Any]:
    """The fields of a document that follow from reading its invoice."""
    return {"content": invoice, "content_hash": hash_of(invoice, document), "alegra_id": invoice.id}


def hash_of(invoice: Invoice, document: Document) -> str:
    """Of what an approver is shown: the votes are bound to it (design 5)."""
    return content_hash(_content_of(invoice, document))


def shown_of(document: Document) -> dict[str, Any]:
    """The content that an approver is shown, for the audit: as canonical JSON its SHA-256 is the document's content hash."""
    return told(_content_of(document.content, document)) if document.content else {}


def _content_of(invoice: Invoice, document: Document) -> ApprovedContent:
    return approved_content(invoice, date_mode=date_mode(document), term_days=term_days(document, invoice))


def revised(invoice: Invoice, document: Document, *, by: str, draft: Draft | None = None) -> dict[str, Any]:
    """Fields for a new revision: the votes were for another one, and the card shows what changed."""
    return {
        **as_read(invoice, replace(document, draft=draft or document.draft)),
        "draft": draft or document.draft,
        "phase": Phase.PENDING,
        "revision": document.revision + 1,
        "votes": (),
        "decision": None,
        "facts": {
            "before": _as_facts(document),
            "changed_by": by,
            "votes_lost": bool(document.votes),
            "refusal": None,
            "suggestion": None,
        },
    }


def _as_facts(document: Document) -> dict[str, Any] | None:
    """The revision that the votes were for, as JSON: the card shows what has changed since."""
    if document.content is None:
        return None
    return {
        "invoice": INVOICES.dump_python(document.content, mode="json"),
        "date_mode": date_mode(document),
        "term_days": term_days(document, document.content),
        "note": document.draft.note if document.draft else "",
    }


def date_mode(document: Document) -> DateMode:
    """A document that Cobro did not draft has the date that Alegra has."""
    return document.draft.date_mode if document.draft else DateMode.FIXED


def term_days(document: Document, invoice: Invoice) -> int:
    return document.draft.term_days if document.draft else (invoice.due_date - invoice.issue_date).days
