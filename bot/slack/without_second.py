"""The mark of an invoice that one person issued alone, in an emergency; and the button for it where a policy allows it."""

from dataclasses import dataclass
from decimal import Decimal

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


@dataclass(frozen=True)
class ByRule:
    """A routine document, with the rule that it went out by."""

    amount: Decimal
    currency: str
    repeats_last: bool


def with_mark(message: Message, mark: WithoutSecond | ByRule | None, words: Words) -> Message:
    if mark is None:
        return message
    if isinstance(mark, ByRule):
        return Message(message.text, (*message.blocks, context(_rule(mark, words))))
    said = words.t(
        "⚠️ *Sin segunda persona:* {person}, en una emergencia: «{reason}»",
        person=mention(mark.by),
        reason=inert(mark.reason, 500),
    )
    return Message(message.text, (*message.blocks, context(said)))


def _rule(mark: ByRule, words: Words) -> str:
    amount = words.money(mark.amount, mark.currency)
    if mark.repeats_last:
        return words.t(
            "⚙️ *Sin clic, por la regla de rutina:* igual a la anterior del cliente, sin vencidos, precios de lista, hasta {amount}",
            amount=amount,
        )
    return words.t(
        "⚙️ *Sin clic, por la regla de rutina:* cliente conocido y sin vencidos, precios de lista, hasta {amount}",
        amount=amount,
    )


def emergency(reference: Reference, words: Words) -> list[Block]:
    return [
        actions(
            button(words.t("Emergencia: emitir sin segunda persona"), action=BREAK_GLASS, value=reference.pack()),
            block_id="emergency",
        )
    ]
