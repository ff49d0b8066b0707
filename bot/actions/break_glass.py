"""Issuing without a second person, in an emergency: off unless the policy that the invoice began with allows it; admins only, with a reason.

The card says so for good, the other admins are told, and the audit has the reason.
"""

from dataclasses import dataclass

from bot.actions.accepting import NewOperations
from bot.actions.admin_notices import AdminNotices
from bot.actions.approval_face import issuing_kind
from bot.actions.approvals import Approvals
from bot.actions.invoice_kind import shown_of
from bot.billing.eligibility import NotPermitted, may_administer
from bot.operations.answers import Acceptance, Accepted, Guard, NoDocument
from bot.slack.references import Reference
from bot.store.records import Act, Decision, Document, Phase, Vote

FACT = "without_second"
"""`{by, reason}`: whoever issued it alone, and why."""


@dataclass(frozen=True)
class BreakGlass:
    approvals: Approvals
    notices: AdminNotices

    @property
    def new_operation(self) -> NewOperations:
        return self.approvals.new_operation

    async def forbidden(self, document: Document, *, by: str) -> NotPermitted | None:
        """Nobody may where the policy does not allow it: not even an admin."""
        roles = await self.approvals.roles()
        if not allows(document):
            return NotPermitted(frozenset())
        allowed = may_administer(by, roles=roles)
        return allowed if isinstance(allowed, NotPermitted) else None

    async def issue(self, reference: Reference, *, by: str, reason: str) -> Acceptance | NotPermitted:
        """After the seconds of Undo, like any other. What was voted before stays written in the history."""
        document = await self.approvals.documents.find(reference.document)
        if document is None or document.content is None:
            return NoDocument()
        if forbidden := await self.forbidden(document, by=by):
            return forbidden
        now, kind = await self.approvals.clock(), issuing_kind(document.content)
        effective_at = now + await self.approvals.undo_seconds() * 1000
        operation = self.new_operation(
            reference.reserved(kind) or document.next_operation(kind),
            actor=by,
            request={"content_hash": document.content_hash, "revision": reference.revision, "alone": reason},
            accepted_at=now,
            not_before=effective_at,
        )
        vote = Vote(by, now, document.revision, document.content_hash)
        guard = Guard(
            phases=frozenset({Phase.PENDING}),
            revision=reference.revision,
            content_hash=document.content_hash,
            sets={
                "phase": Phase.APPROVED,
                "decision": Decision("approve", by, now, effective_at, reason=reason),
                "votes": (vote,),
                "facts": {"refusal": None, FACT: {"by": by, "reason": reason}},
            },
            act=Act(now, by, "broke_glass", {"revision": reference.revision, "reason": reason}),
            shown=shown_of(document),
        )
        accepted = await self.approvals.journal.accept(operation, guard=guard)
        if isinstance(accepted, Accepted):
            client = document.content.client.name
            await self.notices.glass_broken(document.id, client=client, number=operation.id, by=by, reason=reason)
        return accepted


def allows(document: Document) -> bool:
    """By the policy that it began with: switching it on lets nothing out that waits already."""
    return document.policy is not None and document.policy.break_glass and document.phase is Phase.PENDING
