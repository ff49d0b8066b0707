"""To the sales channel, without figures: an invoice was paid in full. Part payments and credit notes are not thanked (ux, words)."""

from dataclasses import dataclass, replace

from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import section
from bot.slack.drawing import Message
from bot.slack.escape import inert, mention


@dataclass(frozen=True)
class PaymentThanks:
    client: str
    number: str
    requester: str = ""
    """Slack id; empty when Cobro did not make the invoice."""


def draw(thanks: PaymentThanks, words: Words) -> Message:
    said = words.t("✅ {client} pagó {number}.", client=inert(thanks.client, 150), number=inert(thanks.number, 40))
    if thanks.requester:
        said = f"{said} {words.t('¡Gracias, {person}!', person=mention(thanks.requester))}"
    return Message(said, (section(said),))


_PAID = PaymentThanks(samples.CLINIC.name, "FE342", samples.ANA)
SAMPLES = {
    "paid": _PAID,
    "of nobody's": replace(_PAID, requester=""),
    "hostile": PaymentThanks(samples.HOSTILE, samples.HOSTILE, samples.HOSTILE),
}
