"""The living card while nobody knows whether Alegra did it: says so, says until when, asks people to keep their hands off."""

from dataclasses import dataclass, replace

from bot.billing.invoice import Invoice
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import context, section
from bot.slack.drawing import Message
from bot.slack.escape import inert

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
ANY_OTHER = (phrase("Alegra no respondió. *Puede que sí haya quedado hecho.*"), HANDS_OFF)


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


def draw(card: UnknownCard, words: Words) -> Message:
    client = inert(card.client, phrases.LONGEST_NAME)
    happened, please = _sentences(card, words)
    text = words.t("Alegra no respondió sobre la factura a {client}: la estoy consultando", client=client)
    head = f"*{inert(card.invoice.number, 40)}*" if card.invoice and card.invoice.number else inert(card.document, 20)
    total = f"*{phrases.total(card.invoice, words)}*" if card.invoice else ""
    asking = words.t("La estoy consultando; antes de las {time} te digo.", time=words.clock(card.answer_by))
    return Message(text, (section(f"🟠 {happened}\n{asking} {please}"), context(phrases.dotted(head, client, total))))


def _sentences(card: UnknownCard, words: Words) -> tuple[str, str]:
    happened, please = SENTENCES.get(card.kind, ANY_OTHER)
    return words.t(happened), words.t(please)


_STAMP = UnknownCard(
    kind="stamp",
    document="D-7K3Q",
    invoice=samples.PENDING,
    client=samples.CLINIC.name,
    answer_by=samples.NOW + 7 * samples.MINUTE,
)
SAMPLES = {kind: replace(_STAMP, kind=kind) for kind in ("stamp", "open", "edit", "delete", "other")} | {
    "create": replace(_STAMP, kind="create", invoice=None),
    "email": replace(_STAMP, kind="email", invoice=samples.STAMPED),
    "payment": replace(_STAMP, kind="payment", invoice=samples.STAMPED),
    "void": replace(_STAMP, kind="void", invoice=samples.OPENED),
    "reopen": replace(_STAMP, kind="reopen", invoice=samples.VOIDED),
    "hostile": replace(_STAMP, invoice=samples.HOSTILE_INVOICE, client=samples.HOSTILE, document=samples.HOSTILE),
}
