"""Asks for the number or the id in Alegra of what an operation became, as a person says who has looked."""

from dataclasses import dataclass

from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import context, field, paragraphs, text_input
from bot.slack.drawing import View
from bot.slack.escape import inert
from bot.slack.forms import FieldErrors, Values, modal, typed
from bot.slack.references import Reference

CALLBACK = "link.ask"
NUMBER = "link.number"
"""Its block's id and its action's id."""
LONGEST_NUMBER = 40


@dataclass(frozen=True)
class AskForm:
    reference: Reference
    """`operation` is the one to be linked."""
    client: str
    is_payment: bool = False
    problem: str = ""
    """Why what was typed before is nothing to link, said by `Words`."""
    typed: str = ""


@dataclass(frozen=True)
class TypedNumber:
    number: str


def draw(form: AskForm, words: Words) -> View:
    label = words.t("Número del recibo, o su id") if form.is_payment else words.t("Número de la factura, o su id")
    number = text_input(NUMBER, initial=form.typed[:LONGEST_NUMBER], longest=LONGEST_NUMBER, placeholder="FE342")
    hint = words.t("El id está al final de la dirección de la página en Alegra; un borrador solo tiene id.")
    lines = [f"*{inert(form.client, phrases.LONGEST_NAME)}*", f"🔴 {form.problem}" if form.problem else ""]
    return modal(
        callback=CALLBACK,
        title=words.t("Sí pasó: enlazarla"),
        blocks=[
            *paragraphs([line for line in lines if line]),
            field(label, number, block_id=NUMBER, hint=hint),
            context(words.t("La leo en Alegra y la muestro junto a lo que se pidió; todavía no cambia nada.")),
        ],
        submit=words.t("Buscarla"),
        close=words.t("Cancelar"),
        private_metadata=form.reference.pack(),
    )


def read(values: Values, words: Words) -> TypedNumber | FieldErrors:
    number = typed(values, NUMBER, NUMBER)
    if not number or len(number) > LONGEST_NUMBER:
        return FieldErrors({NUMBER: words.t("Escribe el número o el id que ves en Alegra")})
    return TypedNumber(number)


SAMPLES = {
    "invoice": AskForm(samples.REFERENCE, samples.CLINIC.name),
    "payment, not found": AskForm(
        samples.REFERENCE, samples.CLINIC.name, is_payment=True, problem="No la encontré.", typed="RC9"
    ),
    "hostile": AskForm(samples.REFERENCE, samples.HOSTILE, typed=samples.HOSTILE),
}
