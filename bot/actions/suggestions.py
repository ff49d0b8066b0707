"""A change that an approver suggests, and the requester takes over in one click: it is the requester's edit, and the approver stays one.

Every other editor of any revision approves nothing of the document (design 1).
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from bot.actions.accepting import NewOperations
from bot.actions.directory import Directory
from bot.actions.drafting import Drafting
from bot.actions.invoice_kind import DRAFTS
from bot.actions.role_book import RolesNow
from bot.billing.composing import Composition
from bot.billing.differences import Difference, draft_differences
from bot.billing.draft import Draft
from bot.billing.eligibility import Allowed, NotPermitted, may_approve
from bot.billing.money import ZERO
from bot.operations.answers import Acceptance, Guard, NoDocument, Stale
from bot.operations.journal import Journal
from bot.slack.modals.draft_way import EDIT
from bot.slack.references import Reference
from bot.slack.suggestion import Suggested
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import Act, Document, Phase

FACT = "suggestion"
KIND = "suggest"
PENDING = frozenset({Phase.PENDING})


@dataclass(frozen=True)
class Suggestions:
    journal: Journal
    documents: Documents
    new_operation: NewOperations
    roles: RolesNow
    clock: Clock

    async def way_of(self, document: Document, person: str) -> str:
        """What the form of an edit asks of whoever has a vote to lose by it; empty for everybody else."""
        allowed = may_approve(
            person,
            approvers=(await self.roles()).approvers,
            requester=document.requester,
            editors=document.editors,
        )
        has_a_vote = bool(document.requester) and document.phase is Phase.PENDING and isinstance(allowed, Allowed)
        return EDIT if has_a_vote else ""

    async def suggest(
        self, document: Document, form: Composition, draft: Draft, *, drafting: Drafting
    ) -> Acceptance | NotPermitted:
        """By somebody who may approve it; nothing of the invoice changes, and no vote is lost."""
        by, now, totals = form.person, await self.clock(), drafting.totals(form)
        if not await self.way_of(document, by):
            return NotPermitted((await self.roles()).approvers - {by})
        suggestion = {
            "by": by,
            "at": now,
            "draft": DRAFTS.dump_python(draft, mode="json"),
            "total": str(totals.total if totals else ZERO),
            "names": _names(document.draft, draft, drafting.directory),
        }
        operation = self.new_operation(
            document.next_operation(KIND), actor=by, request={"suggestion": suggestion["draft"]}, accepted_at=now
        )
        guard = Guard(
            phases=PENDING,
            revision=form.base_revision,
            four_eyes=True,
            alone=False,
            waits=True,
            sets={"facts": {FACT: suggestion}},
            act=Act(now, by, "suggested"),
        )
        return await self.journal.accept(operation, guard=guard)

    async def take_over(self, reference: Reference, *, by: str) -> Acceptance | NotPermitted:
        """The requester makes it theirs: an edit like any other, of what was shown to them."""
        document = await self._own(reference, by)
        if not isinstance(document, Document):
            return document
        suggestion, now = _shown(document, reference), await self.clock()
        if not suggestion:
            return Stale(document)
        operation = self.new_operation(
            reference.reserved("edit"),
            actor=by,
            request={"draft": suggestion["draft"], "base_hash": document.content_hash},
            accepted_at=now,
        )
        act = Act(now, by, "took_over", {"suggested_by": suggestion["by"]})
        guard = Guard(phases=PENDING, revision=reference.revision, act=act, sets={"facts": {FACT: None}})
        return await self.journal.accept(operation, guard=guard)

    async def decline(self, reference: Reference, *, by: str) -> Acceptance | NotPermitted:
        document = await self._own(reference, by)
        if not isinstance(document, Document):
            return document
        if not _shown(document, reference):
            return Stale(document)
        now = await self.clock()
        operation = self.new_operation(document.next_mark(KIND, at=now), actor=by, request={}, accepted_at=now)
        guard = Guard(
            phases=PENDING,
            revision=reference.revision,
            alone=False,
            sets={"facts": {FACT: None}},
            act=Act(now, by, "declined"),
        )
        return await self.journal.accept(operation, guard=guard)

    async def _own(self, reference: Reference, by: str) -> Document | NoDocument | NotPermitted:
        """Only whoever asked for the invoice says what becomes of it."""
        document = await self.documents.find(reference.document)
        if document is None:
            return NoDocument()
        return document if by == document.requester else NotPermitted(frozenset({document.requester} - {""}))


def suggested_of(document: Document) -> Suggested | None:
    """As it is shown, with what it would change."""
    suggestion = document.facts.get(FACT)
    if not suggestion or document.draft is None or document.phase is not Phase.PENDING:
        return None
    names: dict[str, list[str]] = suggestion["names"]
    found = draft_differences(document.draft, DRAFTS.validate_python(suggestion["draft"]))
    changes = [_named(change, names) for change in found]
    total = Decimal(suggestion["total"])
    if document.content and document.content.total != total:
        changes.append(Difference("total", document.content.total, total))
    return Suggested(
        suggestion["by"],
        suggestion["at"],
        tuple(changes),
        reference=Reference(
            document.id, document.revision, document.next_operation("edit"), verb=str(suggestion["at"])
        ),
    )


def _shown(document: Document, reference: Reference) -> dict[str, Any] | None:
    """The one that the button was drawn for: another may have come in its place. Buttons of before do not say which."""
    suggestion: dict[str, Any] | None = document.facts.get(FACT)
    if suggestion and reference.verb and reference.verb != str(suggestion["at"]):
        return None
    return suggestion


def _named(change: Difference, names: dict[str, list[str]]) -> Difference:
    """People know clients and numberings by other names than their ids."""
    if change.field not in names:
        return change
    before, after = names[change.field]
    return replace(change, before=before, after=after)


def _names(before: Draft | None, after: Draft, directory: Directory) -> dict[str, Any]:
    drafts = (before or after, after)
    numberings = [directory.numbering(draft.numbering_id) for draft in drafts]
    sellers = {each.id: each.name for each in directory.sellers}
    centers = {each.id: each.name for each in directory.cost_centers}
    return {
        "client_id": [directory.client_name(draft.client_id) for draft in drafts],
        "numbering_id": [(each.prefix or each.name) if each else "" for each in numberings],
        "seller": [sellers.get(draft.seller_id, draft.seller_id) for draft in drafts],
        "cost_center": [centers.get(draft.cost_center_id, draft.cost_center_id) for draft in drafts],
    }
