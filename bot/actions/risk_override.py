"""An admin sets a risk aside, with a reason: it raises no level of this revision any more, and the audit keeps who said so."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.actions.accepting import NewOperations
from bot.actions.approval_face import issuing_kind
from bot.actions.approvals import Approvals
from bot.actions.invoice_kind import shown_of
from bot.actions.marks import Mark
from bot.actions.polling import Polling
from bot.actions.risk_reading import ASIDE, SET_ASIDE, SetAside, risks_found, set_aside, voters_of
from bot.actions.role_book import RolesNow
from bot.billing.dates import local_date
from bot.billing.eligibility import NotPermitted, OwnDocument, eligible_approvers, may_administer
from bot.billing.risks import Risk
from bot.operations.answers import Acceptance, Accepted, Guard, NoDocument, Same
from bot.operations.journal import Journal
from bot.slack.references import Reference
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import Act, Document, Phase


@dataclass(frozen=True)
class OwnVote:
    """They have approved it: what they set aside would count all the same."""

    others: frozenset[str]
    """Who may instead."""


class SetRiskAside(Mark):
    name = "aside"


@dataclass(frozen=True)
class RiskOverrides:
    journal: Journal
    documents: Documents
    new_operation: NewOperations
    roles: RolesNow
    clock: Clock
    polling: Polling
    approvals: Approvals

    async def offered(
        self, document: Document, *, by: str
    ) -> tuple[tuple[Risk, ...], Reference] | NotPermitted | OwnDocument | OwnVote:
        """What may be set aside of it, and what the form is drawn for."""
        if forbidden := await self._forbidden(document, by=by):
            return forbidden
        today, aside = local_date(await self.clock(), self.polling.timezone), set_aside(document)
        found = risks_found(document, today=today, currency=self.polling.currency())
        reference = Reference(document.id, document.revision, document.next_operation(SetRiskAside.name))
        voters = voters_of(document)
        return tuple(risk for risk in found if risk.kind not in aside or aside[risk.kind].by in voters), reference

    async def set_aside(
        self, reference: Reference, *, by: str, kinds: Collection[str], reason: str
    ) -> Acceptance | NotPermitted | OwnDocument | OwnVote:
        """Refused to whoever asked for it, edited it or has approved it, whatever their role."""
        document = await self.documents.find(reference.document)
        if document is None:
            return NoDocument()
        if forbidden := await self._forbidden(document, by=by):
            return forbidden
        now = await self.clock()
        request = {"risks": sorted(kinds), "reason": reason, "revision": reference.revision}
        operation = self.new_operation(
            reference.reserved(SetRiskAside.name), actor=by, request=request, accepted_at=now
        )
        said = SET_ASIDE.dump_python(SetAside(by, now, reason, reference.revision), mode="json")
        kept = {kind.value: SET_ASIDE.dump_python(one, mode="json") for kind, one in set_aside(document).items()}
        guard = Guard(
            phases=frozenset({Phase.PENDING}),
            revision=reference.revision,
            four_eyes=True,
            alone=False,
            sets={"facts": {ASIDE: kept | dict.fromkeys(kinds, said)}},
            act=Act(now, by, "risk_set_aside", {"risks": sorted(kinds), "reason": reason}),
            shown=shown_of(document),
        )
        answer = await self.journal.accept(operation, guard=guard)
        if isinstance(answer, Accepted | Same):
            await self._go_on(answer.document)
        return answer

    async def _go_on(self, document: Document) -> None:
        """The votes that count may be enough now: then the last of them decides, as if it had been given last.

        Lost in a crash it waits for whoever voted to press once more.
        """
        poll = self.polling(document, roles=await self.roles(), now=await self.clock())
        if document.content and poll.votes and not poll.tally.missing:
            stamp = document.next_operation(issuing_kind(document.content))
            await self.approvals.approve(Reference(document.id, document.revision, stamp), by=poll.votes[-1].by)

    async def _forbidden(self, document: Document, *, by: str) -> NotPermitted | OwnDocument | OwnVote | None:
        roles = await self.roles()
        allowed = may_administer(by, roles=roles)
        if isinstance(allowed, NotPermitted):
            return allowed
        others = eligible_approvers(approvers=roles.admins, requester=document.requester, editors=document.editors)
        if by not in others:
            return OwnDocument(others)
        return OwnVote(others - voters_of(document)) if by in voters_of(document) else None
