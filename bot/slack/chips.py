"""What a careful approver would have looked up: one short line each, green to go on, yellow to look at, red to stop."""

import datetime as dt
from dataclasses import dataclass

from bot.billing.client_standing import Standing
from bot.billing.numbering import NumberingWarning
from bot.billing.risks import BackDated, NumberingShort, OwesLate, Risk
from bot.locale import Words
from bot.slack.escape import inert
from bot.slack.risk_chips import RiskChip, draw_risk, with_verdict


@dataclass(frozen=True)
class PaysLikeThis:
    standing: Standing
    currency: str
    """The company's."""


@dataclass(frozen=True)
class FixedDate:
    """Another day than today."""

    issue_date: dt.date
    today: dt.date


@dataclass(frozen=True)
class NumberingEnds:
    prefix: str
    warning: NumberingWarning


@dataclass(frozen=True)
class ChangedInAlegra:
    """Somebody changed it there, outside of Cobro."""

    votes_lost: bool = True
    """It had votes: they were for another content."""


Chip = PaysLikeThis | FixedDate | NumberingEnds | ChangedInAlegra | RiskChip


def draw_chip(chip: Chip, words: Words) -> str:
    match chip:
        case PaysLikeThis():
            return _standing(chip.standing, chip.currency, words)
        case RiskChip(risk):
            return with_verdict(_risk(risk, words), chip, words)
        case FixedDate():
            return _fixed_date(chip, words)
        case NumberingEnds(prefix, warning):
            return _numbering_ends(inert(prefix, 30), warning, words)
        case ChangedInAlegra(votes_lost):
            return _changed(words, votes_lost=votes_lost)


def _changed(words: Words, *, votes_lost: bool) -> str:
    if votes_lost:
        return words.t("🟡 Cambió en Alegra después de aprobada: los votos anteriores ya no cuentan")
    return words.t("🟡 Cambió en Alegra, fuera de Cobro")


def _risk(risk: Risk, words: Words) -> str:
    match risk:
        case OwesLate(standing, currency):
            return _standing(standing, currency, words)
        case BackDated(issue_date, today):
            return _fixed_date(FixedDate(issue_date, today), words)
        case NumberingShort(prefix, warning):
            return _numbering_ends(inert(prefix, 30), warning, words)
    return draw_risk(risk, words)


def _fixed_date(chip: FixedDate, words: Words) -> str:
    """Another month puts the VAT into another period; within the month it is only another day."""
    day = words.day(chip.issue_date)
    said = words.t("🟡 Lleva fecha del {day}, posterior a hoy", day=day)
    if chip.issue_date < chip.today:
        said = words.t("🟡 Lleva fecha del {day}, anterior a hoy", day=day)
    if (chip.issue_date.year, chip.issue_date.month) == (chip.today.year, chip.today.month):
        return said
    return words.t("{said}: el IVA cae en otro mes", said=said)


def _standing(standing: Standing, currency: str, words: Words) -> str:
    if standing.overdue_count:
        return words.n(
            "🔴 Debe {amount} vencidos en {count} factura, desde hace {days}",
            "🔴 Debe {amount} vencidos en {count} facturas, la más vieja hace {days}",
            standing.overdue_count,
            amount=words.money(standing.overdue, currency),
            days=words.days(standing.oldest_days),
        )
    if standing.days_to_pay is None:
        return words.t("🟢 Sin vencidos")
    return words.n(
        "🟢 Sin vencidos · paga a {days} en promedio ({count} factura)",
        "🟢 Sin vencidos · paga a {days} en promedio ({count} facturas)",
        standing.paid_count,
        days=words.days(standing.days_to_pay),
    )


def _numbering_ends(prefix: str, warning: NumberingWarning, words: Words) -> str:
    days = "" if warning.days_left is None else words.days(warning.days_left)
    if warning.numbers_left is None:
        return words.t("🟡 La numeración {prefix} vence en {days}", prefix=prefix, days=days)
    if not days:
        return words.n(
            "🟡 A la numeración {prefix} le queda {count} número",
            "🟡 A la numeración {prefix} le quedan {count} números",
            warning.numbers_left,
            prefix=prefix,
        )
    return words.n(
        "🟡 A la numeración {prefix} le queda {count} número y vence en {days}",
        "🟡 A la numeración {prefix} le quedan {count} números y vence en {days}",
        warning.numbers_left,
        prefix=prefix,
        days=days,
    )
