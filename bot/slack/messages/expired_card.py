"""The living card of an invoice on which nobody decided in time; it becomes an approval card again when it is asked for again."""

from dataclasses import dataclass, replace

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import context, section
from bot.slack.drawing import Message
from bot.slack.escape import mention


@dataclass(frozen=True)
class ExpiredCard:
    invoice: Invoice
    requester: str
    asked_at: int
    expired_at: int
    now: int
    waited_for: tuple[str, ...] = ()
    """Who could have decided when it ended."""
    missing: int = 1
    """How many of them had to."""


def draw(card: ExpiredCard, words: Words) -> Message:
    client = phrases.client_name(card.invoice.client)
    text = words.t("Venció sin decidirse la factura a {client}", client=client)
    line = words.t(
        "⌛ Venció {moment} sin decidirse: la factura a *{client}* (*{total}*), pedida {asked} por {person}.",
        client=client,
        moment=words.dated(card.expired_at, now_ms=card.now),
        total=phrases.total(card.invoice, words),
        person=mention(card.requester),
        asked=words.dated(card.asked_at, now_ms=card.now),
    )
    people = phrases.asked(card.waited_for, card.missing, words)
    waited = words.n("Esperaba a {people}.", "Esperaba {count} aprobaciones: {people}.", card.missing, people=people)
    next_step = words.t(
        "No se emitió nada y el borrador sigue en Alegra. {person} puede pedirla otra vez, corregirla o descartarla, en su "
        "mensaje directo.",
        person=mention(card.requester),
    )
    return Message(text, (section(line), context(f"{waited} {next_step}" if card.waited_for else next_step)))


_EXPIRED = ExpiredCard(
    samples.PENDING,
    samples.ANA,
    samples.NOW - 10 * samples.DAY,
    samples.NOW,
    samples.NOW,
    (samples.BRUNO, samples.DIEGO),
)
SAMPLES = {
    "expired": _EXPIRED,
    "both were needed": replace(_EXPIRED, missing=2),
    "nobody was left": replace(_EXPIRED, waited_for=()),
    "hostile": replace(
        _EXPIRED, invoice=samples.HOSTILE_DRAFT, requester=samples.HOSTILE, waited_for=(samples.HOSTILE,)
    ),
}
