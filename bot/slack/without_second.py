"""The mark of an invoice that one person issued alone, in an emergency; and the button for it where a policy allows it."""

from bot.frozen import dataclass
from bot.locale import Words
from bot.slack.blocks import actions, button, context
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert, mention
from bot.slack.references import Reference

BREAK_GLASS = "invoice.break_glass"


@dataclass(frozen=True)
class WithoutSecond:
    by: str
    reason: str


def with_mark(message: Message, mark: WithoutSecond | None, words: Words) -> Message:
    if mark is None:
        return message
    said = words.t(
        "⚠️ *Sin segunda persona:* {person}, en una emergencia: «{reason}»",
        person=mention(mark.by),
        reason=inert(mark.reason, 500),
    )
    return Message(message.text, (*message.blocks, context(said)))


def emergency(reference: Reference, words: Words) -> list[Block]:
    return [
        actions(
            button(words.t("Emergencia: emitir sin segunda persona"), action=BREAK_GLASS, value=reference.pack()),
            block_id="emergency",
        )
    ]
