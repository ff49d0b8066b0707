"""An invoice of Ana's that waits for approval, and a picture of everything that nobody may change without four eyes."""

import copy
import dataclasses
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from bot.actions.admin_notices import AdminNotices
from bot.actions.approvals import Approvals
from bot.actions.break_glass import BreakGlass
from bot.actions.creations import CreateInvoice
from bot.actions.petitions import Petitions
from bot.actions.policy_changes import PolicyChanges
from bot.actions.resolutions import Resolutions
from bot.actions.reversals import Reversals
from bot.actions.risk_override import RiskOverrides
from bot.actions.role_book import RoleBook
from bot.actions.routine import RoutineApproval
from bot.actions.suggestions import Suggestions
from bot.billing.appointments import Appointments
from bot.billing.eligibility import Role, Roles
from bot.billing.policy import Level, Policy
from bot.billing.substitutions import Substitution
from bot.operations.operation import Operation, State
from bot.operations.step import Step
from bot.slack.references import Reference
from bot.store.groups import Groups
from bot.store.preferences import Preferences
from bot.store.records import Document, Phase
from tests.actions.bench import ANA, BRUNO, OLGA, POLLING, ROLES, Bench, a_draft, undo_seconds

STAMP = Reference("D-7K3Q", 1, "D-7K3Q/stamp/1")
VOID = Reference("D-7K3Q", 1, "D-7K3Q/void/1")
WHY = "es urgente"
ISSUING_OR_TAKING_BACK = frozenset({"stamp", "open", "void", "void_payment", "delete", "edit"})
Attempt = Callable[[], Awaitable[Any]]


@dataclass
class Scene:
    """Roles and policy as they are now; what is tried is tried by the real actions upon the real store."""

    bench: Bench
    roles: Roles = ROLES
    policy: Policy | None = None
    documents: list[str] = field(default_factory=lambda: ["D-7K3Q"])

    def __post_init__(self) -> None:
        bench = self.bench
        self.clock, self.documents_kept = bench.store.clock, bench.documents
        known = (bench.journal, bench.documents, bench.new_operation, self._roles, self.clock)
        self.approvals: Approvals = replace(bench.approvals, roles=self._roles)
        self.notices = AdminNotices(bench.journal, bench.new_operation, self.clock)
        self.glass = BreakGlass(self.approvals, self.notices)
        self.risks = RiskOverrides(*known, POLLING, self.approvals)
        self.suggestions = Suggestions(*known)
        self.routine = RoutineApproval(
            bench.journal, bench.documents, bench.new_operation, self.clock, undo_seconds, POLLING
        )
        self.petitions = Petitions(*known, POLLING, self._policy)
        self.acting = replace(bench.acting, roles=self._roles, petitions=self.petitions)
        self.reversals = Reversals(self.acting, "elsewhere")
        self.resolutions = Resolutions(bench.journal, bench.documents, self._roles, self.clock)

    async def _roles(self) -> Roles:
        return self.roles

    async def _policy(self) -> Policy | None:
        return self.policy

    async def asks(self, *levels: Level, requester: str = ANA, **more: Any) -> Document:
        """The invoice as Alegra has it, before a policy of these levels."""
        bench = self.bench
        operation = await bench.creation(a_draft())
        policy = Policy(levels, version=3, **more) if levels or more else None
        await bench.set("D-7K3Q", {"requester": requester, "policy": policy})
        return await bench.done(CreateInvoice(bench.desk), operation)

    async def document(self) -> Document:
        return await self.bench.documents.get("D-7K3Q")

    async def set(self, **fields: Any) -> Document:
        return await self.bench.set("D-7K3Q", fields)

    async def issued(self) -> Document:
        """Nothing of it paid, so that it can be voided."""
        invoice = await self.bench.local.alegra.invoices.get("1")
        content = replace(invoice, payments=(), paid=Decimal(0), total=Decimal(5000))
        return await self.set(phase=Phase.ISSUED, content=content)

    def approves(self, person: str, reference: Reference = STAMP, *, seen: str = "") -> Attempt:
        return lambda: self.approvals.approve(reference, by=person, content_hash=seen)

    def appoint(self, *approvers: str, **more: Any) -> None:
        self.roles = replace(self.roles, approvers=frozenset(approvers), **more)

    def substitute(self, substitute: str, *, away: str) -> None:
        today = self.bench.today()
        self.roles = replace(
            self.roles, substitutions=(Substitution(away, substitute, today, today + dt.timedelta(days=3)),)
        )

    def changing(self, *admins: str) -> PolicyChanges:
        """Of the policy, where these administer."""

        async def no_groups() -> tuple[Any, ...]:
            return ()

        store, named = self.bench.store, Appointments({Role.APPROVER: (BRUNO, OLGA), Role.ADMIN: admins})
        book = RoleBook(Preferences(store), Groups(store), no_groups, named, store.clock, lambda _: None)
        return PolicyChanges(book, self.notices, store.clock)

    async def given_up(self, kind: str, *, by: str) -> Operation:
        """An operation of which nobody can find out what became; a person must decide."""
        lost = await self.bench.operation(kind, {}, by=by)
        for held in await self.bench.journal.claim(limit=9, lease_ms=60_000):
            if held.id == lost.id:
                step = Step(State.NEEDS_PERSON, due_at=0)
                await self.bench.journal.step(held, step, keeps_document=True, lease_ms=60_000)
        return lost

    async def picture(self) -> Mapping[str, Any]:
        """What no forbidden attempt may change: the documents, what is to be sent for them, and Alegra's books."""
        operations = [each for name in self.documents for each in await self.bench.journal.of_document(name)]
        return {
            "documents": [dataclasses.asdict(await self.bench.documents.get(name)) for name in self.documents],
            "to be sent": sorted(each.id for each in operations if each.kind in ISSUING_OR_TAKING_BACK),
            "books": copy.deepcopy(self.bench.local.state.books.invoices),
        }


Way = Callable[[Scene], Awaitable[Attempt]]
"""Brings the scene to where somebody could try it, and says what they try."""
