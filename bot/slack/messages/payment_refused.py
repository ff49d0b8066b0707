"""To whoever recorded a payment that Alegra refused, where no card says so: the invoice was made outside of Cobro."""

from dataclasses import dataclass

from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import paragraphs
from bot.slack.drawing import Message
from bot.slack.escape import inert
from bot.slack.refusals import Refusal, sentence, what_to_do


@dataclass(frozen=True)
class PaymentRefused:
    number: str
    refusal: Refusal


def draw(refused: PaymentRefused, words: Words) -> Message:
    number = inert(refused.number, 40)
    said = words.t("🔴 El pago de {number} no se registró", number=number)
    lines = [f"{said}: {sentence(refused.refusal, words)}", what_to_do(refused.refusal, words)]
    return Message(said, tuple(paragraphs(lines)))


_ABOVE = PaymentRefused("FE329", Refusal("El monto a aplicar es superior al total por pagar", code="9030"))
SAMPLES = {
    "above the balance": _ABOVE,
    "hostile": PaymentRefused(samples.HOSTILE, Refusal(samples.HOSTILE, code="x")),
}
