"""Who votes in whose place while somebody is away: named by themselves, or by an admin, with whom a second one must agree."""

from dataclasses import dataclass

from bot.actions.policy_changes import PolicyChanges, PolicyKept, PolicyProposed, Proposal, told_of
from bot.actions.policy_problems import StandInRefused
from bot.billing.dates import local_date
from bot.billing.eligibility import NotPermitted
from bot.billing.substitutions import StandInProblem, Substitution
from bot.store.preferences import PreferencesChanged


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
        if problem := wanted.problem(view.roles.approvers):
            return StandInRefused(problem)
        if wanted.last < max(today, wanted.first):
            return StandInRefused(StandInProblem.DAYS)
        others = view.roles.admins - {by}
        if by == wanted.away or not others:
            return await self.changes.put_substitution(wanted, by=by, proposed_by=by, on=on)
        proposal = Proposal(view.policy, by, now, wanted)
        return await self.changes.propose(proposal, told_of(wanted), others=others, on=on)
