"""Why something that was accepted has not gone out yet: one small line on the card it concerns."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.locale import Words, phrase
from bot.slack.blocks import context
from bot.slack.drawing import Block, Message

BUSY = phrase("⏱️ Alegra acepta pocas peticiones por minuto y ya se usaron: sale sola en un minuto. No la repitas")
AWAY = phrase("⏱️ Alegra no responde: lo sigo intentando y sale sola. No la repitas ni la hagas en Alegra")
REFUSED_ENTRY = phrase(
    "⏸️ Alegra no deja entrar a Cobro; los administradores ya lo saben. Sale sola cuando se arregle: no la repitas"
)


@dataclass(frozen=True)
class Late:
    error: Mapping[str, object]
    """Of an operation that waits to be sent: `reason` and `text`."""


def with_lateness(message: Message, late: Late, words: Words) -> Message:
    """The card with the line below it; as it was, when nothing is late."""
    lines = _lines(late, words)
    return Message(message.text, (*message.blocks, *lines)) if lines else message


def _lines(late: Late, words: Words) -> list[Block]:
    match (late.error.get("reason"), late.error.get("text")):
        case ("lane_paused", _):
            return [context(words.t(REFUSED_ENTRY))]
        case ("not_sent", "rate_limited"):
            return [context(words.t(BUSY))]
        case ("not_sent", _):
            return [context(words.t(AWAY))]
    return []


SAMPLES = {
    "busy": Late({"reason": "not_sent", "text": "rate_limited"}),
    "away": Late({"reason": "not_sent", "text": "unreachable"}),
    "paused": Late({"reason": "lane_paused", "situation": "suspended"}),
    "on time": Late({}),
}
