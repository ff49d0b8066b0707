"""Returning an invoice: to be corrected, or to be discarded, and why."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import field, option, radio, section, text_input
from bot.slack.drawing import View
from bot.slack.escape import mention
from bot.slack.forms import FieldErrors, Values, chosen, modal, typed
from bot.slack.references import Reference

CALLBACK = "return.submit"
FATE, REASON = "return.fate", "return.reason"
"""Each is its block's id and its action's id."""
LONGEST_REASON = 500


class Fate(StrEnum):
    CORRECT = "correct"
    DISCARD = "discard"


@dataclass(frozen=True)
class ReturnForm:
    reference: Reference
    invoice: Invoice
    requester: str


@dataclass(frozen=True)
class TypedReturn:
    fate: Fate
    reason: str


def draw(form: ReturnForm, words: Words) -> View:
    head = f"{phrases.client_line(form.invoice.client)}\n*{phrases.total(form.invoice, words)}*"
    told = words.t("Le llega a {person} por mensaje directo.", person=mention(form.requester))
    fates = [
        option(
            words.t("Para corregir"), Fate.CORRECT, description=words.t("Quien la pidió la corrige y la envía otra vez")
        ),
        option(
            words.t("Para descartar"), Fate.DISCARD, description=words.t("No se emite; el borrador queda en Alegra")
        ),
    ]
    reason = text_input(
        REASON, multiline=True, longest=LONGEST_REASON, placeholder=words.t("La OC es 45-8821, no 45-8812")
    )
    return modal(
        callback=CALLBACK,
        title=words.t("Devolver factura"),
        blocks=[
            section(f"{head}\n{told}"),
            field(words.t("Para qué"), radio(FATE, fates, chosen=Fate.CORRECT), block_id=FATE),
            field(words.t("Qué hay que cambiar, o por qué no va"), reason, block_id=REASON),
        ],
        submit=words.t("Devolver"),
        close=words.t("Cancelar"),
        private_metadata=form.reference.pack(),
    )


def read(values: Values, words: Words) -> TypedReturn | FieldErrors:
    fate, reason = chosen(values, FATE, FATE), typed(values, REASON, REASON)
    if not reason:
        return FieldErrors({REASON: words.t("Escribe el motivo: es lo primero que va a preguntar")})
    if len(reason) > LONGEST_REASON:
        return FieldErrors({REASON: words.t("A lo sumo {count} caracteres", count=LONGEST_REASON)})
    if fate not in set(Fate):
        return FieldErrors({FATE: words.t("Elige para qué la devuelves")})
    return TypedReturn(Fate(fate), reason)


_FORM = ReturnForm(samples.REFERENCE, samples.PENDING, samples.ANA)
SAMPLES = {"return": _FORM, "hostile": replace(_FORM, invoice=samples.HOSTILE_DRAFT, requester=samples.HOSTILE)}
