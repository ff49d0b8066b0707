"""Issuing without a second person: what it means, and why it is done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import field, section, text_input
from bot.slack.drawing import View
from bot.slack.forms import FieldErrors, Values, modal, typed
from bot.slack.references import Reference

CALLBACK = "break_glass.submit"
REASON = "break_glass.reason"
"""Its block's id and its action's id."""
SHORTEST_REASON, LONGEST_REASON = 10, 500


@dataclass(frozen=True)
class BreakGlassForm:
    reference: Reference
    invoice: Invoice


def draw(form: BreakGlassForm, words: Words) -> View:
    head = f"{phrases.client_line(form.invoice.client)}\n*{phrases.total(form.invoice, words)}*"
    means = words.t(
        "⚠️ Sale sin que otra persona la apruebe. Queda marcada así en su tarjeta y en la auditoría, con tu nombre y el motivo, y lo "
        "saben las demás personas que administran."
    )
    reason = text_input(REASON, multiline=True, longest=LONGEST_REASON)
    return modal(
        callback=CALLBACK,
        title=words.t("Emergencia"),
        blocks=[section(f"{head}\n{means}"), field(words.t("Por qué no puede esperar"), reason, block_id=REASON)],
        submit=words.t("Emitir"),
        close=words.t("Cancelar"),
        private_metadata=form.reference.pack(),
    )


def read(values: Values, words: Words) -> str | FieldErrors:
    reason = typed(values, REASON, REASON)
    if len(reason) < SHORTEST_REASON:
        return FieldErrors({REASON: words.t("Escribe el motivo, con al menos {count} letras", count=SHORTEST_REASON)})
    if len(reason) > LONGEST_REASON:
        return FieldErrors({REASON: words.t("A lo sumo {count} caracteres", count=LONGEST_REASON)})
    return reason


_FORM = BreakGlassForm(samples.REFERENCE, samples.PENDING)
SAMPLES: Mapping[str, BreakGlassForm] = {
    "emergency": _FORM,
    "hostile": replace(_FORM, invoice=samples.HOSTILE_DRAFT),
}
