"""The living card of an invoice that was annulled: who, when, why."""

from dataclasses import dataclass, replace

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import actions, button, context, option, overflow, paragraphs
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert, mention
from bot.slack.messages.issued_card import CLONE, HISTORY, MORE, TECHNICAL
from bot.slack.references import Reference
from bot.slack.refusals import Refusal, sentence, what_to_do

REOPEN = "invoice.reopen"


@dataclass(frozen=True)
class VoidedCard:
    invoice: Invoice
    requester: str
    voided_by: str
    """Empty: it was found void in Alegra."""
    voided_at: int
    now: int
    reason: str = ""
    reference: Reference | None = None
    """None: nothing is offered."""
    may_reopen: bool = False
    is_reopening: bool = False
    refusal: Refusal | None = None
    """Of the last reopening."""
    for_admins: bool = False


def draw(card: VoidedCard, words: Words) -> Message:
    number, client = inert(card.invoice.number, 40), phrases.client_name(card.invoice.client)
    text = words.t("{number} de {client} quedó anulada", number=number, client=client)
    head = phrases.dotted(
        words.t("🚫 *{number}* anulada", number=number), client, f"~{phrases.total(card.invoice, words)}~"
    )
    moment = words.dated(card.voided_at, now_ms=card.now)
    by = words.t("Anulada en Alegra, vista {moment}", moment=moment)
    if card.voided_by:
        by = words.t("La anuló {person} {moment}", person=mention(card.voided_by), moment=moment)
    asked = words.t("Pidió {person}", person=mention(card.requester)) if card.requester else words.t("Hecha en Alegra")
    lines = [head, f"{by}{phrases.because(card.reason, words)}", *_trouble(card, words)]
    return Message(text, (*paragraphs(lines), *_buttons(card, words), context(asked)))


def _trouble(card: VoidedCard, words: Words) -> list[str]:
    if card.is_reopening:
        return [words.t("⏳ Reabriendo en Alegra…")]
    if card.refusal:
        reason = sentence(card.refusal, words)
        return [words.t("🔴 Alegra dijo que no: {reason}", reason=reason), what_to_do(card.refusal, words)]
    return []


def _buttons(card: VoidedCard, words: Words) -> list[Block]:
    if card.reference is None:
        return []
    value = card.reference.pack()
    reopen = button(words.t("Reabrir"), action=REOPEN, value=value) if card.may_reopen else None
    verbs = [(CLONE, words.t("Igual que esta")), (HISTORY, words.t("Historial"))]
    if card.for_admins:
        verbs.append((TECHNICAL, words.t("Solicitud técnica")))
    options = [option(label, replace(card.reference, verb=verb).pack()) for verb, label in verbs]
    return [actions(reopen, overflow(options, action=MORE), block_id="voided")]


_VOIDED = VoidedCard(
    invoice=samples.VOIDED,
    requester=samples.ANA,
    voided_by=samples.DIEGO,
    voided_at=samples.NOW,
    now=samples.NOW,
    reason="Se facturó al cliente equivocado",
    reference=samples.REFERENCE,
    may_reopen=True,
)
SAMPLES = {
    "voided": _VOIDED,
    "found void": replace(_VOIDED, voided_by="", reason="", requester=""),
    "being reopened": replace(_VOIDED, is_reopening=True, for_admins=True),
    "not reopened": replace(_VOIDED, refusal=Refusal("La numeración venció", "400")),
    "cancelled for good": replace(_VOIDED, may_reopen=False),
    "hostile": replace(
        _VOIDED, invoice=samples.HOSTILE_INVOICE, reason=samples.HOSTILE * 30, voided_by=samples.HOSTILE
    ),
}
