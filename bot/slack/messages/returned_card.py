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
    if card.returned_by == card.requester:
        return _withdrawn(card, words)
    client, who = phrases.client_name(card.invoice.client), mention(card.returned_by)
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
        reason=as_shown(inert(card.reason, phrases.LONGEST_REASON), words),
        moment=words.dated(card.returned_at, now_ms=card.now),
        total=phrases.total(card.invoice, words),
    )
    next_step = words.t("La corrige {person}; cuando la envíe otra vez, vuelve aquí.", person=mention(card.requester))
    return Message(text, (section(lines), context(next_step)))


def _withdrawn(card: ReturnedCard, words: Words) -> Message:
    """By its author: a reason is theirs to give."""
    client, who = phrases.client_name(card.invoice.client), mention(card.requester)
    text = words.t("{person} retiró la factura a {client}", person=who, client=client)
    said = words.t(
        "↩️ {person} retiró {moment} la factura a *{client}* (*{total}*)",
        person=who,
        client=client,
        moment=words.dated(card.returned_at, now_ms=card.now),
        total=phrases.total(card.invoice, words),
    )
    lines = f"{said}{phrases.because(card.reason, words)}"
    return Message(text, (section(lines), context(words.t("Cuando la envíe otra vez, vuelve aquí."))))


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
    "withdrawn": replace(_RETURNED, returned_by=samples.ANA, reason=""),
    "withdrawn with a reason": replace(_RETURNED, returned_by=samples.ANA, reason=samples.HOSTILE),
    "hostile": replace(
        _RETURNED, invoice=samples.HOSTILE_DRAFT, reason=samples.HOSTILE * 30, returned_by=samples.HOSTILE
    ),
}
