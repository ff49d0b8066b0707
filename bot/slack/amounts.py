"""What a card in a public channel shows instead of its figures: how to see them, alone."""

from bot.locale import Words
from bot.slack.blocks import Style, button, context
from bot.slack.drawing import Block
from bot.slack.messages.invoice_list import SHOW
from bot.slack.references import Reference


def see_amounts(reference: Reference, *, label: str, style: Style | None = None) -> Block:
    """The whole card, for whoever presses: what is approved is approved on that one, with its total before their eyes."""
    return button(label, action=SHOW, value=reference.document, style=style)


def hidden_here(words: Words) -> list[Block]:
    if not words.hides_amounts:
        return []
    return [context(words.t("🔒 Canal público: los valores los ve cada quien con *Ver*."))]
