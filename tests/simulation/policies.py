"""The approval policies of lives, and what the judge asks of a stamp under each, in its own words."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.actions.policy_book import POLICIES, PREFERENCE, STAND_INS, SUBSTITUTIONS
from bot.billing.patience import Patience
from bot.billing.policy import Level, Matter, Policy, Routine
from bot.billing.risks import RiskKind
from bot.billing.substitutions import Substitution
from tests.simulation.company import APPROVERS, BRUNO, DIEGO, EVA
from tests.simulation.model_store import Keyspace

HOUR = 3600.0
REPEATED = ("revisa que no sea repetida", "Duplicate(")
"""How a card says that there is an invoice like it, and a line of a list as it is noted here."""


@dataclass(frozen=True)
class Approved:
    """What is known of a stamp from outside."""

    people: frozenset[str]
    """Approvers, none of whom wrote it, who approved what was stamped."""
    cards: tuple[str, ...]
    """What stood on the cards that they pressed."""
    is_risk_aside: bool
    """An admin set the risk of that content aside."""


@dataclass(frozen=True)
class Rule:
    name: str
    policy: Policy | None
    is_kept: Callable[[Approved], bool]
    grants: int = 0
    """How many others must approve that something is taken back."""
    substitutions: tuple[Substitution, ...] = ()
    longest_jump: float = HOUR
    """Seconds by which the clock may run ahead while nothing is on its way; of more than an hour there are several."""

    @property
    def is_patient(self) -> bool:
        return self.longest_jump > HOUR

    @property
    def is_long(self) -> bool:
        """What it is about comes late in the life of an invoice, or seldom: people do more."""
        return bool(self.grants) or self.may_break_glass

    @property
    def may_break_glass(self) -> bool:
        return self.policy is not None and self.policy.break_glass

    @property
    def routine(self) -> Routine | None:
        return self.policy.routine if self.policy else None


@dataclass
class Preferences:
    """Those of the company, put there as its admins would have them."""

    keyspace: Keyspace
    key: str
    revision: int = field(default=0)

    def put(self, rule: Rule) -> None:
        if rule.policy is None:
            return
        self.revision += 1
        put: dict[str, Any] = {PREFERENCE: POLICIES.dump_json(rule.policy).decode(), "revision": str(self.revision)}
        if rule.substitutions:
            put[STAND_INS] = SUBSTITUTIONS.dump_json(rule.substitutions).decode()
        self.keyspace.hset(self.key, *[part for pair in put.items() for part in pair])


def _of(*needed: str) -> Callable[[Approved], bool]:
    return lambda approved: set(needed) <= approved.people


def _at_least(number: int) -> Callable[[Approved], bool]:
    return lambda approved: len(approved.people) >= number


def _by_risk(approved: Approved) -> bool:
    """Diego is asked too, unless the card showed no risk or an admin had set it aside."""
    is_risky = all(any(said in card for said in REPEATED) for card in approved.cards)
    return DIEGO in approved.people or approved.is_risk_aside or (bool(approved.people) and not is_risky)


TAKING_BACK = frozenset({Matter.CREDIT, Matter.PAYMENT_VOID, Matter.DISCARD})
YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
ONE = Rule("one", None, _at_least(1))
TWO = Rule("two", Policy((Level(needed=2),), version=1), _at_least(2))
LADDER = Rule(
    "ladder",
    Policy((Level(people=APPROVERS), Level(people=(DIEGO,), amount=Decimal(1))), version=1),
    lambda approved: DIEGO in approved.people and len(approved.people) >= 2,
)
GRANTED = Rule("granted by one", Policy((Level(), Level(TAKING_BACK)), version=1), _at_least(1), grants=1)
GRANTED_BY_TWO = Rule(
    "granted by two", Policy((Level(), Level(TAKING_BACK, needed=2)), version=1), _at_least(1), grants=2
)
EMERGENCY = Rule("emergency", Policy((Level(needed=2),), break_glass=True, version=1), _at_least(2))
ROUTINE = Rule("routine", Policy(routine=Routine(Decimal(600_000)), version=1), _at_least(1))
AWAY = Rule(
    "away",
    Policy((Level(people=(EVA,)),), version=1),
    lambda approved: bool(approved.people & {EVA, DIEGO}),
    substitutions=(Substitution(EVA, DIEGO, *YEAR),),
)
RISKY = Rule(
    "risky",
    Policy(
        (Level(people=(BRUNO, DIEGO)), Level(people=(DIEGO,), risks=frozenset({RiskKind.DUPLICATE.value}))), version=1
    ),
    _by_risk,
)
PATIENT = Rule(
    "patient",
    Policy((Level(people=(BRUNO,)),), patience=Patience(1, 2, (DIEGO,), expire_days=1), version=1),
    lambda approved: bool(approved.people & {BRUNO, DIEGO}),
    longest_jump=5 * 3600.0,
)
RULES = (ONE, GRANTED, TWO, ROUTINE, ONE, LADDER, EMERGENCY, GRANTED_BY_TWO, ONE, AWAY, RISKY, PATIENT)
"""In turn: the first is that of a company that has set nothing."""


def rule_of(seed: int) -> Rule:
    return RULES[seed % len(RULES)]


def reads_slack(seed: int) -> bool:
    """Whether an admin has granted that Cobro looks for its own posts: under each rule in every other life."""
    return seed // len(RULES) % 2 == 1
