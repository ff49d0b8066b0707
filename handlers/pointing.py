"""A card that was posted twice, or forwarded: when touched, it becomes a pointer to the living one (design 4.6).

Where nobody knew whether the card was posted at all, the copy that is touched proves it: from then on it is the living one.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.actions.channel_voice import WordsNow
from bot.slack.errors import SlackError
from bot.slack.messages import pointer
from bot.slack.references import Reference
from bot.slack.wire import Wire
from bot.store.documents import Documents
from bot.store.records import Document, Outgoing, Posting
from handlers.payloads import Click, Place

CARD = "card"
DIRECT = "D"
"""How the ids of direct messages begin."""


@dataclass(frozen=True)
class Pointing:
    documents: Documents
    wire: Wire
    words: WordsNow

    def later(self, click: Click, reference: Reference) -> Callable[[], Awaitable[None]]:
        """For `Answer.afterwards`."""
        return lambda: self.point(click, reference)

    async def point(self, click: Click, reference: Reference) -> None:
        document = await self.documents.find(reference.document)
        card = document.outbox.get(CARD) if document else None
        place = click.place
        if document is None or card is None or place is None or place.channel.startswith(DIRECT):
            return
        if card.state is not Posting.SHOWN:
            await self.documents.shown(document.id, CARD, ts=place.ts, posted_channel=place.channel, drawn="")
        elif (place.channel, place.ts) != (card.posted_channel, card.ts):
            await self._redraw(place, document, card)

    async def _redraw(self, place: Place, document: Document, card: Outgoing) -> None:
        name = (document.content.number if document.content else "") or document.id
        try:
            link = await self.wire.permalink(card.posted_channel, card.ts)
            moved = pointer.draw(pointer.Pointer(name, link), await self.words())
            await self.wire.update(place.channel, place.ts, moved)
        except SlackError:
            return
