"""Short answers to somebody who has said what became of an operation."""

from dataclasses import dataclass

from bot.locale import Words
from bot.slack import samples
from bot.slack.drawing import Message
from bot.slack.escape import inert
from bot.slack.messages.private_notes import said


@dataclass(frozen=True)
class ResolutionNote:
    elsewhere: str = ""
    """The document that has it already; empty: what they said is heeded."""


def draw(note: ResolutionNote, words: Words) -> Message:
    if not note.elsewhere:
        return said(words.t("Anotado. La tarjeta dice enseguida qué encontré en Alegra."))
    return said(words.t("Ya está enlazada con {name}: revisa el número.", name=inert(note.elsewhere, 20)))


SAMPLES = {
    "heeded": ResolutionNote(),
    "elsewhere": ResolutionNote("D-7K3Q"),
    "hostile": ResolutionNote(samples.HOSTILE),
}
