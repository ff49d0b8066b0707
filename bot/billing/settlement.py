"""How a payment settles invoices: what entered the bank is spread, what was withheld is added, and what is left is named.

Of every invoice, applied + withheld + residual is its balance, to the cent.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import accumulate

from bot.billing.directory import WithholdingRule
from bot.billing.invoice import Withholding
from bot.billing.money import ZERO
from bot.billing.withholdings import Bases, tolerance, withholding_of


@dataclass(frozen=True)
class Owed:
    """An invoice that a payment may go to, as last read."""

    invoice_id: str
    number: str
    balance: Decimal
    due_date: dt.date
    bases: Bases
    withheld: frozenset[str] = frozenset()
    """Ids that an earlier payment or the invoice itself carries already: nobody withholds twice."""


@dataclass(frozen=True)
class Wish:
    """What a person said of one invoice."""

    applied: Decimal | None = None
    """None: what the spread gives it."""
    rules: tuple[WithholdingRule, ...] | None = None
    """None: what the client usually withholds, where that fits what entered."""
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    """By id, as the client's certificate says; the others are computed."""


@dataclass(frozen=True)
class Share:
    """What one invoice gets of a payment."""

    owed: Owed
    applied: Decimal = ZERO
    withholdings: tuple[Withholding, ...] = ()

    @property
    def withheld(self) -> Decimal:
        return sum((each.amount for each in self.withholdings), ZERO)

    @property
    def residual(self) -> Decimal:
        """What the invoice still owes afterwards; below zero it is more than fits."""
        return self.owed.balance - self.applied - self.withheld

    @property
    def is_reached(self) -> bool:
        return bool(self.applied or self.withholdings)


@dataclass(frozen=True)
class Settlement:
    entered: Decimal
    shares: tuple[Share, ...]
    """One for each invoice offered, in their order."""
    is_presumed: bool = False
    """The withholdings are those that the client usually makes, not a person's choice."""

    @property
    def reached(self) -> tuple[Share, ...]:
        """Those that the payment goes to."""
        return tuple(share for share in self.shares if share.is_reached)

    @property
    def applied(self) -> Decimal:
        return sum((share.applied for share in self.shares), ZERO)

    @property
    def withheld(self) -> Decimal:
        return sum((share.withheld for share in self.shares), ZERO)

    @property
    def residual(self) -> Decimal:
        return sum((share.residual for share in self.reached), ZERO)

    @property
    def unspread(self) -> Decimal:
        """What entered and no invoice has; below zero, more was given out than entered."""
        return self.entered - self.applied


def settle(
    entered: Decimal,
    offered: Sequence[tuple[Owed, Wish]],
    *,
    usual: Sequence[WithholdingRule] = (),
    currency: str = "COP",
) -> Settlement:
    """Spread `entered` over the invoices in their order, each up to what its withholdings leave of it."""
    presumed = _presumed(entered, offered, usual=usual, currency=currency)
    held = [_withholdings(owed, wish, presumed, currency=currency) for owed, wish in offered]
    applied = _spread(entered, offered, held)
    shares = [
        Share(owed, amount, kept if amount or wish.rules else ())
        for (owed, wish), kept, amount in zip(offered, held, applied, strict=True)
    ]
    is_presumed = any(
        share.withholdings and wish.rules is None for share, (_, wish) in zip(shares, offered, strict=True)
    )
    rough = Settlement(entered, tuple(shares), is_presumed)
    return _without_rounding(rough, [wish for _, wish in offered], tolerance(currency))


def _presumed(
    entered: Decimal,
    offered: Sequence[tuple[Owed, Wish]],
    *,
    usual: Sequence[WithholdingRule],
    currency: str,
) -> tuple[WithholdingRule, ...]:
    """The usual ones, unless invoices were paid without any, or there would be no room for them."""
    in_full = accumulate(owed.balance for owed, _ in offered)
    if entered <= 0 or entered in in_full:
        return ()
    held = [_withholdings(owed, wish, usual, currency=currency) for owed, wish in offered]
    room = sum((owed.balance - _total(kept) for (owed, _), kept in zip(offered, held, strict=True)), ZERO)
    return tuple(usual) if entered <= room + tolerance(currency) else ()


def _withholdings(
    owed: Owed, wish: Wish, presumed: Sequence[WithholdingRule], *, currency: str
) -> tuple[Withholding, ...]:
    """Those presumed are left out where they would take all that is owed: it is the rest of an invoice paid in parts."""
    rules = [rule for rule in presumed if rule.id not in owed.withheld] if wish.rules is None else wish.rules
    made = (withholding_of(rule, owed.bases, currency=currency) for rule in rules)
    said = (replace(each, amount=wish.amounts.get(each.id, each.amount)) for each in made)
    kept = tuple(each for each in said if each.amount or each.id in wish.amounts)
    return kept if wish.rules is not None or _total(kept) < owed.balance else ()


def _spread(
    entered: Decimal, offered: Sequence[tuple[Owed, Wish]], held: Sequence[tuple[Withholding, ...]]
) -> list[Decimal]:
    left = entered - sum((wish.applied for _, wish in offered if wish.applied is not None), ZERO)
    applied: list[Decimal] = []
    for (owed, wish), kept in zip(offered, held, strict=True):
        if wish.applied is not None:
            applied.append(wish.applied)
            continue
        share = max(min(owed.balance - _total(kept), left), ZERO)
        applied.append(share)
        left -= share
    return applied


def _without_rounding(rough: Settlement, wishes: Sequence[Wish], allowed: Decimal) -> Settlement:
    """Differences of a few pesos go into the largest withholding that nobody typed."""
    left, shares = rough.unspread, []
    for share, wish in zip(rough.shares, wishes, strict=True):
        difference = share.residual
        if 0 < left <= allowed and wish.applied is None and difference == 0 and _largest(share, wish) > left:
            shares.append(replace(_changed(share, wish, -left), applied=share.applied + left))
            left = ZERO
        elif share.applied and 0 < abs(difference) <= allowed and _largest(share, wish) > max(-difference, ZERO):
            shares.append(_changed(share, wish, difference))
        else:
            shares.append(share)
    return replace(rough, shares=tuple(shares))


def _largest(share: Share, wish: Wish) -> Decimal:
    return max((each.amount for each in share.withholdings if each.id not in wish.amounts), default=ZERO)


def _changed(share: Share, wish: Wish, by: Decimal) -> Share:
    """The largest withholding that was computed, grown by so much."""
    computed = [each for each in share.withholdings if each.id not in wish.amounts]
    largest = max(computed, key=lambda each: each.amount)
    grown = (replace(each, amount=each.amount + by) if each is largest else each for each in share.withholdings)
    return replace(share, withholdings=tuple(grown))


def _total(withholdings: Sequence[Withholding]) -> Decimal:
    return sum((each.amount for each in withholdings), ZERO)
