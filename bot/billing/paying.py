"""A payment while a person is still writing it down: what was typed, as typed, and what it comes to."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.billing.directory import WithholdingRule
from bot.billing.money import ZERO, plain
from bot.billing.numbers import AmbiguousNumber, NotANumber, read_amount
from bot.billing.settlement import Owed, Settlement, Share, Wish, settle

ENTERED = "entered"
DIGEST_CHARACTERS = 16
Unread = NotANumber | AmbiguousNumber


@dataclass(frozen=True)
class PaidLine:
    """One invoice of the form."""

    document: str
    operation: str
    """The payment that submitting would begin on it, as reserved when the form was filled."""
    owed: Owed
    paid: Decimal = ZERO
    """What was paid of it before."""
    applied: str = ""
    """As typed; empty: what the spread gives it."""
    chosen: tuple[str, ...] | None = None
    """Ids of withholdings; None while nobody has touched them."""
    amounts: Mapping[str, str] = field(default_factory=dict)
    """By id, as typed where the certificate differs."""


@dataclass(frozen=True)
class Paying:
    """`revision` is the stored one's."""

    id: str
    person: str
    client_id: str
    client_name: str
    currency: str
    lines: tuple[PaidLine, ...]
    entered: str = ""
    account_id: str = ""
    method: str = "transfer"
    paid_on: str = ""
    note: str = ""
    residue: str = ""
    reason: str = ""
    usual: tuple[str, ...] = ()
    """Ids of what this client usually withholds."""
    by_hand: bool = False
    """The amounts withheld are open for typing."""
    left_out: int = 0
    """Open invoices that the form has no room for."""
    for_complement: tuple[str, ...] = ()
    """Numbers of invoices paid in parts or later, which need a complement in Mexico."""
    in_one_payment: tuple[str, ...] = ()
    """Numbers of invoices that Mexico wants paid whole, and within their month."""
    rehearse: bool = False
    """Opened to see what would be sent."""
    revision: int = 0


@dataclass(frozen=True)
class Weighed:
    """What a form comes to."""

    settlement: Settlement | None
    """None while what entered cannot be read."""
    unread: Mapping[str, Unread]
    """By field: `entered`, `applied:<invoice>`, `withheld:<invoice>:<id>`."""

    @property
    def digest(self) -> str:
        """Of what goes where: the view carries it, so that nothing is recorded that did not stand in it."""
        if self.settlement is None:
            return ""
        written = "|".join(_written(share) for share in self.settlement.reached)
        return hashlib.sha256(written.encode()).hexdigest()[:DIGEST_CHARACTERS]

    @property
    def is_plain(self) -> bool:
        """What entered is one whole balance: nothing has to be explained."""
        settlement = self.settlement
        return (
            settlement is not None and len(settlement.shares) == 1 and not (settlement.withheld or settlement.residual)
        )


def weigh(form: Paying, rules: Sequence[WithholdingRule]) -> Weighed:
    """`rules` are those on offer; a chosen one that is gone from Alegra is left out."""
    reader = _Reader(form.currency)
    entered = reader(ENTERED, form.entered)
    by_id = {rule.id: rule for rule in rules}
    offered = [(line.owed, _wish(line, by_id, reader)) for line in form.lines]
    if entered is None:
        return Weighed(None, reader.unread)
    usual = [by_id[key] for key in form.usual if key in by_id]
    return Weighed(settle(entered, offered, usual=usual, currency=form.currency), reader.unread)


def applied_field(invoice_id: str) -> str:
    return f"applied:{invoice_id}"


def withheld_field(invoice_id: str, rule_id: str) -> str:
    return f"withheld:{invoice_id}:{rule_id}"


class _Reader:
    """Reads amounts, and remembers what could not be read."""

    def __init__(self, currency: str) -> None:
        self._currency = currency
        self.unread: dict[str, Unread] = {}

    def __call__(self, name: str, text: str) -> Decimal | None:
        if not text.strip():
            return None
        try:
            return read_amount(text, currency=self._currency)
        except (NotANumber, AmbiguousNumber) as unread:
            self.unread[name] = unread
            return None


def _wish(line: PaidLine, rules: Mapping[str, WithholdingRule], reader: _Reader) -> Wish:
    key = line.owed.invoice_id
    typed = {rule: reader(withheld_field(key, rule), text) for rule, text in line.amounts.items()}
    return Wish(
        applied=reader(applied_field(key), line.applied),
        rules=None if line.chosen is None else tuple(rules[rule] for rule in line.chosen if rule in rules),
        amounts={rule: amount for rule, amount in typed.items() if amount is not None},
    )


def _written(share: Share) -> str:
    withheld = [f"{each.id}={plain(each.amount)}" for each in share.withholdings]
    return ":".join([share.owed.invoice_id, plain(share.applied), *withheld])
