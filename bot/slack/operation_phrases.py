"""What an operation is, where it stands and why, in words; for lists in Slack and in the terminal."""

from collections.abc import Mapping

from bot.locale import Words, phrase
from bot.slack.messages.status import KINDS, OTHER_KIND

STATES: Mapping[str, str] = {
    "accepted": phrase("espera para salir"),
    "sending": phrase("está saliendo"),
    "unknown": phrase("no se sabe si pasó, se consulta"),
    "needs_person": phrase("necesita a una persona"),
    "done": phrase("hecha"),
    "refused": phrase("no se hizo"),
    "withdrawn": phrase("se deshizo antes de salir"),
}
MARKS: Mapping[str, str] = {
    "accepted": "⏳",
    "sending": "⏳",
    "unknown": "🟠",
    "needs_person": "🔴",
    "done": "✅",
    "refused": "⚪",
    "withdrawn": "⚪",
}


def kind_in_words(kind: str, words: Words) -> str:
    return words.t(KINDS.get(kind, OTHER_KIND))


def state_in_words(state: str, words: Words) -> str:
    return words.t(STATES[state])
