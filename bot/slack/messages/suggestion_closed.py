"""What a requester was asked about a suggestion, once it is settled: the same message, without its buttons."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.billing.invoice import Invoice
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import context, section
from bot.slack.drawing import Message


class Fate(StrEnum):
    TAKEN_OVER = "taken_over"
    DECLINED = "declined"
    OVERTAKEN = "overtaken"
    """By another suggestion, an edit or a decision."""


FATES = {
    Fate.TAKEN_OVER: phrase("✅ {person} aceptó la sugerencia {moment}"),
    Fate.DECLINED: phrase("{person} dejó la factura como estaba {moment}"),
    Fate.OVERTAKEN: phrase("Ya no vale: la factura cambió o se decidió {moment}, por {person}"),
}


@dataclass(frozen=True)
class SuggestionClosed:
    invoice: Invoice
    suggested_by: str
    fate: Fate
    by: str
    at: int
    now: int
    permalink: str = ""


def draw(closed: SuggestionClosed, words: Words) -> Message:
    title = words.t(
        "💡 {person} sugirió un cambio en la factura de {client}",
        person=phrases.who(closed.suggested_by, words),
        client=phrases.client_name(closed.invoice.client),
    )
    moment = words.dated(closed.at, now_ms=closed.now)
    fate = words.t(FATES[closed.fate], person=phrases.who(closed.by, words), moment=moment)
    see = phrases.see_card(closed.permalink, words)
    return Message(f"{title}. {fate}", (section(title), context(phrases.dotted(fate, see))))


_TAKEN = SuggestionClosed(
    samples.PENDING, samples.BRUNO, Fate.TAKEN_OVER, samples.ANA, samples.NOW - samples.MINUTE, samples.NOW
)
SAMPLES = {
    "taken over": _TAKEN,
    "declined": replace(_TAKEN, fate=Fate.DECLINED, permalink="https://rivera.slack.com/archives/C1/p1"),
    "overtaken": replace(_TAKEN, fate=Fate.OVERTAKEN, by=samples.DIEGO),
    "hostile": replace(_TAKEN, invoice=samples.HOSTILE_DRAFT, suggested_by=samples.HOSTILE, by=samples.HOSTILE),
}
