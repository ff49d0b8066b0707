"""What a second copy of a card becomes: where the living one is (a post of unknown fate is repeated once, design 4.6)."""

from dataclasses import dataclass

from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import section
from bot.slack.drawing import Message
from bot.slack.escape import inert, slack_link


@dataclass(frozen=True)
class Pointer:
    name: str
    """The number, or the document's name."""
    permalink: str = ""
    """Empty when Slack would not say."""


def draw(pointer: Pointer, words: Words) -> Message:
    name = inert(pointer.name, 40)
    text = words.t("Esta tarjeta de {name} se mudó", name=name)
    where = slack_link(pointer.permalink, words.t("está aquí")) or words.t("está en este canal, más abajo")
    return Message(text, (section(words.t("↪️ La tarjeta viva de *{name}* {where}.", name=name, where=where)),))


SAMPLES = {
    "moved": Pointer("D-7K3Q", "https://rivera.slack.com/archives/C1/p1"),
    "without a link": Pointer("FE342"),
    "hostile": Pointer(samples.HOSTILE, "https://evil.example/|x> <!channel>"),
}
