"""A modal that only says something: loading, somebody was faster, what went wrong. It may replace any other view."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import paragraphs
from bot.slack.drawing import View
from bot.slack.forms import modal
from bot.slack.invoice_phrases import either

CALLBACK = "notice.closed"


@dataclass(frozen=True)
class Notice:
    title: str
    """At most 24 characters; said by `Words`, like the lines."""
    lines: tuple[str, ...]
    """mrkdwn, already inert; a message's section text can be shown as it is."""


def draw(notice: Notice, words: Words) -> View:
    return modal(callback=CALLBACK, title=notice.title, blocks=paragraphs(notice.lines), close=words.t("Cerrar"))


def loading(words: Words) -> View:
    """Shown at once while what follows is fetched (the trigger lives for 3 seconds)."""
    return draw(Notice(words.t("Un momento"), (words.t("⏳ Consultando Alegra…"),)), words)


def asking_slack(words: Words) -> View:
    """As `loading`."""
    return draw(Notice(words.t("Un momento"), (words.t("⏳ Consultando Slack…"),)), words)


def proposed(title: str, others: Iterable[str], words: Words) -> View:
    """What an admin set waits for another one of them."""
    waits = words.t("🗳️ Propuesta: vale cuando la acepte {people}, con `/cobro policy`.", people=either(others, words))
    return draw(Notice(title, (waits,)), words)


SAMPLES = {
    "loading": Notice("Un momento", ("⏳ Consultando Alegra…",)),
    "hostile": Notice(samples.HOSTILE, ("&lt;!channel&gt; x",)),
}
