"""The living card while nobody knows whether Alegra did it: says so, says until when, asks people to keep their hands off."""

from dataclasses import dataclass, replace

from bot.billing.invoice import Invoice
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import actions, button, context, paragraphs
from bot.slack.drawing import Message
from bot.slack.escape import inert
from bot.slack.references import Reference

HANDS_OFF = phrase("Por favor *no la cambies en Alegra* mientras tanto.")
SENTENCES = {
    "create": (
        phrase("Alegra no respondió al crear esta factura. *Puede que sí haya quedado creada.*"),
        phrase("Por favor *no la crees en Alegra* mientras tanto."),
    ),
    "edit": (phrase("Alegra no respondió al editar esta factura. *Puede que sí haya cambiado.*"), HANDS_OFF),
    "stamp": (
        phrase("Alegra no respondió al emitir esta factura. *Puede que sí haya quedado emitida.*"),
        phrase("Por favor *no la emitas ni la crees en Alegra* mientras tanto."),
    ),
    "open": (
        phrase("Alegra no respondió al abrir esta factura. *Puede que sí haya quedado abierta.*"),
        phrase("Por favor *no la abras ni la crees en Alegra* mientras tanto."),
    ),
    "delete": (phrase("Alegra no respondió al borrar este borrador. *Puede que sí haya quedado borrado.*"), HANDS_OFF),
    "email": (
        phrase("Alegra no respondió al enviar el correo. *Puede que sí haya salido.*"),
        phrase("No la reenvío por mi cuenta."),
    ),
    "payment": (
        phrase("Alegra no respondió al registrar el pago. *Puede que sí haya quedado registrado.*"),
        phrase("Por favor *no lo registres en Alegra* mientras tanto."),
    ),
    "void": (phrase("Alegra no respondió al anular esta factura. *Puede que sí haya quedado anulada.*"), HANDS_OFF),
    "reopen": (phrase("Alegra no respondió al reabrir esta factura. *Puede que sí haya quedado abierta.*"), HANDS_OFF),
}
MOST_ALSO = 12
ANY_OTHER = (phrase("Alegra no respondió. *Puede que sí haya quedado hecho.*"), HANDS_OFF)
CHECKS = {
    "create": phrase("Busco el borrador en Alegra por la marca que puse en su nota interna."),
    "edit": phrase("Leo el borrador en Alegra y lo comparo con lo que se pidió."),
    "stamp": phrase("Leo la factura en Alegra para ver si quedó emitida."),
    "open": phrase("Leo la factura en Alegra para ver si quedó abierta."),
    "delete": phrase("Miro en Alegra si el borrador sigue ahí."),
    "email": phrase("Alegra no dice si un correo salió."),
    "payment": phrase("Busco entre los pagos del cliente en Alegra el que lleva mi marca."),
    "void": phrase("Leo la factura en Alegra para ver si quedó anulada."),
    "reopen": phrase("Leo la factura en Alegra para ver si quedó reabierta."),
}
"""What is looked at, by kind."""
CHECK_OF_ANY_OTHER = phrase("Miro en Alegra cómo quedó.")
LOOK_NOW = "operation.look_now"


@dataclass(frozen=True)
class UnknownCard:
    kind: str
    """Of the operation: create, edit, stamp, open, delete, email, payment, void or reopen."""
    document: str
    invoice: Invoice | None
    """None while it is being created."""
    client: str
    answer_by: int
    """When at the latest the channel is told."""
    looks: tuple[int, ...]
    """The two late looks; before them it is looked for every few seconds."""
    reference: Reference
    """`operation` is the one that is unknown."""
    also: tuple[str, ...] = ()
    """Numbers of all invoices of a payment that has several."""
    is_silent: bool = False
    """Alegra does not answer the look-ups either: nobody can say by when it is known."""
    is_asked_again: bool = False
    """A person had it looked for once more, long after it was sent."""
    goes_again: bool = False
    """They had it sent again where it is not there."""


def draw(card: UnknownCard, words: Words) -> Message:
    client = inert(card.client, phrases.LONGEST_NAME)
    happened, please = _sentences(card, words)
    text = words.t("Alegra no respondió sobre la factura a {client}: la estoy consultando", client=client)
    head = f"*{inert(card.invoice.number, 40)}*" if card.invoice and card.invoice.number else inert(card.document, 20)
    total = f"*{phrases.total(card.invoice, words)}*" if card.invoice else ""
    lines = [f"🟠 {happened}", f"{_check(card, words)} {_when(card, words)}", _all_of_it(card, words), please]
    look_now = button(words.t("Consultar ya"), action=LOOK_NOW, value=card.reference.pack())
    about = context(phrases.dotted(head, client, total))
    return Message(text, (*paragraphs([line for line in lines if line]), actions(look_now), about))


def _check(card: UnknownCard, words: Words) -> str:
    return words.t(CHECKS.get(card.kind, CHECK_OF_ANY_OTHER))


def _when(card: UnknownCard, words: Words) -> str:
    if card.is_silent:
        return words.t("Alegra tampoco responde a eso: pregunto otra vez cada medio minuto y te digo apenas conteste.")
    if card.goes_again:
        return words.t("Si no aparece, la envío otra vez y te digo aquí.")
    if card.is_asked_again:
        return words.t("Si no aparece, miro una vez más al minuto y te digo aquí.")
    return words.t(
        "Si no aparece en el primer minuto, miro otra vez a las {times}; antes de las {time} te digo.",
        times=words.listed(list(dict.fromkeys(words.clock(look) for look in card.looks))),
        time=words.clock(card.answer_by),
    )


def _all_of_it(card: UnknownCard, words: Words) -> str:
    if len(card.also) < 2:
        return ""
    numbers = words.listed([inert(number, 40) for number in card.also[:MOST_ALSO]])
    return words.t("Es un solo pago de {numbers}: mientras no se sepa, no hago nada más con ninguna.", numbers=numbers)


def _sentences(card: UnknownCard, words: Words) -> tuple[str, str]:
    happened, please = SENTENCES.get(card.kind, ANY_OTHER)
    return words.t(happened), words.t(please)


_STAMP = UnknownCard(
    kind="stamp",
    document="D-7K3Q",
    invoice=samples.PENDING,
    client=samples.CLINIC.name,
    answer_by=samples.NOW + 7 * samples.MINUTE,
    looks=(samples.NOW + 2 * samples.MINUTE, samples.NOW + 3 * samples.MINUTE),
    reference=samples.REFERENCE,
)
SAMPLES = {kind: replace(_STAMP, kind=kind) for kind in ("stamp", "open", "edit", "delete", "other")} | {
    "create": replace(_STAMP, kind="create", invoice=None),
    "email": replace(_STAMP, kind="email", invoice=samples.STAMPED),
    "payment": replace(_STAMP, kind="payment", invoice=samples.STAMPED),
    "payment of several": replace(_STAMP, kind="payment", invoice=samples.STAMPED, also=("FE341", "FE342", "FE343")),
    "silent": replace(_STAMP, is_silent=True),
    "asked again": replace(_STAMP, is_asked_again=True),
    "goes again": replace(_STAMP, is_asked_again=True, goes_again=True),
    "void": replace(_STAMP, kind="void", invoice=samples.OPENED),
    "reopen": replace(_STAMP, kind="reopen", invoice=samples.VOIDED),
    "hostile": replace(
        _STAMP,
        invoice=samples.HOSTILE_INVOICE,
        client=samples.HOSTILE,
        document=samples.HOSTILE,
        also=(samples.HOSTILE,) * 30,
    ),
}
