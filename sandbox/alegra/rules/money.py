"""Arithmetic of lines and totals: Decimal, half up, rounded on the totals (fact sheet 1.5)."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sandbox.alegra.books import Record

HUNDRED = Decimal(100)
ZERO = Decimal(0)


@dataclass(frozen=True)
class Totals:
    subtotal: Decimal
    """Before discount and tax (assumed: fact sheet 5.3 shows only documents without discount)."""
    discount: Decimal
    tax: Decimal
    total: Decimal


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def gross(line: Record) -> Decimal:
    return Decimal(line["price"] * line["quantity"])


def net(line: Record) -> Decimal:
    """Price is the unit price without tax and before discount; discount is a percentage (fact sheet 1.5)."""
    return Decimal(gross(line) * (HUNDRED - line["discount"]) / HUNDRED)


def with_amounts(line: Record, places: int) -> Record:
    """The line with each tax's amount and its own total, rounded for showing."""
    base = net(line)
    taxes = [{**tax, "amount": rounded(base * Decimal(tax["percentage"]) / HUNDRED, places)} for tax in line["tax"]]
    return {**line, "tax": taxes, "total": rounded(base, places) + sum((tax["amount"] for tax in taxes), ZERO)}


def totals(lines: list[Record], places: int) -> Totals:
    """Each tax is added up over the lines before it is rounded, so cents of lines do not pile up."""
    subtotal = rounded(sum((gross(line) for line in lines), ZERO), places)
    after_discount = rounded(sum((net(line) for line in lines), ZERO), places)
    tax = sum(taxes(lines, places).values(), ZERO)
    return Totals(subtotal=subtotal, discount=subtotal - after_discount, tax=tax, total=after_discount + tax)


def taxes(lines: list[Record], places: int) -> dict[str, Decimal]:
    """Tax id -> amount over all lines."""
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for line in lines:
        for tax in line["tax"]:
            found[tax["id"]] += net(line) * Decimal(tax["percentage"]) / HUNDRED
    return {key: rounded(value, places) for key, value in found.items()}
