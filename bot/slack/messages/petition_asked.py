"""Said once in the thread of what somebody asks to take back, so that whoever must approve hears of it."""

from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import petition
from bot.slack.blocks import section
from bot.slack.drawing import Message
from bot.slack.petition import PetitionShown, asked_line


def draw(shown: PetitionShown, words: Words) -> Message:
    waits = (
        words.t("Falta {people}.", people=phrases.asked(shown.waits_for, shown.missing_now, words))
        if shown.waits_for
        else ""
    )
    said = f"{asked_line(shown, words)} {waits}".rstrip()
    return Message(said, (section(said),))


SAMPLES = petition.SAMPLES
