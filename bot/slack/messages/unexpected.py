"""To whoever clicked, when something failed that nobody foresaw: what to quote, and that nothing is lost."""

from dataclasses import dataclass

from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import section
from bot.slack.drawing import Message
from bot.slack.escape import inert


@dataclass(frozen=True)
class Unexpected:
    reference: str
    """The id under which the log has it."""


def draw(failure: Unexpected, words: Words) -> Message:
    reference = inert(failure.reference, 40)
    said = words.t(
        "Algo falló de mi lado. Inténtalo otra vez; si se repite, pasa esta referencia a un administrador: {reference}",
        reference=reference,
    )
    return Message(said, (section(f"⚠️ {said}"),))


SAMPLES = {"unexpected": Unexpected("E-7K3QXW"), "hostile": Unexpected(samples.HOSTILE)}
