"""What a careful approver would have looked up: one short line each, green to go on, yellow to look at, red to stop."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from bot.locale import Words
from bot.slack.escape import inert


@dataclass(frozen=True)
class PaysWell:
    """Nothing overdue. `average_days` None: no paid invoice to learn from."""

    average_days: int | None = None
    invoices: int = 0


@dataclass(frozen=True)
class Owes:
    """Has overdue invoices."""

    amount: Decimal
    currency: str
    invoices: int
    oldest_days: int


@dataclass(frozen=True)
class LooksLike:
    """Same client and same total as a recent one."""

    number: str
    issued_on: dt.date


@dataclass(frozen=True)
class FixedPastDate:
    issue_date: dt.date


@dataclass(frozen=True)
class NumberingEnds:
    """Fewer than 100 numbers or 30 days left."""

    prefix: str
    numbers: int | None
    ends: dt.date | None


@dataclass(frozen=True)
class EditedSince:
    """Votes were void because the content changed in Alegra itself."""


Chip = PaysWell | Owes | LooksLike | FixedPastDate | NumberingEnds | EditedSince


def draw_chip(chip: Chip, words: Words) -> str:
    match chip:
        case PaysWell():
            return _pays_well(chip, words)
        case Owes(amount, currency, count, oldest):
            return words.n(
                "🔴 Debe {amount} vencidos en {count} factura, la más vieja hace {days} días",
                "🔴 Debe {amount} vencidos en {count} facturas, la más vieja hace {days} días",
                count,
                amount=words.money(amount, currency),
                days=oldest,
            )
        case LooksLike(number, issued_on):
            return words.t(
                "🟡 Parecida a {number} ({day}, mismo valor): revisa que no sea repetida",
                number=inert(number, 30),
                day=words.short_day(issued_on),
            )
        case FixedPastDate(issue_date):
            return words.t("🟡 Lleva fecha del {day}, anterior a hoy: el IVA cae en ese mes", day=words.day(issue_date))
        case NumberingEnds():
            return _numbering_ends(chip, words)
        case EditedSince():
            return words.t("🟡 Cambió en Alegra después de aprobada: los votos anteriores ya no cuentan")


def _pays_well(chip: PaysWell, words: Words) -> str:
    if chip.average_days is None:
        return words.t("🟢 Sin vencidos")
    return words.n(
        "🟢 Sin vencidos · paga a {days} días en promedio ({count} factura)",
        "🟢 Sin vencidos · paga a {days} días en promedio ({count} facturas)",
        chip.invoices,
        days=chip.average_days,
    )


def _numbering_ends(chip: NumberingEnds, words: Words) -> str:
    prefix = inert(chip.prefix, 30)
    if chip.ends is None:
        return words.n(
            "🟡 A la numeración {prefix} le queda {count} número",
            "🟡 A la numeración {prefix} le quedan {count} números",
            chip.numbers or 0,
            prefix=prefix,
        )
    if chip.numbers is None:
        return words.t(
            "🟡 La numeración {prefix} vence el {day}", prefix=prefix, day=words.day(chip.ends, weekday=False)
        )
    return words.n(
        "🟡 A la numeración {prefix} le queda {count} número y vence el {day}",
        "🟡 A la numeración {prefix} le quedan {count} números y vence el {day}",
        chip.numbers,
        prefix=prefix,
        day=words.day(chip.ends, weekday=False),
    )
