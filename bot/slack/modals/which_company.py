"""The same question where there is no channel to ask it in: after a shortcut."""

from bot.locale import Words
from bot.slack.blocks import plain_text, section
from bot.slack.drawing import View
from bot.slack.messages.which_company import SAMPLES as MESSAGE_SAMPLES
from bot.slack.messages.which_company import WhichCompany, choices

CALLBACK = "company.which"


def draw(question: WhichCompany, words: Words) -> View:
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain_text("Cobro", 24),
        "close": plain_text(words.t("Cancelar"), 24),
        "blocks": [section(f"*{words.t('¿De qué empresa?')}*"), choices(question)],
    }


SAMPLES = MESSAGE_SAMPLES
