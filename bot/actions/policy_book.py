"""The approval policy in force: what admins set in Slack, else one approver for every invoice."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.adapters import TypeAdapter
from bot.billing.eligibility import GROUP
from bot.billing.policy import Policy, Routine
from bot.billing.substitutions import Substitution
from bot.store.preferences import Chosen, Preferences

POLICIES: TypeAdapter[Policy] = TypeAdapter(Policy)
ROUTINES: TypeAdapter[Routine] = TypeAdapter(Routine)
SUBSTITUTIONS: TypeAdapter[tuple[Substitution, ...]] = TypeAdapter(tuple[Substitution, ...])
STAND_INS = "substitutions"
"""The preference with who votes in whose place: in force for every document, also for those that wait already."""
PolicyNow = Callable[[], Awaitable[Policy | None]]
PREFERENCE, NAMED_GROUPS = "policy", "policy_groups"
"""Among the preferences: the policy as JSON; the groups that it or an earlier one names, which documents in flight go by."""


@dataclass(frozen=True)
class PolicyBook:
    preferences: Preferences

    async def current(self) -> Policy | None:
        """None: nobody has set one."""
        return policy_among(await self.preferences.get())


def policy_among(chosen: Chosen) -> Policy | None:
    text = chosen.values.get(PREFERENCE)
    return POLICIES.validate_json(text) if text else None


def substitutions_among(chosen: Chosen) -> tuple[Substitution, ...]:
    text = chosen.values.get(STAND_INS)
    return SUBSTITUTIONS.validate_json(text) if text else ()


def packed(policy: Policy, chosen: Chosen) -> dict[str, str]:
    """As it is kept: its version is the revision that the preferences come to with it."""
    kept = replace(policy, version=chosen.revision + 1)
    groups = named_groups(chosen) | groups_of(policy)
    return {PREFERENCE: POLICIES.dump_json(kept).decode(), NAMED_GROUPS: ",".join(sorted(groups))}


def groups_of(policy: Policy) -> frozenset[str]:
    return frozenset(entry for level in policy.levels for entry in level.people if entry.startswith(GROUP))


def named_groups(chosen: Chosen) -> frozenset[str]:
    return frozenset(filter(None, chosen.values.get(NAMED_GROUPS, "").split(",")))
