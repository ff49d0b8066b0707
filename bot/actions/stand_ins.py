"""Who votes in whose place while somebody is away: named by themselves, or by an admin, with whom a second one must agree."""

from dataclasses import dataclass
from enum import StrEnum

from bot.actions.policy_changes import PolicyChanges, PolicyKept, PolicyProposed, Proposal, told_of
from bot.billing.dates import local_date
from bot.billing.eligibility import NotPermitted, Roles
from bot.billing.substitutions import Substitution
from bot.store.preferences import PreferencesChanged


class StandInProblem(StrEnum):
    AWAY = "away"
    """Whoever is away approves nothing anyway."""
    SUBSTITUTE = "substitute"
    """The substitute does not have the role of approver, or is the same person."""
    DAYS = "days"
    """They end before they begin, or have passed."""


@dataclass(frozen=True)
class StandInRefused:
    problem: StandInProblem


@dataclass(frozen=True)
class StandIns:
    changes: PolicyChanges
    timezone: str

    async def name(
        self, wanted: Substitution, *, by: str, on: int
    ) -> PolicyKept | PolicyProposed | StandInRefused | NotPermitted | PreferencesChanged:
        """`on` is the revision that the form was drawn from. Whoever is away says so themselves, or an admin does."""
        view = await self.changes.view()
        if by != wanted.away and by not in view.roles.admins:
            return NotPermitted(view.roles.admins)
        now = await self.changes.clock()
        today = local_date(now, self.timezone)
        if problem := _problem(wanted, view.roles):
            return StandInRefused(problem)
        if wanted.last < max(today, wanted.first):
            return StandInRefused(StandInProblem.DAYS)
        others = view.roles.admins - {by}
        if by == wanted.away or not others:
            return await self.changes.put_substitution(wanted, by=by, proposed_by=by, on=on)
        proposal = Proposal(view.policy, by, now, wanted)
        return await self.changes.propose(proposal, told_of(wanted), others=others, on=on)


def _problem(wanted: Substitution, roles: Roles) -> StandInProblem | None:
    if wanted.away not in roles.approvers:
        return StandInProblem.AWAY
    if wanted.substitute not in roles.approvers - {wanted.away}:
        return StandInProblem.SUBSTITUTE
    return None
