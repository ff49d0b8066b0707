"""Totals as Alegra will compute them, so that the form shows what the invoice will say.

Price is the unit price without tax and before discount; the discount is a percentage; rounding happens on totals, each
tax being added up over the lines first (Alegra fact sheet 1.5).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.billing.directory import Tax
from bot.billing.draft import DraftLine
from bot.billing.invoice import Line
from bot.billing.money import HUNDRED, ZERO, rounded


class UnknownTax(LookupError):
    def __init__(self, tax_id: str) -> None:
        super().__init__(f"tax {tax_id} is not in the directory")
        self.tax_id = tax_id


@dataclass(frozen=True)
class TaxTotal:
    id: str
    name: str
    rate: Decimal
    base: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Totals:
    subtotal: Decimal
    """Before discount and taxes."""
    discount: Decimal
    taxes: tuple[TaxTotal, ...]
    tax: Decimal
    total: Decimal


@dataclass(frozen=True)
class LineTotals:
    gross: Decimal
    discount: Decimal
    base: Decimal
    tax: Decimal
    total: Decimal
    """With taxes, after discount."""


def totals_of(lines: Sequence[DraftLine], *, taxes: Mapping[str, Tax], precision: int) -> Totals:
    """`taxes` by id. Raises UnknownTax."""
    subtotal = rounded(sum((line.price * line.quantity for line in lines), ZERO), precision)
    net = rounded(sum((_base(line) for line in lines), ZERO), precision)
    by_tax = _added_up(((_tax(tax_id, taxes), _base(line)) for line in lines for tax_id in line.tax_ids), precision)
    tax = sum((each.amount for each in by_tax), ZERO)
    return Totals(subtotal=subtotal, discount=subtotal - net, taxes=by_tax, tax=tax, total=net + tax)


def line_totals(line: DraftLine, *, taxes: Mapping[str, Tax], precision: int) -> LineTotals:
    """One line for showing; the rounded lines need not add up to the total. Raises UnknownTax."""
    gross = rounded(line.price * line.quantity, precision)
    base = rounded(_base(line), precision)
    rates = [_tax(tax_id, taxes).rate for tax_id in line.tax_ids]
    tax = sum((rounded(_base(line) * rate / HUNDRED, precision) for rate in rates), ZERO)
    return LineTotals(gross=gross, discount=gross - base, base=base, tax=tax, total=base + tax)


def line_base(line: DraftLine | Line, *, precision: int) -> Decimal:
    """What a line adds before taxes: price by quantity, less its discount."""
    return rounded(_base(line), precision)


def taxes_of(lines: Sequence[Line], *, precision: int) -> tuple[TaxTotal, ...]:
    """Base and amount of each tax of an invoice as read, in the order in which the lines name them."""
    pairs = ((Tax(tax.id, tax.name, tax.rate), _base(line)) for line in lines for tax in line.taxes)
    return _added_up(pairs, precision)


def _base(line: DraftLine | Line) -> Decimal:
    return line.price * line.quantity * (HUNDRED - line.discount) / HUNDRED


def _tax(tax_id: str, taxes: Mapping[str, Tax]) -> Tax:
    if tax_id not in taxes:
        raise UnknownTax(tax_id)
    return taxes[tax_id]


def _added_up(pairs: Iterable[tuple[Tax, Decimal]], precision: int) -> tuple[TaxTotal, ...]:
    bases: dict[Tax, Decimal] = {}
    for tax, base in pairs:
        bases[tax] = bases.get(tax, ZERO) + base
    return tuple(
        TaxTotal(
            id=tax.id,
            name=tax.name,
            rate=tax.rate,
            base=rounded(base, precision),
            amount=rounded(base * tax.rate / HUNDRED, precision),
        )
        for tax, base in bases.items()
    )
