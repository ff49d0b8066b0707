"""Voiding an invoice of a plain numbering that has no payment: why, for the record."""

from dataclasses import dataclass, replace

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import field, section, text_input
from bot.slack.drawing import Block, View
from bot.slack.escape import inert
from bot.slack.forms import FieldErrors, Values, modal, typed
from bot.slack.references import Reference

CALLBACK = "void.submit"
REASON = "void.reason"
"""Its block's id and its action's id."""
LONGEST_REASON = 300


@dataclass(frozen=True)
class VoidForm:
    reference: Reference
    """`operation` is the void that submitting would begin."""
    invoice: Invoice
    reason: str = ""
    trouble: str = ""
    """Why the form came back, already written by `Words`."""


@dataclass(frozen=True)
class TypedVoid:
    reason: str


def draw(form: VoidForm, words: Words) -> View:
    number = inert(form.invoice.number, 40)
    lines = [
        words.t("*{number}* por *{total}*", number=number, total=phrases.total(form.invoice, words)),
        phrases.client_line(form.invoice.client),
        words.t("Queda anulada en Alegra y conserva su número. El cliente no recibe aviso."),
    ]
    trouble: list[Block] = [section(f"🔴 {inert(form.trouble, 800)}")] if form.trouble else []
    reason = text_input(REASON, initial=form.reason, multiline=True, longest=LONGEST_REASON)
    return modal(
        callback=CALLBACK,
        title=words.t("Anular factura"),
        blocks=[*trouble, section("\n".join(lines)), field(words.t("Motivo"), reason, block_id=REASON)],
        submit=words.t("Anular"),
        close=words.t("Cancelar"),
        private_metadata=form.reference.pack(),
    )


def read(values: Values, words: Words) -> TypedVoid | FieldErrors:
    reason = typed(values, REASON, REASON)
    if not reason:
        return FieldErrors({REASON: words.t("Escribe el motivo: queda en Alegra y en el historial")})
    if len(reason) > LONGEST_REASON:
        return FieldErrors({REASON: words.t("A lo sumo {count} caracteres", count=LONGEST_REASON)})
    return TypedVoid(reason)


_FORM = VoidForm(replace(samples.REFERENCE, operation="D-7K3Q/void/1"), samples.OPENED)
SAMPLES = {
    "void": _FORM,
    "refused before": replace(_FORM, reason="Duplicada", trouble="La factura tiene pagos"),
    "hostile": replace(_FORM, invoice=samples.HOSTILE_INVOICE, reason=samples.HOSTILE, trouble=samples.HOSTILE * 20),
}
