"""To admins: Alegra holds two invoices of one intent. Nothing is deleted unasked; the surplus draft can be, here (design 4.7)."""

from dataclasses import dataclass, replace

from bot.billing.invoice import Invoice, Status
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import actions, button, confirm, section
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert
from bot.slack.references import Reference

DELETE = "surplus.delete"


@dataclass(frozen=True)
class Surplus:
    invoice: Invoice
    reference: Reference
    """`operation` is the deletion that the button would begin."""


@dataclass(frozen=True)
class SurplusNotice:
    document: str
    """The name of the one that Cobro knows."""
    known: Invoice
    surplus: tuple[Surplus, ...]


def draw(notice: SurplusNotice, words: Words) -> Message:
    text = words.t("Alegra tiene repetida la factura {document}", document=inert(notice.document, 20))
    known = words.t("La que sigo yo: {which}", which=_which(notice.known, words))
    explained = words.t("Las dos vienen del mismo pedido. No borro nada sin que me lo digas.")
    rows = [block for surplus in notice.surplus for block in _row(surplus, words)]
    return Message(text, (section(f"⚠️ *{text}*\n{explained}\n{known}"), *rows))


def _row(surplus: Surplus, words: Words) -> list[Block]:
    shown = section(words.t("Sobra: {which}", which=_which(surplus.invoice, words)))
    if surplus.invoice.status is not Status.DRAFT:
        why = words.t("Ya no es un borrador: revísala en Alegra con tu contador.")
        return [shown, section(why)]
    sure = confirm(
        title=words.t("¿Borrar el borrador?"),
        text=words.t("Se borra de Alegra el borrador {id}.", id=surplus.invoice.id),
        yes=words.t("Borrar"),
        no=words.t("Cancelar"),
        style="danger",
    )
    delete = button(
        words.t("Borrar el que sobra"), action=DELETE, value=surplus.reference.pack(), style="danger", confirm=sure
    )
    return [shown, actions(delete)]


def _which(invoice: Invoice, words: Words) -> str:
    name = invoice.number or words.t("borrador {id} de Alegra", id=inert(invoice.id, 40))
    return phrases.dotted(f"*{inert(name, 60)}*", phrases.client_name(invoice.client), phrases.total(invoice, words))


_SURPLUS = Surplus(replace(samples.PENDING, id="502"), Reference("D-9Q2M4X", 1, "D-9Q2M4X/delete/1"))
_NOTICE = SurplusNotice("D-7K3Q", samples.PENDING, (_SURPLUS,))
SAMPLES = {
    "a draft": _NOTICE,
    "stamped": replace(_NOTICE, surplus=(replace(_SURPLUS, invoice=samples.STAMPED),)),
    "hostile": replace(
        _NOTICE, known=samples.HOSTILE_INVOICE, surplus=(replace(_SURPLUS, invoice=samples.HOSTILE_DRAFT),)
    ),
}
