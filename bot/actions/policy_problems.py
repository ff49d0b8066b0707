"""Why a policy or a substitution cannot be held to by the people who have the roles now."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.billing.eligibility import Roles
from bot.billing.policy import EVERYBODY, Policy
from bot.billing.substitutions import StandInProblem, Substitution

ESCALATION = -1
"""In the place of a level: what is said of whom it is escalated to."""


class PolicyProblem(StrEnum):
    NOT_APPROVERS = "not_approvers"
    """People it names who do not have the role: nobody of them would count."""
    NO_ROLE = "no_role"
    """People it is escalated to who neither approve nor administer."""
    TOO_FEW = "too_few"
    """It needs more than there are."""


@dataclass(frozen=True)
class PolicyRefused:
    problems: Mapping[int, tuple[PolicyProblem, frozenset[str]]]
    """By place of the level, with whom it is about."""


@dataclass(frozen=True)
class StandInRefused:
    problem: StandInProblem


def refused_now(
    policy: Policy, substitution: Substitution | None, roles: Roles
) -> PolicyRefused | StandInRefused | None:
    """Of what was proposed: whoever lost the role since would be waited for in vain."""
    if substitution:
        problem = substitution.problem(roles.approvers)
        return StandInRefused(problem) if problem else None
    problems = problems_of(policy, roles)
    return PolicyRefused(problems) if problems else None


def problems_of(policy: Policy, roles: Roles) -> dict[int, tuple[PolicyProblem, frozenset[str]]]:
    found: dict[int, tuple[PolicyProblem, frozenset[str]]] = {}
    for place, level in enumerate(policy.levels):
        strangers = frozenset(each for each in level.people if each in roles.opened([each])) - roles.approvers
        people = (roles.opened(level.people) if level.people else roles.approvers) & roles.approvers
        if strangers:
            found[place] = (PolicyProblem.NOT_APPROVERS, strangers)
        elif len(people) < (1 if level.needed == EVERYBODY else level.needed):
            found[place] = (PolicyProblem.TOO_FEW, people)
    if outsiders := frozenset(policy.patience.escalate_to) - roles.approvers - roles.admins:
        found[ESCALATION] = (PolicyProblem.NO_ROLE, outsiders)
    return found
