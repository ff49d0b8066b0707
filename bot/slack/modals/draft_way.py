"""What becomes of an approver's changes: asked of those who would lose their vote by making them."""

from bot.locale import Words
from bot.slack.blocks import field, option, radio
from bot.slack.drawing import Block

WAY, BLOCK = "draft.way", "draft.way"
EDIT, SUGGEST = "edit", "suggest"


def draw_way(way: str, words: Words) -> list[Block]:
    """Nothing for somebody to whom it makes no difference."""
    if not way:
        return []
    options = [
        option(words.t("Hacerlos yo"), EDIT, description=words.t("Ya no podrás aprobarla")),
        option(
            words.t("Sugerirlos a quien la pidió"),
            SUGGEST,
            description=words.t("Los acepta con un clic, y tú sigues pudiendo aprobarla"),
        ),
    ]
    return [field(words.t("Tus cambios"), radio(WAY, options, chosen=way), block_id=BLOCK)]
