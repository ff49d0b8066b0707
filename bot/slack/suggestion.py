"""A change that an approver suggests, under the card and to the requester: what it would change, and two buttons."""

from dataclasses import dataclass
from decimal import Decimal

from bot.billing.differences import Difference
from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import actions, button, paragraphs
from bot.slack.changes import change_lines
from bot.slack.drawing import Block
from bot.slack.escape import mention
from bot.slack.references import Reference

TAKE_OVER, DECLINE = "suggestion.take_over", "suggestion.decline"


@dataclass(frozen=True)
class Suggested:
    by: str
    at: int
    changes: tuple[Difference, ...]
    reference: Reference
    """`operation` is the edit that taking it over begins."""


def suggestion_blocks(suggested: Suggested | None, currency: str, words: Words, *, requester: str) -> list[Block]:
    if suggested is None:
        return []
    title = words.t(
        "💡 *{person} sugiere*, y {requester} lo acepta con un clic:",
        person=mention(suggested.by),
        requester=mention(requester),
    )
    return [
        *paragraphs([title, *change_lines(suggested.changes, currency, words)]),
        suggestion_buttons(suggested, words),
    ]


def suggestion_buttons(suggested: Suggested, words: Words) -> Block:
    value = suggested.reference.pack()
    return actions(
        button(words.t("Aceptar la sugerencia"), action=TAKE_OVER, value=value, style="primary"),
        button(words.t("Dejarla como está"), action=DECLINE, value=value),
        block_id="suggestion",
    )


SUGGESTED = Suggested(
    samples.BRUNO,
    samples.NOW,
    (Difference("purchase_order", "45-8812", "45-8821"), Difference("total", Decimal(4585070), Decimal(4000000))),
    samples.REFERENCE,
)
"""For samples."""
