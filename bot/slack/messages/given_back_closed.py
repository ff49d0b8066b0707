"""What an author was told of an invoice that came back to them, once something became of it: the same message, without its buttons."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.billing.invoice import Invoice
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import context, section
from bot.slack.drawing import Message
from bot.slack.escape import discreet, inert


class Fate(StrEnum):
    RESENT = "resent"
    ASKED_AGAIN = "asked_again"
    DISCARDED = "discarded"
    OVERTAKEN = "overtaken"
    """By what somebody did in Alegra, or by what nobody remembers."""


FATES = {
    Fate.RESENT: phrase("✅ {person} la envió otra vez {moment}"),
    Fate.ASKED_AGAIN: phrase("✅ {person} la pidió otra vez {moment}"),
    Fate.DISCARDED: phrase("🗑️ {person} la descartó {moment}"),
    Fate.OVERTAKEN: phrase("Ya no espera por ti: mira en qué va en su tarjeta"),
}
RETURNED = phrase("↩️ {person} devolvió la factura de {client}: «{reason}»")
EXPIRED = phrase("⌛ Venció sin que nadie decidiera la factura de {client}")


@dataclass(frozen=True)
class GivenBackClosed:
    invoice: Invoice
    given_back_by: str
    """Empty: nobody decided in time."""
    reason: str
    fate: Fate
    by: str
    at: int
    now: int
    permalink: str = ""


def draw(closed: GivenBackClosed, words: Words) -> Message:
    reason = inert(closed.reason, 600)
    moment = words.dated(closed.at, now_ms=closed.now)
    fate = words.t(FATES[closed.fate], person=phrases.who(closed.by, words), moment=moment)
    see = phrases.see_card(closed.permalink, words)
    text = f"{_title(closed, discreet(reason), words)}. {fate}"
    return Message(text, (section(_title(closed, reason, words)), context(phrases.dotted(fate, see))))


def _title(closed: GivenBackClosed, reason: str, words: Words) -> str:
    client = phrases.client_name(closed.invoice.client)
    if not closed.given_back_by:
        return words.t(EXPIRED, client=client)
    person = phrases.who(closed.given_back_by, words)
    return phrases.unquoted(words.t(RETURNED, person=person, client=client, reason=reason))


_RESENT = GivenBackClosed(
    samples.PENDING,
    samples.BRUNO,
    "La OC es 45-8821, no 45-8812",
    Fate.RESENT,
    samples.ANA,
    samples.NOW - samples.MINUTE,
    samples.NOW,
)
SAMPLES = {
    "sent again": _RESENT,
    "asked again": replace(_RESENT, given_back_by="", reason="", fate=Fate.ASKED_AGAIN),
    "discarded": replace(_RESENT, fate=Fate.DISCARDED, permalink="https://rivera.slack.com/archives/C1/p1"),
    "overtaken": replace(_RESENT, fate=Fate.OVERTAKEN),
    "hostile": replace(
        _RESENT,
        invoice=samples.HOSTILE_DRAFT,
        given_back_by=samples.HOSTILE,
        reason=samples.HOSTILE * 30,
        by=samples.HOSTILE,
    ),
}
