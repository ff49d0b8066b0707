"""No write carries a date of closed books, unless an admin says why: asked when it is accepted, and again before it leaves."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.actions.accepting import payload_hash
from bot.actions.announcements import PAYMENTS
from bot.actions.attribution import Attribution
from bot.actions.invoice_kind import DRAFTS
from bot.actions.resolutions import IF_IT_DID_NOT_HAPPEN
from bot.actions.role_book import RolesNow
from bot.actions.settings_book import SettingsNow
from bot.billing.closing import Closed, closed
from bot.billing.dates import local_date
from bot.billing.draft import DateMode
from bot.operations.answers import Guard
from bot.operations.operation import Operation
from bot.operations.outcomes import Refused
from bot.slack.escape import plain
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import UNASKED, Document
from bot.store.request_context import asked

SITUATION = "closed_period"
CROSSING = "crossing"
"""Under this name a request keeps who crossed the closing date, and why."""
NOTED_CHARACTERS = 120
"""Of a reason, in Alegra's internal note; the history has all of it."""


class BooksClosed(Exception):
    """Nothing was accepted. Whoever is among `admins` may say why it is done all the same."""

    def __init__(self, closed: Closed, admins: frozenset[str]) -> None:
        super().__init__(f"the books are closed through {closed.through}, and it would carry {closed.day}")
        self.closed, self.admins = closed, admins


@dataclass(frozen=True)
class ClosedBooks:
    settings: SettingsNow
    roles: RolesNow
    documents: Documents
    clock: Clock
    timezone: str
    attribution: Attribution

    async def gate(self, operation: Operation, guard: Guard) -> tuple[Operation, Guard]:
        """For the journal: what is accepted, with the reason in its request, its history and its note. Raise BooksClosed."""
        found = None if operation.actor == UNASKED else await self._crossed(operation, guard.create)
        if found is None:
            return operation, guard
        admins, reason = (await self.roles()).admins, asked().reason
        if operation.actor not in admins or not reason:
            raise BooksClosed(found, admins)
        said = await self.attribution.crossed(operation.actor, plain(reason, NOTED_CHARACTERS), found.through)
        crossing = {"by": operation.actor, "reason": reason, "through": found.through.isoformat(), "said": said}
        request = with_note({**operation.request, CROSSING: crossing}, operation.kind, said)
        return replace(operation, request=request, payload_hash=payload_hash(request)), _told(guard, request, crossing)

    async def permits(self, operation: Operation) -> Refused | None:
        """For the worker, right before it leaves: the closing date may have moved, or a day has passed."""
        if CROSSING in operation.request or operation.actor == UNASKED:
            return None
        found = await self._crossed(operation, None)
        if found is None:
            return None
        error = {"situation": SITUATION, "message": "", "through": found.through.isoformat()}
        back = IF_IT_DID_NOT_HAPPEN.get(operation.kind, {})
        return Refused(error, {**back, "facts": {"refusal": error}})

    async def _crossed(self, operation: Operation, created: Document | None) -> Closed | None:
        """The store is asked for the document only where books are closed at all."""
        dated = DATED.get(operation.kind)
        through = (await self.settings()).closing_date if dated else None
        if dated is None or through is None:
            return None
        document = created or await self.documents.find(operation.document)
        today = local_date(await self.clock(), self.timezone)
        return closed(dated(operation.request, document, today), through=through)


Dated = Callable[[Mapping[str, Any], Document | None, dt.date], dt.date | None]
"""From the request, its document and today to the date that it carries or implies."""


def _of_draft(request: Mapping[str, Any], _: Document | None, today: dt.date) -> dt.date:
    draft = DRAFTS.validate_python(request["draft"])
    return draft.fixed_date if draft.date_mode is DateMode.FIXED and draft.fixed_date else today


def _of_issue(_: Mapping[str, Any], document: Document | None, today: dt.date) -> dt.date | None:
    """A floating date becomes that of the day; any other is the one that Alegra has."""
    if document is None or document.content is None:
        return None
    floats = document.draft is not None and document.draft.date_mode is DateMode.FLOATING
    return today if floats else document.content.issue_date


def _of_invoice(_: Mapping[str, Any], document: Document | None, __: dt.date) -> dt.date | None:
    """To undo it changes the period it stands in."""
    return document.content.issue_date if document and document.content else None


def _of_payment(_: Mapping[str, Any], document: Document | None, __: dt.date) -> dt.date | None:
    payment = document.facts.get("payment") if document else None
    return PAYMENTS.validate_python(payment).paid_on if payment else None


def _paid_on(request: Mapping[str, Any], _: Document | None, __: dt.date) -> dt.date:
    return dt.date.fromisoformat(request["paid_on"])


DATED: Mapping[str, Dated] = {
    "create": _of_draft,
    "edit": _of_draft,
    "stamp": _of_issue,
    "open": _of_issue,
    "payment": _paid_on,
    "void": _of_invoice,
    "reopen": _of_invoice,
    "void_payment": _of_payment,
    "reopen_payment": _of_payment,
}
"""By kind of operation. Every kind stands here or in DATELESS; a test compares them with those that there are."""
DATELESS = frozenset(
    {
        "client",
        "item",
        "delete",
        "email",
        "return",
        "aside",
        "bulk",
        "vote",
        "ask",
        "suggest",
        "remind",
        "escalate",
        "expire",
        "ask_again",
        "read",
        "outside",
        "announce",
        "unpaid",
        "surplus",
        "warn",
        "digest",
    }
)
"""A draft that is deleted was in no books; the others write nothing that has a date."""
NOTES: Mapping[str, tuple[str, ...]] = {
    "create": ("draft", "note"),
    "edit": ("draft", "note"),
    "payment": ("note",),
    "void": ("cause",),
}
"""Where the internal note stands in a request; a stamp has none, and adds to the invoice's (`bot.actions.stamps`)."""


def with_note(request: Mapping[str, Any], kind: str, said: str) -> dict[str, Any]:
    """The request with a sentence before its note."""
    path = NOTES.get(kind, ())
    match path:
        case (field,):
            return {**request, field: f"{said} {request[field]}".strip()}
        case (part, field):
            inside = request[part]
            return {**request, part: {**inside, field: f"{said} {inside[field]}".strip()}}
    return dict(request)


def _told(guard: Guard, request: Mapping[str, Any], crossing: Mapping[str, Any]) -> Guard:
    """In the history; and what is created with the operation has the note too."""
    act = guard.act and replace(
        guard.act, detail={**guard.act.detail, CROSSING: crossing["reason"], "through": crossing["through"]}
    )
    created = guard.create
    if created and created.draft and "draft" in request:
        created = replace(created, draft=DRAFTS.validate_python(request["draft"]))
    return replace(guard, act=act, create=created)
