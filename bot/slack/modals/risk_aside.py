"""Setting risks of a document aside: which, and why."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.billing.invoice import Invoice
from bot.billing.risks import Risk, RiskKind
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import risk_samples, samples
from bot.slack.blocks import checkboxes, context, field, option, paragraphs, text_input
from bot.slack.chips import draw_chip
from bot.slack.drawing import View
from bot.slack.forms import FieldErrors, Values, modal, ticked, typed
from bot.slack.references import Reference
from bot.slack.risk_chips import NAMES, RiskChip

CALLBACK = "risk_aside.submit"
RISKS, REASON = "risk_aside.risks", "risk_aside.reason"
"""Each is its block's id and its action's id."""
LONGEST_REASON = 300


@dataclass(frozen=True)
class RiskAsideForm:
    reference: Reference
    invoice: Invoice
    risks: tuple[Risk, ...]


@dataclass(frozen=True)
class TypedAside:
    kinds: Collection[RiskKind]
    reason: str


def draw(form: RiskAsideForm, words: Words) -> View:
    head = f"{phrases.client_line(form.invoice.client)}\n*{phrases.total(form.invoice, words)}*"
    options = [option(words.t(NAMES[risk.kind]), risk.kind.value) for risk in form.risks]
    reason = text_input(
        REASON, multiline=True, longest=LONGEST_REASON, placeholder=words.t("Contrato mensual: va igual cada mes")
    )
    return modal(
        callback=CALLBACK,
        title=words.t("Dejar de lado"),
        blocks=[
            *paragraphs([head, *(draw_chip(RiskChip(risk), words) for risk in form.risks)]),
            field(words.t("Qué alertas dejan de contar"), checkboxes(RISKS, options), block_id=RISKS),
            field(words.t("Por qué"), reason, block_id=REASON),
            context(
                words.t(
                    "Queda en la tarjeta, en el historial y en la auditoría, con tu nombre. Si la factura cambia, vuelven a contar; "
                    "si también la apruebas tú, vuelven a pedir otra aprobación."
                )
            ),
        ],
        submit=words.t("Dejar de lado"),
        close=words.t("Cancelar"),
        private_metadata=form.reference.pack(),
    )


def read(values: Values, words: Words) -> TypedAside | FieldErrors:
    kinds, reason = ticked(values, RISKS, RISKS), typed(values, REASON, REASON)
    errors = {} if kinds else {RISKS: words.t("Elige al menos una")}
    if not reason:
        errors[REASON] = words.t("Escribe el motivo: queda en la auditoría")
    if not set(kinds) <= {kind.value for kind in RiskKind}:
        errors[RISKS] = words.t("Elige al menos una")
    return FieldErrors(errors) if errors else TypedAside([RiskKind(kind) for kind in kinds], reason)


_ALL = tuple(chip.risk for chip in risk_samples.ALL)
SAMPLES = {
    "some": RiskAsideForm(samples.REFERENCE, samples.PENDING, _ALL[:2]),
    "all": RiskAsideForm(samples.REFERENCE, samples.PENDING, _ALL),
    "hostile": RiskAsideForm(
        samples.REFERENCE, samples.HOSTILE_DRAFT, tuple(chip.risk for chip in risk_samples.HOSTILE)
    ),
}
