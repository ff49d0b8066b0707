"""Why an invoice cannot be voided, and what comes instead: never a dead end."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.billing.invoice import Invoice
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import paragraphs
from bot.slack.drawing import View
from bot.slack.escape import inert
from bot.slack.forms import modal

CALLBACK = "void.explained"


class Obstacle(StrEnum):
    STAMPED = "stamped"
    """Accepted by the authority (Alegra fact sheet 5.6)."""
    STAMPED_AND_PAID = "stamped_and_paid"
    PAID = "paid"
    ALREADY_VOID = "already_void"
    NOT_ISSUED = "not_issued"


EXPLANATIONS = {
    Obstacle.STAMPED: (
        phrase(
            "*{number}* ya fue aceptada por la {authority}. Una factura electrónica aceptada no se anula: existe para siempre."
        ),
        phrase(
            "*Qué sí:* una nota crédito por el total la deja en cero; una parcial corrige valor o cantidad. Hazla en Alegra, desde la factura."
        ),
    ),
    Obstacle.STAMPED_AND_PAID: (
        phrase(
            "*{number}* ya fue aceptada por la {authority} y tiene pagos por {paid}. No se anula, y el dinero que entró, entró."
        ),
        phrase(
            "*Qué sí:* una nota crédito en Alegra. Si está pagada del todo, Alegra pide quitarle antes el pago: ese dinero sigue "
            "siendo del cliente, y se aplica a otra factura o queda como anticipo."
        ),
    ),
    Obstacle.PAID: (
        phrase("*{number}* tiene pagos por {paid}: mientras los tenga no se puede anular."),
        phrase(
            "*Qué sí:* si el pago quedó en la factura equivocada, anúlalo con `/payment void {number}` y vuelve a intentarlo."
        ),
    ),
    Obstacle.ALREADY_VOID: (phrase("*{number}* ya está anulada."), phrase("No hay nada más que hacer.")),
    Obstacle.NOT_ISSUED: (
        phrase("Todavía es un borrador: no tiene número ni hay nada que anular."),
        phrase("*Qué sí:* devuélvela para descartar; después se puede borrar el borrador."),
    ),
}


@dataclass(frozen=True)
class CannotVoid:
    invoice: Invoice
    obstacle: Obstacle
    authority: str


def draw(model: CannotVoid, words: Words) -> View:
    invoice = model.invoice
    said = {
        "number": inert(invoice.number, 40),
        "authority": inert(model.authority, 20),
        "paid": words.money(invoice.received, invoice.currency),
    }
    lines = [
        phrases.client_line(invoice.client),
        *(words.t(sentence, **said) for sentence in EXPLANATIONS[model.obstacle]),
    ]
    return modal(
        callback=CALLBACK, title=words.t("Anular o corregir"), blocks=paragraphs(lines), close=words.t("Entendido")
    )


_STAMPED = CannotVoid(samples.STAMPED, Obstacle.STAMPED, "DIAN")
SAMPLES = {obstacle.value: replace(_STAMPED, obstacle=obstacle) for obstacle in Obstacle} | {
    "hostile": replace(_STAMPED, invoice=samples.HOSTILE_INVOICE, authority=samples.HOSTILE)
}
