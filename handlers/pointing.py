"""A card that was posted twice, or forwarded: when touched, it becomes a pointer to the living one (design 4.6).

Where nobody knew whether the card was posted at all, the copy that is touched proves it: from then on it is the living one.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.actions.channel_voice import WordsNow
from bot.actions.facts import called
from bot.slack.errors import SlackError
from bot.slack.messages import (
    approval_card,
    issued_card,
    needs_person_card,
    pointer,
    unknown_card,
    voided_card,
)
from bot.slack.references import Reference
from bot.slack.wire import Wire
from bot.store.documents import Documents
from bot.store.records import Document, Outgoing, Posting
from handlers.answers import Answer
from handlers.payloads import Click, Place

CARD = "card"
Afterwards = Callable[[], Awaitable[None]]
OnClick = Callable[[Click], Awaitable[Answer]]
OF_CARDS = frozenset(
    {
        approval_card.RETURN, approval_card.MORE, issued_card.EMAIL, issued_card.VOID, issued_card.MORE, voided_card.REOPEN,
        unknown_card.LOOK_NOW, needs_person_card.LOOK_AGAIN, needs_person_card.LINK, needs_person_card.SEND_AGAIN,
        needs_person_card.RESOLVE,
    }
)  # fmt: skip
"""Buttons that stand nowhere else in a channel. Recording a payment stands in its notice too; deciding points by itself."""
DIRECT = "D"
"""How the ids of direct messages begin."""


@dataclass(frozen=True)
class Pointing:
    documents: Documents
    wire: Wire
    words: WordsNow

    def later(
        self, click: Click, reference: Reference, *, known: Document | None = None
    ) -> Callable[[], Awaitable[None]] | None:
        """For `Answer.afterwards`. `known` is the document as the click has just read it: mostly there is nothing to do."""
        if known and _lives_at(click.place, known.outbox.get(CARD)):
            return None
        return lambda: self.point(click, reference)

    def around(self, action_id: str, answer: OnClick) -> OnClick:
        """What a button of a card does, and then this; other messages have other buttons."""
        if action_id not in OF_CARDS:
            return answer

        async def answered(click: Click) -> Answer:
            given = await answer(click)
            if click.place is None or click.place.channel.startswith(DIRECT):
                return given
            return replace(given, afterwards=_both(given.afterwards, self.later(click, Reference.unpack(click.value))))

        return answered

    async def point(self, click: Click, reference: Reference) -> None:
        document = await self.documents.find(reference.document)
        card = document.outbox.get(CARD) if document else None
        place = click.place
        if document is None or card is None or place is None or _lives_at(place, card):
            return
        if card.state is not Posting.SHOWN:
            await self.documents.shown(document.id, CARD, ts=place.ts, posted_channel=place.channel, drawn="")
        else:
            await self._redraw(place, document, card)

    async def _redraw(self, place: Place, document: Document, card: Outgoing) -> None:
        name = called(document)
        try:
            link = await self.wire.permalink(card.posted_channel, card.ts)
            moved = pointer.draw(pointer.Pointer(name, link), await self.words())
            await self.wire.update(place.channel, place.ts, moved)
        except SlackError:
            return


def _both(first: Afterwards | None, then: Afterwards | None) -> Afterwards | None:
    if first is None or then is None:
        return first or then

    async def one_after_the_other() -> None:
        await first()
        await then()

    return one_after_the_other


def _lives_at(place: Place | None, card: Outgoing | None) -> bool:
    """Whether what was pressed is the card itself, or nothing that stands for it."""
    if card is None or place is None or place.channel.startswith(DIRECT):
        return True
    return card.state is Posting.SHOWN and (place.channel, place.ts) == (card.posted_channel, card.ts)
