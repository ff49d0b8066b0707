"""Deciding about an invoice: approve and its Undo, return, discard. The rules are checked again inside the script."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.actions.accepting import NewOperations
from bot.actions.approval_face import issuing_kind
from bot.actions.invoice_kind import shown_of
from bot.actions.polling import Polling, round_key
from bot.actions.role_book import RolesNow
from bot.actions.voting import MOST_ROUNDS, casting_of, guard_of, said_of, turn_of, without
from bot.billing.eligibility import Allowed, NobodyApproves, NotApprover, NotPermitted, Roles, may_approve, may_delete
from bot.billing.eligibility import OwnDocument as OwnInvoice
from bot.billing.tally import NotEligible
from bot.operations.answers import (
    Acceptance,
    Casting,
    Ended,
    Guard,
    NoDocument,
    NoOperation,
    OtherContents,
    Outvoted,
    Same,
    Stale,
    TooLate,
    Withdrawal,
    WrongPhase,
)
from bot.operations.journal import Journal
from bot.slack.references import Reference
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import UNASKED, Act, Decision, Document, Phase

CORRECT = "correct"
DISCARD = "discard"
ACTS = {CORRECT: "returned", DISCARD: "discarded"}
WITHDRAWN = {CORRECT: "withdrawn", DISCARD: "discarded"}
PENDING = frozenset({Phase.PENDING})
UNAPPROVED = frozenset({Phase.PENDING, Phase.RETURNED, Phase.FAILED})
RETURNED_AS = {CORRECT: Phase.RETURNED, DISCARD: Phase.DISCARDED}

UNMARKED: dict[str, Any] = {"without_second": None, "rule": None}
"""Facts of what somebody issued alone, or a rule did: others approved it since, or nobody has."""

Forbidden = NobodyApproves | NotApprover | NotPermitted


@dataclass(frozen=True)
class Return:
    """What ends an approval without issuing."""

    by: str
    how: str
    reason: str
    act: str
    """As the history calls it."""


@dataclass(frozen=True)
class Approvals:
    journal: Journal
    documents: Documents
    new_operation: NewOperations
    roles: RolesNow
    clock: Clock
    undo_seconds: Callable[[], Awaitable[int]]
    """As it is now."""
    polling: Polling

    async def approve(
        self, reference: Reference, *, by: str, content_hash: str = ""
    ) -> Acceptance | Forbidden | NotEligible:
        """Count their vote; the last one accepts the stamp, or the opening, which goes out after the seconds of Undo.

        `content_hash` of what they saw, where it was no card of this revision. A vote is judged upon those that were read, and
        counted only upon the same: else it is judged again.
        """
        answer = await self._vote(reference, by=by, seen=content_hash)
        for _ in range(MOST_ROUNDS):
            if not isinstance(answer, Outvoted):
                break
            answer = await self._vote(reference, by=by, seen=content_hash)
        return answer

    async def _vote(self, reference: Reference, *, by: str, seen: str) -> Acceptance | Forbidden | NotEligible:
        document = await self.documents.find(reference.document)
        if document is None or document.content is None:
            return NoDocument()
        if seen and document.content_hash != seen:
            return Stale(document)
        roles = await self.roles()
        if forbidden := self._forbidden(document, roles, by=by):
            return forbidden
        now = await self.clock()
        poll = self.polling(document, roles=roles, now=now, voter=by)
        casting = casting_of(poll, document, reference, by=by, at=now)
        if not isinstance(casting, Casting):
            return casting
        if casting.decides:
            return await self._decide(document, reference, casting, kind=issuing_kind(document.content), at=now)
        return await self._count(document, reference, casting, turn_of(casting, poll, round_key(document)), at=now)

    async def _decide(
        self, document: Document, reference: Reference, casting: Casting, *, kind: str, at: int
    ) -> Acceptance:
        by, effective_at = casting.vote.by, at + await self.undo_seconds() * 1000
        operation = self.new_operation(
            reference.reserved(kind) or document.next_operation(kind),
            actor=by,
            request={"content_hash": document.content_hash, "revision": reference.revision},
            accepted_at=at,
            not_before=effective_at,
        )
        decision = Decision("approve", by, at, effective_at)
        sets = {"phase": Phase.APPROVED, "decision": decision, "facts": {"refusal": None, **UNMARKED}}
        act = Act(at, by, "approved", said_of(casting))
        guard = guard_of(document, reference, casting, sets=sets, act=act)
        return _first_or_late(await self.journal.accept(operation, guard=guard), by=by)

    async def _count(
        self, document: Document, reference: Reference, casting: Casting, turn: Mapping[str, Any], *, at: int
    ) -> Acceptance:
        """More are missing: the card is drawn anew, and nothing else is set off. Its number is its time, as that of a reading."""
        by = casting.vote.by
        request = {"content_hash": document.content_hash, "revision": reference.revision, "by": by, **turn}
        operation = self.new_operation(document.next_mark("vote", at=at), actor=by, request=request, accepted_at=at)
        act = Act(at, by, "voted", said_of(casting))
        guard = guard_of(document, reference, casting, alone=False, waits=True, act=act)
        answer = await self.journal.accept(operation, guard=guard)
        if isinstance(answer, OtherContents | Ended):
            return Outvoted(answer.document)  # somebody else's, in the same millisecond
        return answer

    async def undo(self, reference: Reference, *, by: str) -> Withdrawal | NotPermitted:
        """Whoever approved may take it back for the seconds of Undo: in those it cannot have left.

        Later it may have, also when it stands among the unsent again: a silent authority gets a stamp once more.
        """
        operation_id = reference.reserved("stamp", "open")
        document = await self.documents.find(reference.document)
        decided_by = document.decision.by if document and document.decision else ""
        permitted = frozenset({decided_by} - {""})
        if document and decided_by == UNASKED:
            permitted = (await self.roles()).approvers | {document.requester}
        if by not in permitted:
            return NotPermitted(permitted)
        voted_by = document.decision.by if document and document.decision else by
        now = await self.clock()
        if document and document.decision and now >= document.decision.effective_at:
            operation = await self.journal.find(operation_id)
            return TooLate(operation, document) if operation else NoOperation()
        return await self.journal.withdraw(
            operation_id,
            phases={Phase.APPROVED},
            sets={
                "phase": Phase.PENDING,
                "decision": None,
                "votes": without(voted_by, document.votes if document else ()),
                "facts": UNMARKED,
            },
            act=Act(now, by, "undone"),
        )

    async def send_back(
        self, reference: Reference, *, by: str, how: str, reason: str
    ) -> Acceptance | Forbidden | OwnInvoice:
        """Return it: to be corrected, or to be discarded. The draft stays in Alegra until somebody deletes it."""
        document = await self.documents.find(reference.document)
        if document is None:
            return NoDocument()
        if forbidden := await self.forbidden(document, by=by):
            return forbidden
        ended = Return(by, how, reason, ACTS[how])
        return await self._end(document, reference, ended, phases=PENDING, four_eyes=True)

    async def discard_own(self, reference: Reference, *, by: str) -> Acceptance | NotPermitted:
        """The author, or an admin, gives up an invoice that nobody has approved."""
        document = await self.documents.find(reference.document)
        if document is None:
            return NoDocument()
        allowed = may_delete(by, roles=await self.roles(), requester=document.requester)
        if isinstance(allowed, NotPermitted):
            return allowed
        return await self._end(document, reference, Return(by, DISCARD, "", ACTS[DISCARD]), phases=UNAPPROVED)

    async def withdraw(self, reference: Reference, *, by: str, how: str, reason: str) -> Acceptance | NotPermitted:
        """Its author returns it to themselves, to be corrected or discarded: the votes are void. Nothing is deleted in Alegra."""
        document = await self.documents.find(reference.document)
        if document is None:
            return NoDocument()
        if by != document.requester:
            return NotPermitted(frozenset({document.requester} - {""}))
        return await self._end(document, reference, Return(by, how, reason, WITHDRAWN[how]), phases=PENDING)

    async def _end(
        self,
        document: Document,
        reference: Reference,
        ended: Return,
        *,
        phases: frozenset[Phase],
        four_eyes: bool = False,
    ) -> Acceptance:
        """Without issuing it."""
        now, by, how = await self.clock(), ended.by, ended.how
        request = {"how": how, "reason": ended.reason}
        operation = self.new_operation(document.next_operation("return"), actor=by, request=request, accepted_at=now)
        guard = Guard(
            phases=phases,
            revision=reference.revision,
            four_eyes=four_eyes,
            sets={"phase": RETURNED_AS[how], "decision": Decision(how, by, now, reason=ended.reason), "votes": ()},
            act=Act(now, by, ended.act, {"reason": ended.reason}),
            shown=shown_of(document),
        )
        return _first_or_late(await self.journal.accept(operation, guard=guard), by=by)

    async def forbidden(self, document: Document, *, by: str) -> Forbidden | OwnInvoice | None:
        return self._forbidden(document, await self.roles(), by=by)

    def _forbidden(self, document: Document, roles: Roles, *, by: str) -> Forbidden | OwnInvoice | None:
        """A draft that was made in Alegra is nobody's to approve: whoever asks may have made it."""
        if not document.requester:
            return NotPermitted(frozenset())
        deciders = self.polling.deciders(document, roles=roles)
        allowed = may_approve(by, approvers=deciders, requester=document.requester, editors=document.editors)
        return None if isinstance(allowed, Allowed) else allowed


def _first_or_late(acceptance: Acceptance, *, by: str) -> Acceptance:
    """Two people who decide the same are one decision, and only whoever was first has made it."""
    if isinstance(acceptance, Same | OtherContents) and acceptance.operation.actor != by:
        return WrongPhase(acceptance.document)
    return acceptance
