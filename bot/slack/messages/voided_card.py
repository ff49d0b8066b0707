"""The living card of an invoice that was annulled: who, when, why."""

from dataclasses import dataclass, replace

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import context, section
from bot.slack.drawing import Message
from bot.slack.escape import inert, mention


@dataclass(frozen=True)
class VoidedCard:
    invoice: Invoice
    requester: str
    voided_by: str
    """Empty: it was found void in Alegra."""
    voided_at: int
    now: int
    reason: str = ""


def draw(card: VoidedCard, words: Words) -> Message:
    number, client = inert(card.invoice.number, 40), phrases.client_name(card.invoice.client)
    text = words.t("{number} de {client} quedó anulada", number=number, client=client)
    head = phrases.dotted(
        words.t("🚫 *{number}* anulada", number=number), client, f"~{phrases.total(card.invoice, words)}~"
    )
    moment = words.moment(card.voided_at, now_ms=card.now)
    by = words.t("Anulada en Alegra, vista {moment}", moment=moment)
    if card.voided_by:
        by = words.t("La anuló {person} {moment}", person=mention(card.voided_by), moment=moment)
    reason = f": «{inert(card.reason, 1000)}»" if card.reason else ""
    return Message(
        text, (section(f"{head}\n{by}{reason}"), context(words.t("Pidió {person}", person=mention(card.requester))))
    )


_VOIDED = VoidedCard(
    invoice=samples.VOIDED,
    requester=samples.ANA,
    voided_by=samples.DIEGO,
    voided_at=samples.NOW,
    now=samples.NOW,
    reason="Se facturó al cliente equivocado",
)
SAMPLES = {
    "voided": _VOIDED,
    "found void": replace(_VOIDED, voided_by="", reason=""),
    "hostile": replace(
        _VOIDED, invoice=samples.HOSTILE_INVOICE, reason=samples.HOSTILE * 30, voided_by=samples.HOSTILE
    ),
}
