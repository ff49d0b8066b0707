"""The living card of an invoice that was returned to be corrected; it becomes an approval card again when it comes back."""

from dataclasses import dataclass, replace

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import context, section
from bot.slack.drawing import Message
from bot.slack.escape import as_shown, discreet, inert, mention


@dataclass(frozen=True)
class ReturnedCard:
    invoice: Invoice
    requester: str
    returned_by: str
    returned_at: int
    now: int
    reason: str


def draw(card: ReturnedCard, words: Words) -> Message:
    client, who = phrases.client_name(card.invoice.client), mention(card.returned_by)
    reason = as_shown(inert(card.reason, 1000), words)
    text = words.t(
        "{person} devolvió la factura a {client}: «{reason}»",
        person=who,
        client=client,
        reason=discreet(inert(card.reason)),
    )
    lines = words.t(
        "↩️ {person} devolvió {moment} la factura a *{client}* (*{total}*): «{reason}»",
        person=who,
        client=client,
        reason=reason,
        moment=words.moment(card.returned_at, now_ms=card.now),
        total=phrases.total(card.invoice, words),
    )
    next_step = words.t("La corrige {person}; cuando la envíe otra vez, vuelve aquí.", person=mention(card.requester))
    return Message(text, (section(lines), context(next_step)))


_RETURNED = ReturnedCard(
    invoice=samples.PENDING,
    requester=samples.ANA,
    returned_by=samples.BRUNO,
    returned_at=samples.NOW,
    now=samples.NOW,
    reason="La OC es 45-8821, no 45-8812",
)
SAMPLES = {
    "returned": _RETURNED,
    "hostile": replace(
        _RETURNED, invoice=samples.HOSTILE_DRAFT, reason=samples.HOSTILE * 30, returned_by=samples.HOSTILE
    ),
}
