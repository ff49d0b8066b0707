"""Reopening an invoice that was voided, or why that is not possible: never a dead end."""

from dataclasses import dataclass, replace

from bot.billing.invoice import Invoice
from bot.billing.reopening import CannotReopen
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import field, paragraphs, section, text_input
from bot.slack.drawing import View
from bot.slack.escape import inert
from bot.slack.forms import FieldErrors, Values, modal, typed
from bot.slack.references import Reference

CALLBACK = "reopen.submit"
EXPLAINED = "reopen.explained"
REASON = "reopen.reason"
"""Its block's id and its action's id."""
LONGEST_REASON = 300
EXPLANATIONS = {
    CannotReopen.NOT_VOID: (
        phrase("*{number}* no está anulada: no hay nada que reabrir."),
        phrase("*Qué sí:* mírala con `/invoice show` y su número."),
    ),
    CannotReopen.NOT_ISSUED: (
        phrase("Todavía es un borrador: no está anulada."),
        phrase("*Qué sí:* apruébala desde su tarjeta, o edítala."),
    ),
    CannotReopen.CANCELLED: (
        phrase("*{number}* fue cancelada ante la {authority}: un documento cancelado no vuelve."),
        phrase("*Qué sí:* haz una nueva igual con `/invoice clone` y su número."),
    ),
}


@dataclass(frozen=True)
class ReopenForm:
    reference: Reference
    """`operation` is the one that submitting would begin."""
    invoice: Invoice
    authority: str
    obstacle: CannotReopen | None = None
    """Why it is not possible: the view then only explains."""


@dataclass(frozen=True)
class TypedReopening:
    reason: str


def draw(form: ReopenForm, words: Words) -> View:
    return _explained(form, form.obstacle, words) if form.obstacle else _asked(form, words)


def read(values: Values, words: Words) -> TypedReopening | FieldErrors:
    reason = typed(values, REASON, REASON)
    if not reason:
        return FieldErrors({REASON: words.t("Escribe el motivo: queda en el historial")})
    if len(reason) > LONGEST_REASON:
        return FieldErrors({REASON: words.t("A lo sumo {count} caracteres", count=LONGEST_REASON)})
    return TypedReopening(reason)


def _asked(form: ReopenForm, words: Words) -> View:
    number, total = inert(form.invoice.number, 40), phrases.total(form.invoice, words)
    lines = [
        words.t("*{number}* por *{total}*, anulada", number=number, total=total),
        phrases.client_line(form.invoice.client),
        words.t("Vuelve a estar abierta en Alegra, con su número, y el cliente debe otra vez {total}.", total=total),
    ]
    reason = text_input(REASON, multiline=True, longest=LONGEST_REASON)
    return modal(
        callback=CALLBACK,
        title=words.t("Reabrir factura"),
        blocks=[section("\n".join(lines)), field(words.t("Motivo"), reason, block_id=REASON)],
        submit=words.t("Reabrir"),
        close=words.t("Cancelar"),
        private_metadata=form.reference.pack(),
    )


def _explained(form: ReopenForm, obstacle: CannotReopen, words: Words) -> View:
    said = {"number": inert(form.invoice.number, 40), "authority": inert(form.authority, 30)}
    lines = [phrases.client_line(form.invoice.client), *(words.t(each, **said) for each in EXPLANATIONS[obstacle])]
    title, close = words.t("Reabrir factura"), words.t("Entendido")
    return modal(callback=EXPLAINED, title=title, blocks=paragraphs(lines), close=close)


_FORM = ReopenForm(replace(samples.REFERENCE, operation="D-7K3Q/reopen/1"), samples.VOIDED, "DIAN")
SAMPLES = {
    "reopen": _FORM,
    **{obstacle.value: replace(_FORM, obstacle=obstacle) for obstacle in CannotReopen},
    "hostile": replace(_FORM, invoice=samples.HOSTILE_INVOICE, authority=samples.HOSTILE),
}
