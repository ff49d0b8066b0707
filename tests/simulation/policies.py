"""The approval policies of some lives, and what the judge asks of a stamp under each, in its own words."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from bot.actions.policy_book import POLICIES, PREFERENCE
from bot.billing.policy import Level, Policy
from tests.simulation.company import APPROVERS, BRUNO, DIEGO
from tests.simulation.model_store import Keyspace


@dataclass(frozen=True)
class Rule:
    policy: Policy | None
    is_kept: Callable[[set[str]], bool]
    """Told which approvers, none of whom wrote it, approved what was stamped."""


ONE = Rule(None, lambda people: len(people) >= 1)
TWO = Rule(Policy((Level(needed=2),), version=1), lambda people: len(people) >= 2)
LADDER = Rule(
    Policy((Level(people=APPROVERS), Level(people=(DIEGO,), amount=Decimal(1))), version=1),
    lambda people: {BRUNO, DIEGO} <= people,
)


def rule_of(seed: int) -> Rule:
    """Chosen without drawing a number: a seed is the life that it was before there were policies."""
    return {3: TWO, 4: LADDER}.get(seed % 5, ONE)


def put_in_force(rule: Rule, keyspace: Keyspace, key: str) -> None:
    """`key` of the preferences."""
    if rule.policy:
        keyspace.hset(key, PREFERENCE, POLICIES.dump_json(rule.policy).decode(), "revision", "1")
