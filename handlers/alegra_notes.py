"""What somebody is told who wanted to see something that Alegra has not answered."""

from bot.alegra.errors import RateLimited
from bot.locale import Words
from bot.slack.drawing import Message
from bot.slack.messages import private_notes


def unanswered(why: Exception, words: Words) -> Message:
    """Whatever it was, nothing was done; where Alegra's minute is used up, when to come back."""
    if isinstance(why, RateLimited):
        return private_notes.alegra_busy(why.retry_after, words)
    return private_notes.alegra_silent(words)
