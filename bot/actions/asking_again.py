"""Asking for the approval of what expired once more, as it is: a round of its own, with new votes and the policy of now."""

from dataclasses import dataclass

from bot.actions.accepting import NewOperations
from bot.actions.policy_book import PolicyNow
from bot.actions.reminders import EXPIRE
from bot.actions.role_book import RolesNow
from bot.billing.eligibility import NotPermitted, may_edit
from bot.operations.answers import Acceptance, Accepted, Guard, NoDocument, Stale
from bot.operations.journal import Journal
from bot.slack.references import Reference
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import Act, Document, Phase

KIND = "ask_again"


@dataclass(frozen=True)
class AskingAgain:
    journal: Journal
    documents: Documents
    new_operation: NewOperations
    roles: RolesNow
    clock: Clock
    policy: PolicyNow

    async def ask(self, reference: Reference, *, by: str) -> Acceptance | NotPermitted:
        """By whoever asked for it or may edit it; nobody who does approves it then."""
        document = await self.documents.find(reference.document)
        if document is None:
            return NoDocument()
        allowed = may_edit(by, roles=await self.roles(), requester=document.requester)
        if isinstance(allowed, NotPermitted):
            return allowed
        if not has_expired(document):
            return Stale(document)
        answer = await self._accept(document, reference, by=by)
        if isinstance(answer, Accepted):
            await self._read_again(document)
        return answer

    async def _accept(self, document: Document, reference: Reference, *, by: str) -> Acceptance:
        now = await self.clock()
        name, revision = f"{document.id}/{KIND}/{reference.revision}", reference.revision + 1
        operation = self.new_operation(name, actor=by, request={"round": str(revision)}, accepted_at=now)
        guard = Guard(
            phases=frozenset({Phase.RETURNED}),
            revision=reference.revision,
            sets={
                "phase": Phase.PENDING,
                "revision": revision,
                "votes": (),
                "decision": None,
                "policy": await self.policy(),
                "editors": tuple(dict.fromkeys((*document.editors, by))),
                "facts": {"before": None, "votes_lost": None, "changed_by": None, "refusal": None},
            },
            act=Act(now, by, "asked_again"),
        )
        return await self.journal.accept(operation, guard=guard)

    async def _read_again(self, document: Document) -> None:
        """Somebody may have changed it in Alegra while nobody asked for it."""
        reading = self.new_operation.reading(document.id, at=await self.clock())
        await self.journal.accept(reading, guard=Guard(alone=False))


def has_expired(document: Document) -> bool:
    return document.phase is Phase.RETURNED and document.decision is not None and document.decision.kind == EXPIRE
