"""Said once in the thread of what somebody asks to take back, so that whoever must approve hears of it."""

from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import petition
from bot.slack.blocks import section
from bot.slack.drawing import Message
from bot.slack.petition import PetitionShown, asked_line


def draw(shown: PetitionShown, words: Words) -> Message:
    said = f"{asked_line(shown, words)} {phrases.waiting_for(shown.waits_for, shown.missing_now, words)}".rstrip()
    return Message(said, (section(said),))


SAMPLES = petition.SAMPLES
