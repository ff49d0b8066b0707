"""A risk as a chip: what it is, why, whether it asks for more approvals, and who set it aside with which reason."""

from dataclasses import dataclass

from bot.billing.risks import DiscountOver, Duplicate, Earlier, OverCredit, Risk, RiskKind, UnusualAmount
from bot.locale import Words, phrase
from bot.slack.escape import inert, mention

NAMES = {
    RiskKind.DUPLICATE: phrase("Puede estar repetida"),
    RiskKind.UNUSUAL_AMOUNT: phrase("Valor inusual para este cliente"),
    RiskKind.DISCOUNT: phrase("Descuento alto"),
    RiskKind.CLIENT_OVERDUE: phrase("Cliente en mora"),
    RiskKind.CREDIT_LIMIT: phrase("Cupo de crédito superado"),
    RiskKind.BACK_DATED: phrase("Fecha anterior a hoy"),
    RiskKind.NUMBERING_ENDS: phrase("La numeración se acaba"),
}
"""In lists and forms, where there is no room for why."""


@dataclass(frozen=True)
class RiskChip:
    risk: Risk
    raises: bool = False
    """The policy asks for more approvals because of it."""
    aside_by: str = ""
    """The admin who set it aside, by Slack id; empty: nobody did."""
    aside_reason: str = ""
    has_voted: bool = False
    """Who set it aside has approved, too: then it counts all the same."""


def draw_risk(risk: Duplicate | UnusualAmount | DiscountOver | OverCredit, words: Words) -> str:
    match risk:
        case Duplicate():
            return _duplicate(risk, words)
        case UnusualAmount(usual, currency, invoices):
            return words.n(
                "🟡 Valor inusual: lo usual de este cliente es {amount} ({count} factura)",
                "🟡 Valor inusual: lo usual de este cliente es {amount} ({count} facturas)",
                invoices,
                amount=words.money(usual, currency),
            )
        case DiscountOver(line, percent, limit):
            return words.t(
                "🟡 Descuento de {percent} en la línea {line}: el límite es {limit}",
                percent=words.percent(percent),
                line=line,
                limit=words.percent(limit),
            )
        case OverCredit(owed, limit, currency):
            return words.t(
                "🔴 Con esta debería {amount}, y su cupo es {limit}",
                amount=words.money(owed, currency),
                limit=words.money(limit, currency),
            )


def with_verdict(said: str, chip: RiskChip, words: Words) -> str:
    """What the policy and an admin make of it."""
    if chip.aside_by:
        reason = inert(chip.aside_reason, 200)
        struck = words.t("~{said}~ · {person}: «{reason}»", said=said, person=mention(chip.aside_by), reason=reason)
        return f"{struck} · {_of_one_person(chip, words)}" if chip.raises else struck
    return words.t("{said} · *pide otra aprobación*", said=said) if chip.raises else said


def _of_one_person(chip: RiskChip, words: Words) -> str:
    """Nobody is spared a second person by setting the risk aside themselves."""
    if chip.has_voted:
        return words.t("*sigue pidiendo otra aprobación*: quien la dejó de lado también aprobó")
    return words.t("si {person} también aprueba, vuelve a pedir otra aprobación", person=mention(chip.aside_by))


def _duplicate(risk: Duplicate, words: Words) -> str:
    earlier = risk.earlier
    day = words.short_day(earlier.issue_date)
    name = inert(earlier.name, 30) if earlier.name else _unnamed(earlier, words)
    why = words.t("mismas líneas") if risk.same_lines else words.t("valor casi igual")
    if risk.same_total:
        why = words.t("mismo valor")
    if not earlier.is_issued:
        return words.t(
            "🟡 Parecida a {name} ({day}, {why}), que aún no se emite: revisa que no sea repetida",
            name=name,
            day=day,
            why=why,
        )
    return words.t("🟡 Parecida a {name} ({day}, {why}): revisa que no sea repetida", name=name, day=day, why=why)


def _unnamed(earlier: Earlier, words: Words) -> str:
    """Made in Alegra, or long ago: found there by its id."""
    return words.t("el borrador {id} de Alegra", id=inert(earlier.id, 30)) if earlier.id else words.t("un borrador")
