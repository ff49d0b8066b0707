"""What takes money back passes the table of approvals too: where the policy asks for somebody, it waits for their votes.

Voiding an invoice or a payment and deleting a discarded draft are asked for on their document; the last vote accepts the operation.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.actions.accepting import NewOperations
from bot.actions.policy_book import PolicyNow
from bot.actions.polling import Polling
from bot.actions.role_book import RolesNow
from bot.actions.voting import MOST_ROUNDS, ballot_cast, turn_of
from bot.billing.eligibility import NotPermitted, Roles, may_void
from bot.billing.policy import Matter
from bot.billing.tally import NotEligible, Poll
from bot.operations.answers import (
    Acceptance,
    Accepted,
    AlreadyAsked,
    Casting,
    Ended,
    Guard,
    NoDocument,
    OtherContents,
    Outvoted,
    Same,
    Stale,
)
from bot.operations.journal import Journal
from bot.operations.operation import Operation
from bot.slack.references import Reference
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import Act, Document, Petition, Phase

ASK = "ask"
TAKES_BACK: Mapping[str, Matter] = {
    "void": Matter.CREDIT,
    "void_payment": Matter.PAYMENT_VOID,
    "delete": Matter.DISCARD,
}
"""Kinds of operation that pass the table, each as a policy calls it."""
PHASES: Mapping[str, Phase] = {"void": Phase.ISSUED, "void_payment": Phase.NOTICE, "delete": Phase.DISCARDED}


@dataclass(frozen=True)
class Petitions:
    journal: Journal
    documents: Documents
    new_operation: NewOperations
    roles: RolesNow
    clock: Clock
    polling: Polling
    policy: PolicyNow

    async def instead(self, operation: Operation, act: Act) -> Acceptance | None:
        """None: nobody is to be asked. Else it waits on its document, and this is what became of asking."""
        matter, policy = TAKES_BACK.get(operation.kind), await self.policy()
        if matter is None or policy is None:
            return None
        document = await self.documents.find(operation.document)
        if document is None or not policy.asked_of(self.polling.case_of(document, matter)):
            return None
        if document.petition and is_open(document):
            is_again = (document.petition.id, document.petition.by) == (operation.id, operation.actor)
            return Same(operation, document) if is_again else AlreadyAsked(document)
        if is_spent(document, operation):
            return Ended(document)
        petition = Petition(
            operation.id, operation.kind, operation.actor, act.at, operation.request, act.what, act.detail, policy
        )
        asking = self.new_operation(
            document.next_mark(ASK, at=act.at), actor=petition.by, request={"for": operation.id}, accepted_at=act.at
        )
        guard = Guard(
            phases=frozenset({PHASES[operation.kind]}),
            alone=False,
            waits=True,
            sets={"petition": petition, "petition_votes": ()},
            act=Act(act.at, petition.by, f"{operation.kind}_asked", dict(act.detail)),
        )
        return await self.journal.accept(asking, guard=guard)

    async def approve(self, reference: Reference, *, by: str) -> Acceptance | NotEligible:
        """Count their vote; the last one accepts what was asked for."""
        answer = await self._vote(reference, by=by)
        for _ in range(MOST_ROUNDS):
            if not isinstance(answer, Outvoted):
                break
            answer = await self._vote(reference, by=by)
        return answer

    async def refuse(self, reference: Reference, *, by: str) -> Acceptance | NotPermitted:
        """By whoever may void, or whoever asked."""
        document, petition = await self._asked(reference)
        if document is None or petition is None:
            return Stale(document) if document else NoDocument()
        allowed = may_void(by, roles=await self.roles())
        if isinstance(allowed, NotPermitted) and by != petition.by:
            return allowed
        now = await self.clock()
        operation = self.new_operation(
            document.next_mark(ASK, at=now), actor=by, request={"not": petition.id}, accepted_at=now
        )
        act = Act(now, by, "petition_refused", {"asked_by": petition.by, "kind": petition.kind})
        guard = Guard(
            phases=frozenset({PHASES[petition.kind]}),
            alone=False,
            sets={"petition": None},
            act=act,
            petition=petition.id,
            spends=petition.id,
        )
        return await self.journal.accept(operation, guard=guard)

    async def _vote(self, reference: Reference, *, by: str) -> Acceptance | NotEligible:
        document, petition = await self._asked(reference)
        if document is None or petition is None:
            return Stale(document) if document else NoDocument()
        now = await self.clock()
        poll = poll_about(document, petition, self.polling, roles=await self.roles(), now=now, voter=by)
        casting = ballot_cast(poll.ballot_of(by), poll, document, document.petition_votes, by=by, at=now)
        if not isinstance(casting, Casting):
            return casting
        guard = Guard(
            phases=frozenset({PHASES[petition.kind]}),
            petition=petition.id,
            casting=replace(casting, field="petition_votes", barred=(petition.by,)),
            shown={"asked": petition.request},
        )
        if casting.decides:
            return await self._decide(petition, guard, by=by, at=now)
        return await self._count(document, petition, guard, turn_of(casting, poll, petition.id), by=by, at=now)

    async def _decide(self, petition: Petition, guard: Guard, *, by: str, at: int) -> Acceptance:
        operation = self.new_operation(petition.id, actor=by, request=petition.request, accepted_at=at)
        act = Act(at, by, petition.act, {**petition.said, "asked_by": petition.by})
        return await self.journal.accept(operation, guard=replace(guard, sets={"petition": None}, act=act))

    async def _count(
        self, document: Document, petition: Petition, guard: Guard, turn: Mapping[str, Any], *, by: str, at: int
    ) -> Acceptance:
        request = {"for": petition.id, "by": by, **turn}
        operation = self.new_operation(document.next_mark("vote", at=at), actor=by, request=request, accepted_at=at)
        act = Act(at, by, "petition_voted", {"asked_by": petition.by})
        answer = await self.journal.accept(operation, guard=replace(guard, alone=False, waits=True, act=act))
        if isinstance(answer, OtherContents | Ended):
            return Outvoted(answer.document)  # somebody else's, in the same millisecond
        return answer

    async def _asked(self, reference: Reference) -> tuple[Document | None, Petition | None]:
        """The petition that the button was drawn for, while it stands."""
        document = await self.documents.find(reference.document)
        petition = document.petition if document else None
        is_this = petition is not None and petition.id == reference.operation
        return document, petition if is_this else None


def is_asked(answer: object) -> bool:
    """It waits for votes: just asked for, or asked for before by the same person."""
    if isinstance(answer, Same):
        return answer.document.petition is not None and is_open(answer.document)
    return isinstance(answer, Accepted) and answer.operation.kind == ASK


def is_open(document: Document) -> bool:
    """Something is asked for that is still possible."""
    return document.petition is not None and document.phase is PHASES[document.petition.kind]


def is_spent(document: Document, operation: Operation) -> bool:
    """The form is older than a petition of the same kind that was refused since."""
    return int(operation.id.rpartition("/")[2]) <= document.ended.get(operation.kind, 0)


def poll_about(
    document: Document, petition: Petition, polling: Polling, *, roles: Roles, now: int, voter: str = ""
) -> Poll:
    """Whoever asked for it does not vote; whoever made the document may."""
    asked = replace(document, requester=petition.by, editors=(), votes=document.petition_votes, policy=petition.policy)
    return polling(asked, roles=roles, now=now, matter=TAKES_BACK[petition.kind], voter=voter)
