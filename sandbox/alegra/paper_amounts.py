"""What the papers compute and how they write it: amounts, taxes by rate, numbers and dates in Colombian Spanish."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

CENT = Decimal("0.01")


@dataclass(frozen=True)
class TaxGroup:
    name: str
    percentage: Decimal
    base: Decimal
    amount: Decimal


def amount(value: Any) -> Decimal:
    """Alegra sends numbers and padded texts alike (fact sheet 1.5); nothing counts as zero."""
    return Decimal(str(value)) if value not in (None, "") else Decimal(0)


def cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def line_base(line: dict[str, Any]) -> Decimal:
    """Price by quantity, less the discount, before taxes (fact sheet 1.5)."""
    return cents(amount(line["price"]) * amount(line["quantity"]) * (100 - amount(line.get("discount"))) / 100)


def gross_total(lines: list[dict[str, Any]]) -> Decimal:
    return sum((cents(amount(line["price"]) * amount(line["quantity"])) for line in lines), Decimal(0))


def net_total(lines: list[dict[str, Any]]) -> Decimal:
    return sum((line_base(line) for line in lines), Decimal(0))


def tax_groups(lines: list[dict[str, Any]]) -> list[TaxGroup]:
    """One group per tax and rate, highest first; a tax's own `amount` wins over what its rate gives."""
    bases: dict[tuple[str, Decimal], Decimal] = defaultdict(Decimal)
    amounts: dict[tuple[str, Decimal], Decimal] = defaultdict(Decimal)
    for line in lines:
        for tax in line.get("tax") or []:
            key = (str(tax["name"]), amount(tax["percentage"]))
            base = line_base(line)
            bases[key] += base
            amounts[key] += amount(tax["amount"]) if tax.get("amount") is not None else cents(base * key[1] / 100)
    return [
        TaxGroup(name, rate, bases[name, rate], amounts[name, rate])
        for name, rate in sorted(bases, key=lambda key: (-key[1], key[0]))
    ]


def full_number(invoice: dict[str, Any]) -> str:
    """`FE342`; empty while the invoice is a draft."""
    template = invoice.get("numberTemplate") or {}
    if not template.get("number"):
        return ""
    return str(template.get("fullNumber") or f"{template.get('prefix') or ''}{template['number']}")


def identification(party: dict[str, Any]) -> str:
    """`NIT 900.482.713-5`, `CC 52.419.087`; empty when there is none."""
    parts = party.get("identificationObject") or {}
    number = str(parts.get("number") or party.get("identification") or "")
    if not number:
        return ""
    grouped = f"{int(number):,}".replace(",", ".") if number.isdecimal() else number
    check_digit = f"-{parts['dv']}" if parts.get("dv") not in (None, "") else ""
    return f"{parts.get('type') or 'NIT'} {grouped}{check_digit}"


def place(address: dict[str, Any] | None) -> str:
    """City and department, once where they are the same."""
    names = [str(name) for name in ((address or {}).get("city"), (address or {}).get("department")) if name]
    return ", ".join(dict.fromkeys(names))


def money(value: Any, *, symbol: str = "$") -> str:
    """`$1.500.000` or `$1.500.000,50`."""
    number = cents(amount(value))
    pattern = "#,##0" if number == number.to_integral_value() else "#,##0.00"
    sign = "-" if number < 0 else ""
    return f"{sign}{symbol}{format_decimal(abs(number), pattern, locale='es_CO')}"


def quantity(value: Any) -> str:
    return str(format_decimal(amount(value), "#,##0.####", locale="es_CO"))


def day(text: str) -> str:
    """`2026-12-26` as `26 dic 2026`."""
    return str(format_date(date.fromisoformat(text[:10]), "d MMM y", locale="es_CO"))
