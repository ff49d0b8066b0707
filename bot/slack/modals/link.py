"""Saying what an operation became in Alegra: what was found there stands beside what was meant."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.billing.linking import Money, Pair, PricedLine, Shown, Trait, What
from bot.locale import Words, phrase
from bot.slack import samples
from bot.slack.blocks import context, field, paragraphs, text_input
from bot.slack.drawing import Block, View
from bot.slack.escape import inert
from bot.slack.forms import FieldErrors, Values, modal, typed
from bot.slack.references import Reference

CALLBACK = "link.submit"
REASON = "link.reason"
"""Its block's id and its action's id."""
LONGEST_NUMBER, LONGEST_REASON = 40, 300
MOST_LINES = 10
LABELS = {
    What.CLIENT: phrase("Cliente"),
    What.LINES: phrase("Líneas"),
    What.TERM: phrase("Plazo"),
    What.DATE: phrase("Fecha"),
    What.ORDER: phrase("Orden de compra"),
    What.PRINTED_NOTE: phrase("Nota impresa"),
    What.AMOUNT: phrase("Valor"),
    What.INVOICES: phrase("Facturas"),
}


@dataclass(frozen=True)
class LinkForm:
    reference: Reference
    """`verb` is the id in Alegra."""
    name: str
    pairs: tuple[Pair, ...]
    currency: str
    """Of amounts that name none."""
    is_issued: bool = False
    """An invoice that is no draft in Alegra any more: nobody is left to approve it here."""

    @property
    def agrees(self) -> bool:
        return all(pair.agrees for pair in self.pairs)


@dataclass(frozen=True)
class TypedLink:
    reason: str
    """Empty where none was asked."""


def draw(form: LinkForm, words: Words) -> View:
    verdict = (
        words.t("✅ Es lo que se pidió.")
        if form.agrees
        else words.t("⚠️ *No es lo mismo que se pidió.* Para enlazarla escribe por qué.")
    )
    lines = [
        words.t("En Alegra encontré *{name}*.", name=inert(form.name, LONGEST_NUMBER)),
        *(_pair(pair, form, words) for pair in form.pairs),
        verdict,
        *([_nobody_approved(words)] if form.is_issued else []),
    ]
    own = words.t("Quien la enlaza no la aprueba. Queda en el historial con tu nombre.")
    return modal(
        callback=CALLBACK,
        title=words.t("Sí pasó: enlazarla"),
        blocks=[*paragraphs(lines), *_reason(form, words), context(own)],
        submit=words.t("Enlazarla"),
        close=words.t("Cancelar"),
        private_metadata=form.reference.pack(),
    )


def read(values: Values, words: Words) -> TypedLink | FieldErrors:
    reason = typed(values, REASON, REASON)
    if len(reason) > LONGEST_REASON:
        return FieldErrors({REASON: words.t("A lo sumo {count} caracteres", count=LONGEST_REASON)})
    return TypedLink(reason)


def _nobody_approved(words: Words) -> str:
    return words.t("🟠 *Ya está emitida en Alegra:* quedará como emitida fuera de Cobro, sin aprobación de nadie aquí.")


def _reason(form: LinkForm, words: Words) -> list[Block]:
    """Asked only where something differs."""
    if form.agrees:
        return []
    reason = text_input(REASON, multiline=True, longest=LONGEST_REASON)
    return [field(words.t("Por qué es esta de todos modos"), reason, block_id=REASON)]


def _pair(pair: Pair, form: LinkForm, words: Words) -> str:
    label = words.t(LABELS[pair.meant.what])
    meant, found = _shown(pair.meant.shown, form, words), _shown(pair.found.shown, form, words)
    if pair.agrees:
        return words.t("✓ {label}: {found}", label=label, found=found)
    if meant == found:
        return words.t(
            "✗ {label}: {found}, pero con otro producto, descuento, impuesto o descripción", label=label, found=found
        )
    return words.t("✗ {label}: se pidió {meant} · en Alegra {found}", label=label, meant=meant, found=found)


def _shown(shown: Shown, form: LinkForm, words: Words) -> str:
    match shown:
        case Money(amount, currency):
            return words.money(amount, currency or form.currency)
        case dt.date():
            return words.day(shown)
        case int():
            return words.days(shown)
        case str():
            return inert(shown, 200) or "—"
    return "; ".join(_line(line, form, words) for line in shown[:MOST_LINES])


def _line(line: PricedLine, form: LinkForm, words: Words) -> str:
    price = words.money(line.price.amount, line.price.currency or form.currency)
    return f"{words.number(line.quantity)} × {inert(line.name, 80)} {price}"


_LINES = (PricedLine("Mantenimiento preventivo", Decimal(4), Money(Decimal(850000), "COP")),)
_PAIRS = tuple(
    Pair(Trait(what, shown, shown), Trait(what, shown, shown))
    for what, shown in ((What.CLIENT, samples.CLINIC.name), (What.LINES, _LINES), (What.TERM, 30), (What.ORDER, ""))
)
_FORM = LinkForm(replace(samples.REFERENCE, verb="342"), "FE342", _PAIRS, "COP")
_OTHER = Pair(
    Trait(What.AMOUNT, 1, Money(Decimal(1), "")),
    Trait(What.AMOUNT, 2, Money(Decimal(2), "COP")),
)
_DAY = Pair(Trait(What.DATE, 1, dt.date(2026, 11, 27)), Trait(What.DATE, 2, dt.date(2026, 11, 28)))
_HOSTILE = Trait(What.INVOICES, samples.HOSTILE, samples.HOSTILE * 3)
SAMPLES = {
    "agrees": _FORM,
    "issued there": replace(_FORM, is_issued=True),
    "differs in what is not shown": replace(
        _FORM, pairs=(Pair(Trait(What.LINES, 1, _LINES), Trait(What.LINES, 2, _LINES)),)
    ),
    "differs": replace(_FORM, pairs=(*_PAIRS, _OTHER, _DAY)),
    "hostile": replace(_FORM, name=samples.HOSTILE, pairs=(Pair(_HOSTILE, replace(_HOSTILE, compared="x")),) * 3),
}
