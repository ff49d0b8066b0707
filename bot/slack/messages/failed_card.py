"""To whoever asks for an invoice that Alegra refused to create: why, what to do, and everything that was typed still there."""

from dataclasses import dataclass, replace

from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.author_buttons import author_buttons
from bot.slack.blocks import paragraphs
from bot.slack.drawing import Message
from bot.slack.escape import discreet, inert
from bot.slack.references import Reference
from bot.slack.refusals import Refusal, sentence, what_to_do


@dataclass(frozen=True)
class FailedCard:
    reference: Reference
    """`operation` is the next creation, reserved for the form that comes back."""
    client: str
    refusal: Refusal
    can_correct: bool = True
    """False for whoever may not edit it."""


def draw(card: FailedCard, words: Words) -> Message:
    client, why = inert(card.client, phrases.LONGEST_NAME), sentence(card.refusal, words)
    text = words.t("Alegra no creó la factura a {client}: {reason}", client=client, reason=discreet(why))
    lines = [
        words.t("🔴 Alegra no creó la factura a *{client}*: {reason}", client=client, reason=why),
        what_to_do(card.refusal, words),
    ]
    if not card.can_correct:
        return Message(text, tuple(paragraphs(lines)))
    kept = words.t("Lo que escribiste está guardado.")
    return Message(text, (*paragraphs([*lines, kept]), author_buttons(card.reference, words)))


_FAILED = FailedCard(
    reference=samples.REFERENCE,
    client=samples.CLINIC.name,
    refusal=Refusal("Solo puedes incluir ítems activos", "3065"),
)
SAMPLES = {
    "failed": _FAILED,
    "for others": replace(_FAILED, can_correct=False),
    "hostile": replace(_FAILED, client=samples.HOSTILE, refusal=Refusal(samples.HOSTILE * 20, samples.HOSTILE)),
}
