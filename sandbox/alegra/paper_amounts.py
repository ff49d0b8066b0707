"""What the papers compute and how they write it: amounts, taxes by rate, numbers and dates in Colombian Spanish."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal


@dataclass(frozen=True)
class TaxGroup:
    name: str
    percentage: Decimal
    base: Decimal
    amount: Decimal


def amount(value: Any) -> Decimal:
    """Alegra sends numbers and padded texts alike (fact sheet 1.5); nothing counts as zero."""
    return Decimal(str(value)) if value not in (None, "") else Decimal(0)


def rounded(value: Decimal, places: int = 2) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def places_of(invoice: dict[str, Any]) -> int:
    return int(invoice.get("decimalPrecision") or 2)


def line_net(line: dict[str, Any]) -> Decimal:
    """Price by quantity, less the discount, before taxes, unrounded (fact sheet 1.5)."""
    return amount(line["price"]) * amount(line["quantity"]) * (100 - amount(line.get("discount"))) / 100


def tax_groups(lines: list[dict[str, Any]], places: int = 2) -> list[TaxGroup]:
    """One group per tax and rate, highest first; added up before it is rounded, as Alegra does (fact sheet 1.5)."""
    bases: dict[tuple[str, Decimal], Decimal] = defaultdict(Decimal)
    for line in lines:
        for tax in line.get("tax") or []:
            bases[str(tax["name"]), amount(tax["percentage"])] += line_net(line)
    ordered = sorted(bases.items(), key=lambda item: (-item[0][1], item[0][0]))
    return [
        TaxGroup(name, rate, rounded(base, places), rounded(base * rate / 100, places))
        for (name, rate), base in ordered
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
    number = rounded(amount(value))
    pattern = "#,##0" if number == number.to_integral_value() else "#,##0.00"
    sign = "-" if number < 0 else ""
    return f"{sign}{symbol}{format_decimal(abs(number), pattern, locale='es_CO')}"


def quantity(value: Any) -> str:
    return str(format_decimal(amount(value), "#,##0.####", locale="es_CO"))


def day(text: str) -> str:
    """`2026-12-26` as `26 dic 2026`."""
    return str(format_date(date.fromisoformat(text[:10]), "d MMM y", locale="es_CO"))
