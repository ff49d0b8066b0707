"""Admins set whose approval is asked for. Where there are two, one proposes and another one accepts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.actions.admin_notices import AdminNotices
from bot.actions.policy_book import (
    POLICIES,
    STAND_INS,
    SUBSTITUTIONS,
    groups_of,
    packed,
    policy_among,
    substitutions_among,
)
from bot.actions.policy_problems import PolicyRefused, StandInRefused, problems_of, refused_now
from bot.actions.role_book import RoleBook
from bot.adapters import TypeAdapter
from bot.billing.dates import local_date
from bot.billing.eligibility import NotPermitted, Roles, may_administer
from bot.billing.policy import DEFAULT_POLICY, Policy
from bot.billing.substitutions import Substitution
from bot.store.connection import Clock
from bot.store.groups import Group
from bot.store.preferences import Chosen, PreferencesChanged
from bot.store.records import Act

CHANGED, PROPOSED, REFUSED, STOOD_IN = "policy", "policy_proposed", "policy_refused", "stand_in"
"""What each is called in the history; the second is also the preference that the proposal is kept in."""

LAST_TO_END_A_DAY = "Etc/GMT+12"
"""What is over in this time zone is over everywhere."""


@dataclass(frozen=True)
class Proposal:
    policy: Policy
    by: str
    at: int
    substitution: Substitution | None = None
    """What is proposed instead, where it is not about the levels."""

    @property
    def id(self) -> str:
        return f"{self.by}-{self.at}"


PROPOSALS: TypeAdapter[Proposal] = TypeAdapter(Proposal)


@dataclass(frozen=True)
class PolicyKept:
    """In force for whatever is asked for from now on."""


@dataclass(frozen=True)
class PolicyProposed:
    others: frozenset[str]
    """Who may accept it."""


@dataclass(frozen=True)
class NoProposal:
    """It was accepted, refused or replaced since; or whoever made it administers no more."""


@dataclass(frozen=True)
class PolicyView:
    policy: Policy
    proposal: Proposal | None
    revision: int
    roles: Roles
    groups: tuple[Group, ...]
    changes: tuple[Act, ...]
    """Newest last."""


@dataclass(frozen=True)
class PolicyChanges:
    book: RoleBook
    notices: AdminNotices
    clock: Clock
    others_are_asked: Callable[[], None] = lambda: None
    """Told of a substitute."""

    async def view(self) -> PolicyView:
        """From the store alone."""
        chosen, read = await self.book.preferences.get(), await self.book.groups.get()
        acts = await self.book.preferences.history()
        changes = tuple(act for act in acts if act.what in {CHANGED, PROPOSED, REFUSED, STOOD_IN})
        groups = read.groups if read else ()
        members = {group.id: frozenset(group.members) for group in groups}
        roles = replace(await self.book.current(), members=members)
        policy = policy_among(chosen) or DEFAULT_POLICY
        return PolicyView(policy, _proposal(chosen), chosen.revision, roles, groups, changes)

    async def forbidden(self, person: str) -> NotPermitted | None:
        allowed = may_administer(person, roles=await self.book.current())
        return allowed if isinstance(allowed, NotPermitted) else None

    async def change(
        self, wanted: Policy, *, by: str, on: int
    ) -> PolicyKept | PolicyProposed | PolicyRefused | NotPermitted | PreferencesChanged:
        """`on` is the revision that the form was drawn from."""
        if forbidden := await self.forbidden(by):
            return forbidden
        view = await self.view()
        if problems := problems_of(wanted, view.roles):
            return PolicyRefused(problems)
        others = view.roles.admins - {by}
        if not others:
            return await self._put(wanted, by=by, proposed_by=by, before=view.policy, on=on)
        proposal = Proposal(wanted, by, await self.clock())
        return await self.propose(proposal, _told(view.policy, wanted), others=others, on=on)

    async def propose(
        self, proposal: Proposal, told: Mapping[str, object], *, others: frozenset[str], on: int
    ) -> PolicyProposed | PreferencesChanged:
        """Instead of whatever was proposed before."""
        act = Act(proposal.at, proposal.by, PROPOSED, dict(told))
        kept = await self.book.preferences.put({PROPOSED: PROPOSALS.dump_json(proposal).decode()}, on=on, act=act)
        if isinstance(kept, PreferencesChanged):
            return kept
        await self.notices.policy_proposed(proposal.id, by=proposal.by)
        return PolicyProposed(others)

    async def put_substitution(
        self, wanted: Substitution, *, by: str, proposed_by: str, on: int, accepts: bool = False
    ) -> PolicyKept | PreferencesChanged:
        """In place of the one that stood for whoever is away; those that are over are forgotten.

        `accepts`: it was what is proposed. Else a proposal of somebody's stays.
        """
        chosen, now = await self.book.preferences.get(), await self.clock()
        today = local_date(now, LAST_TO_END_A_DAY)
        kept = [each for each in substitutions_among(chosen) if each.away != wanted.away and each.last >= today]
        put: dict[str, str | None] = {STAND_INS: SUBSTITUTIONS.dump_json((*kept, wanted)).decode()}
        if accepts:
            put[PROPOSED] = None
        act = Act(now, by, STOOD_IN, {"proposed_by": proposed_by, **told_of(wanted)})
        done = await self.book.preferences.put(put, on=on, act=act)
        if isinstance(done, PreferencesChanged):
            return done
        self.others_are_asked()
        return PolicyKept()

    async def accept(
        self, proposal_id: str, *, by: str
    ) -> PolicyKept | PolicyRefused | StandInRefused | NoProposal | NotPermitted | PreferencesChanged:
        """By another admin than whoever proposed it; with the roles of now, which may have changed since."""
        if forbidden := await self.forbidden(by):
            return forbidden
        view = await self.view()
        proposal = view.proposal
        if proposal is None or proposal.id != proposal_id or proposal.by not in view.roles.admins:
            return NoProposal()
        if proposal.by == by:
            return NotPermitted(view.roles.admins - {by})
        if refused := refused_now(proposal.policy, proposal.substitution, view.roles):
            return refused
        kept = await self._put_proposed(proposal, view, by=by)
        return await self._answered(kept, proposal, by=by, accepted=True)

    async def refuse(self, proposal_id: str, *, by: str) -> PolicyKept | NoProposal | NotPermitted | PreferencesChanged:
        """By any admin; whoever proposed it takes it back."""
        if forbidden := await self.forbidden(by):
            return forbidden
        view = await self.view()
        if view.proposal is None or view.proposal.id != proposal_id:
            return NoProposal()
        act = Act(await self.clock(), by, REFUSED, {"proposed_by": view.proposal.by})
        kept = await self.book.preferences.put({PROPOSED: None}, on=view.revision, act=act)
        refused = kept if isinstance(kept, PreferencesChanged) else PolicyKept()
        return await self._answered(refused, view.proposal, by=by, accepted=False)

    async def _put_proposed(self, proposal: Proposal, view: PolicyView, *, by: str) -> PolicyKept | PreferencesChanged:
        if proposal.substitution:
            return await self.put_substitution(
                proposal.substitution, by=by, proposed_by=proposal.by, on=view.revision, accepts=True
            )
        return await self._put(proposal.policy, by=by, proposed_by=proposal.by, before=view.policy, on=view.revision)

    async def _answered(
        self, kept: PolicyKept | PreferencesChanged, proposal: Proposal, *, by: str, accepted: bool
    ) -> PolicyKept | PreferencesChanged:
        if isinstance(kept, PolicyKept):
            await self.notices.policy_answered(proposal.id, by=by, proposed_by=proposal.by, accepted=accepted)
        return kept

    async def _put(
        self, policy: Policy, *, by: str, proposed_by: str, before: Policy, on: int
    ) -> PolicyKept | PreferencesChanged:
        chosen = await self.book.preferences.get()
        act = Act(await self.clock(), by, CHANGED, {"proposed_by": proposed_by, **_told(before, policy)})
        put = {**packed(policy, replace(chosen, revision=on)), PROPOSED: None}
        kept = await self.book.preferences.put(put, on=on, act=act)
        if not isinstance(kept, PreferencesChanged) and groups_of(policy):
            self.book.later(self.book.refresh())
        return kept if isinstance(kept, PreferencesChanged) else PolicyKept()


def told_of(substitution: Substitution) -> dict[str, object]:
    return {
        "away": substitution.away,
        "substitute": substitution.substitute,
        "first": substitution.first.isoformat(),
        "last": substitution.last.isoformat(),
    }


def _proposal(chosen: Chosen) -> Proposal | None:
    text = chosen.values.get(PROPOSED)
    return PROPOSALS.validate_json(text) if text else None


def _told(before: Policy, after: Policy) -> dict[str, object]:
    """For the history and the audit."""
    levels = {"before": before, "after": after}
    return {name: POLICIES.dump_python(policy, mode="json") for name, policy in levels.items()}
