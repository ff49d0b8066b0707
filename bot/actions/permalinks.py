"""Where in Slack a document is shown."""

from dataclasses import dataclass, field

from bot.slack.errors import SlackError
from bot.slack.wire import Wire
from bot.store.records import Document

CARD, NOTICE = "card", "notice"
MOST_KNOWN = 1000


@dataclass(frozen=True)
class Permalinks:
    wire: Wire
    known: dict[tuple[str, str], str] = field(default_factory=dict)
    """By channel and message: asked once of each."""

    async def __call__(self, document: Document) -> str:
        """To its card, or the notice of a payment; empty while Slack shows none, or does not say where."""
        shown = document.posted(CARD) or document.posted(NOTICE)
        if shown is None:
            return ""
        place = (shown.posted_channel, shown.ts)
        if place not in self.known:
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            try:
                self.known[place] = await self.wire.permalink(*place)
            except SlackError:
                return ""
        return self.known[place]
