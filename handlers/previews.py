"""PDF and XML: into the thread of the card they were asked for on; otherwise to whoever asked, in private.

Where amounts are hidden from a channel the papers stay away from it too.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.actions.acting import Acting
from bot.actions.channel_voice import WordsNow
from bot.actions.previews import Previews
from bot.billing.dates import local_date
from bot.locale import Words
from bot.slack.board import Board, Placed
from bot.slack.drawing import File, Message
from bot.slack.errors import SlackError
from bot.slack.messages import preview_notes, private_notes
from bot.slack.paper import Paper
from bot.slack.wire import Wire
from bot.store.people import Person
from bot.store.records import Document, Phase
from handlers.answers import Answer
from handlers.looking import Looking
from handlers.named import Opening
from handlers.objections import Objections
from handlers.payloads import Click, Place

CARD = "card"


@dataclass(frozen=True)
class PreviewTalk:
    previews: Previews
    acting: Acting
    board: Board
    wire: Wire
    looking: Looking
    objections: Objections
    timezone: str
    voice: WordsNow

    async def tell(self, document: Document, opening: Opening) -> Message:
        """Raise an AlegraError."""
        return await self._privately(document, opening.person, opening.words)

    async def from_card(self, document: Document, click: Click) -> Answer:
        words = self.objections.words_of(click.person)
        hides_amounts = (await self.voice()).hides_amounts
        if click.place and _is_card(document, click.place) and not hides_amounts:
            said = self._into_thread(document, words)
        else:
            said = self._privately(document, click.person, words)
        return Answer(afterwards=lambda: self.looking.say_later(click, said))

    async def _privately(self, document: Document, person: Person, words: Words) -> Message:
        files = await self._papers(document)
        if not files:
            return preview_notes.no_papers(words)
        try:
            channel = await self.wire.open_direct(person.id)
            for file in files:
                await self.wire.upload_file(channel, file)
        except SlackError:
            return private_notes.slow(words)
        return preview_notes.sent_directly([file.name for file in files], words)

    async def _into_thread(self, document: Document, words: Words) -> Message:
        """Once each: a revision's paper that is there already is not put there again."""
        wanted = _names(document)
        if all(document.posted(name) for name in wanted.values()):
            return preview_notes.in_thread_already(words)
        papers = await self._papers(document)
        files = {wanted[kind]: file for file in papers if (kind := file.name.rpartition(".")[2]) in wanted}
        if not files:
            return preview_notes.no_papers(words)
        await self.board.show(document.id, lambda shown: _placed(files, shown))
        return preview_notes.in_thread(words)

    async def _papers(self, document: Document) -> tuple[File, ...]:
        if not document.alegra_id:
            return ()
        today = local_date(await self.acting.clock(), self.timezone)
        return await self.previews.papers(document, today=today)


async def _placed(files: Mapping[str, File], document: Document) -> Mapping[str, Placed]:
    channel = document.outbox[CARD].posted_channel
    return {name: Placed(Paper(_fetching(file)), channel, CARD) for name, file in files.items()}


def _fetching(file: File) -> Callable[[], Awaitable[File]]:
    async def fetch() -> File:
        return file

    return fetch


def _names(document: Document) -> dict[str, str]:
    """By extension: what the paper is called among what Slack shows of the document."""
    if document.phase is not Phase.ISSUED:
        return {"pdf": f"file:preview:{document.revision}"}
    electronic = document.content is not None and document.content.is_electronic
    return {"pdf": "file:pdf"} | ({"xml": "file:xml"} if electronic else {})


def _is_card(document: Document, place: Place) -> bool:
    card = document.outbox.get(CARD)
    return card is not None and (card.posted_channel, card.ts) == (place.channel, place.ts)
