"""Whose approval a company asks for (design 5): levels in their order, by kind of act, currency and amount. A value, and no more.

Who votes is in `bot.billing.tally`; the votes themselves are a document's (`bot.store.records.Vote`). A document keeps the policy
that it began with.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.billing.patience import SET_BEFORE, UNSET, Patience


class Matter(StrEnum):
    """What somebody wants done."""

    INVOICE = "invoice"
    """Issuing an invoice: its stamp, or its opening under a plain numbering."""
    CREDIT = "credit"
    """Taking an issued invoice back: voiding it, a credit note."""
    PAYMENT_VOID = "payment_void"
    DISCARD = "discard"
    """Deleting a draft in Alegra that was discarded."""


EVERYBODY = 0
"""As the number of people of a level: each of those it names, but for who made or edited the document."""


@dataclass(frozen=True)
class Level:
    """One of the levels, and which documents it is asked of."""

    matters: frozenset[Matter] = frozenset({Matter.INVOICE})
    currency: str = ""
    """Only documents in this currency; empty: in any."""
    amount: Decimal = Decimal(0)
    """From this total on, in `currency`; where that is empty, in the company's own, at the document's rate."""
    people: tuple[str, ...] = ()
    """Slack ids of people and of user groups; of them whoever has the role of approver. Empty: everybody who has it."""
    needed: int = 1
    """How many of them must approve; EVERYBODY for all."""
    risks: frozenset[str] = frozenset()
    """Names of risks (`Case.risks`) for which it is asked whatever the amount; with none, only because of them."""


@dataclass(frozen=True)
class Routine:
    """Which invoices need nobody's click: of a client who was invoiced before and owes nothing late, at list prices, without a risk."""

    amount: Decimal
    """Up to this total, in the company's currency."""
    repeats_last: bool = False
    """Only what repeats, line by line, what the client was invoiced last."""


@dataclass(frozen=True)
class Case:
    """What is to be approved, as far as levels look at it."""

    matter: Matter
    amount: Decimal
    currency: str = ""
    rate: Decimal | None = Decimal(1)
    """The company's money for one of `currency`; None where nobody knows it."""
    risks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Policy:
    levels: tuple[Level, ...] = (Level(),)
    """In the order in which they are asked. As it stands here: one approver for every invoice, and whoever may void, voids."""
    routine: Routine | None = None
    """Level 0; None: nothing goes out without a click."""
    break_glass: bool = False
    """An admin may issue an invoice without a second person, in an emergency and with a reason."""
    version: int = 0
    """The revision of the preferences that it came with; 0: nobody has set one."""
    patience: Patience = SET_BEFORE

    def asked_of(self, case: Case) -> tuple[tuple[int, Level], ...]:
        """The levels that this is put before, each with its place in the policy.

        No invoice goes without an approver: where no level is for it, one of any is asked for. Whatever takes money back is put
        before those levels only that are for it.
        """
        found = tuple((place, level) for place, level in enumerate(self.levels) if is_asked(level, case))
        if found or case.matter is not Matter.INVOICE:
            return found
        return ((len(self.levels), Level()),)


def is_asked(level: Level, case: Case) -> bool:
    if case.matter not in level.matters:
        return False
    if level.risks & case.risks:
        return True
    if level.risks and not level.amount:
        return False
    if level.currency:
        return level.currency == case.currency and case.amount >= level.amount
    return case.rate is None or case.amount * case.rate >= level.amount


DEFAULT_POLICY = Policy(patience=UNSET)
