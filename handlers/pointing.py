"""A card that was posted twice, or forwarded: when touched, it becomes a pointer to the living one (design 4.6)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.locale import Words
from bot.slack.errors import SlackError
from bot.slack.messages import pointer
from bot.slack.references import Reference
from bot.slack.wire import Wire
from bot.store.documents import Documents
from handlers.payloads import Click

CARD = "card"


@dataclass(frozen=True)
class Pointing:
    documents: Documents
    wire: Wire
    words: Words
    """The channel's."""

    def later(self, click: Click, reference: Reference) -> Callable[[], Awaitable[None]]:
        """For `Answer.afterwards`."""
        return lambda: self.point(click, reference)

    async def point(self, click: Click, reference: Reference) -> None:
        document = await self.documents.find(reference.document)
        card = document.outbox.get(CARD) if document else None
        if document is None or card is None or not card.ts or click.place is None:
            return
        if (click.place.channel, click.place.ts) == (card.posted_channel, card.ts) or click.place.channel.startswith(
            "D"
        ):
            return
        name = (document.content.number if document.content else "") or document.id
        try:
            link = await self.wire.permalink(card.posted_channel, card.ts)
            moved = pointer.draw(pointer.Pointer(name, link), self.words)
            await self.wire.update(click.place.channel, click.place.ts, moved)
        except SlackError:
            return
