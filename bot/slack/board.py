"""The living messages of a document: what stands in its outbox is posted or redrawn until Slack shows what is stored.

Updates repeat freely. A post whose fate is unknown is looked for by its mark, where an admin has granted that, and repeated only when
it is not there; elsewhere it is repeated once, then given up (design 4.6). Files go out once, and once more when nobody knows.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from weakref import WeakValueDictionary

import structlog

from bot.slack.drawing import File, Message
from bot.slack.errors import (
    ChannelGone,
    InvalidBlocks,
    MessageGone,
    NotAuthorized,
    NotInChannel,
    PostOutcomeUnknown,
    SlackError,
    SlackUnavailable,
)
from bot.slack.letterhead import Letterhead
from bot.slack.paper import NeverReady, NotReady, Paper
from bot.slack.wire import Mark, Wire
from bot.store.documents import Documents, OnItsWay
from bot.store.records import Document, Outgoing, Posting

MOST_TRIES = 2
UNKNOWN_SECONDS = 3.0
"""Before the repetition of a post that was not answered."""
THREAD_SECONDS = 1.0
"""Before looking again whether the card is there that a thread hangs from."""
ANEW_SECONDS = 0.2
"""After somebody else redrew the same message at the same time."""
MEND_SECONDS = 60.0
"""While a person has to do something: invite the bot, renew a token."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Placed:
    drawing: Message | Paper
    channel: str
    """A channel, or a person's id for a direct message."""
    thread: str = ""
    """The name of the outbox entry in whose thread it goes; it waits until that is shown."""
    once: bool = False
    """What stands there already is left as it is: somebody else may have said it meanwhile, a little differently."""


Faces = Callable[[Document], Awaitable[Mapping[str, Placed]]]
"""From the document as stored now to everything of it that Slack should show, by outbox name, in the order of posting."""


Reached = Callable[[str, SlackError | None], Awaitable[None]]
"""Told of a channel, and of what Slack has against Cobro there; None: a message stands there, or, in FILES, a file."""
FILES = "files"


async def _tell_nobody(channel: str, why: SlackError | None) -> None:
    pass


class Board:
    def __init__(
        self,
        *,
        wire: Wire,
        documents: Documents,
        letterhead: Letterhead | None = None,
        reached: Reached = _tell_nobody,
    ) -> None:
        self._wire, self._documents, self._reached = wire, documents, reached
        self._letterhead = letterhead or Letterhead()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def show(self, document_id: str, faces: Faces) -> float:
        """Answers 0 when Slack shows everything, else the seconds after which to try again.

        One at a time per document, and what is drawn is read inside: the newest state wins. Raises NoSuchDocument.
        """
        lock = self._locks.setdefault(document_id, asyncio.Lock())
        async with lock:
            wait = await self._pass(document_id, faces)
            return wait or await self._pass(document_id, faces)

    async def _pass(self, document_id: str, faces: Faces) -> float:
        """A second pass draws what could only be said once the first was there: a link to the card."""
        placed = await faces(await self._documents.get(document_id))
        waits = [await self._show_one(document_id, name, each) for name, each in placed.items()]
        return min((wait for wait in waits if wait), default=0.0)

    async def _show_one(self, document_id: str, name: str, placed: Placed) -> float:
        placed = self._headed(placed)
        document = await self._documents.get(document_id)
        entry = document.outbox.get(name) or await self._documents.want(document_id, name, placed.channel)
        if entry.state is Posting.GIVEN_UP:
            return 0.0
        try:
            return await self._step(document, name, entry, placed)
        except SlackUnavailable as later:
            return later.retry_after
        except (NotInChannel, NotAuthorized, ChannelGone, InvalidBlocks, MessageGone) as error:
            return await self._refused(document_id, name, placed, error)
        except SlackError as error:
            log.error("slack_answer_unknown", document=document_id, entry=name, code=error.code)  # noqa: TRY400 as above
            return MEND_SECONDS

    async def _refused(self, document_id: str, name: str, placed: Placed, error: SlackError) -> float:
        """A private channel that Cobro was thrown out of does not exist for it: what was to stand there waits too."""
        is_lost = isinstance(error, ChannelGone) and _is_direct(placed)
        if is_lost or isinstance(error, InvalidBlocks | MessageGone):
            log.error("slack_message_given_up", document=document_id, entry=name, code=error.code, why=str(error))
            await self._documents.given_up(document_id, name)
            return 0.0
        log.warning("slack_needs_a_person", document=document_id, entry=name, code=error.code)
        await self._reached(placed.channel, error)
        return MEND_SECONDS

    def _headed(self, placed: Placed) -> Placed:
        """What hangs from a card stands under the card's badge."""
        if placed.thread or not isinstance(placed.drawing, Message):
            return placed
        return replace(placed, drawing=self._letterhead.on_card(placed.drawing))

    async def _step(self, document: Document, name: str, entry: Outgoing, placed: Placed) -> float:
        if entry.state is Posting.SHOWN:
            return await self._redraw(document, name, entry, placed)
        thread = document.outbox.get(placed.thread) if placed.thread else None
        if placed.thread and (thread is None or thread.state is not Posting.SHOWN):
            return await self._without_thread(document, name, thread)
        if entry.state is Posting.POSTING:
            return await self._after_a_try(document, name, entry, placed, thread)
        return await self._send(document, name, placed, thread)

    async def _after_a_try(
        self, document: Document, name: str, tried: Outgoing, placed: Placed, thread: Outgoing | None
    ) -> float:
        """Nobody knows whether it put anything into Slack, or it still may."""
        if seconds := await self._documents.on_its_way_seconds(tried):
            return min(seconds, UNKNOWN_SECONDS)
        entry = await self._looked_for(document, name, tried, placed, thread) or tried
        if entry.state is Posting.SHOWN:
            return await self._redraw(document, name, entry, placed)
        if entry.begun != tried.begun:  # somebody else looked too, and posts it now
            return UNKNOWN_SECONDS
        if entry.state is Posting.POSTING and entry.tries >= MOST_TRIES:
            log.warning("slack_post_unknown_twice", document=document.id, entry=name)
            await self._documents.given_up(document.id, name)
            return 0.0
        return await self._send(document, name, placed, thread)

    async def _looked_for(
        self, document: Document, name: str, tried: Outgoing, to: Placed, thread: Outgoing | None
    ) -> Outgoing | None:
        """None: nobody may look, or it is a file, which has no mark."""
        if not isinstance(to.drawing, Message):
            return None
        channel, thread_ts = _where(to, thread)
        found = await self._wire.find_own(channel, Mark(document.id, document.revision, name), thread_ts=thread_ts)
        if found is None:
            return None
        if not found.ts:
            return await self._documents.not_posted(document.id, name, tried=tried)
        drawn = to.drawing.fingerprint if to.once else ""  # of which drawing it is, nobody knows
        return await self._documents.shown(document.id, name, ts=found.ts, posted_channel=found.channel, drawn=drawn)

    async def _redraw(self, document: Document, name: str, entry: Outgoing, placed: Placed) -> float:
        message = placed.drawing
        if placed.once or not isinstance(message, Message) or message.fingerprint == entry.drawn:
            return 0.0
        begun = await self._documents.redrawing(document.id, name)
        try:
            await self._wire.update(entry.posted_channel, entry.ts, message)
        except MessageGone:
            return await self._again(document, name, placed)
        except SlackUnavailable:
            await self._documents.redrawing(document.id, name)  # it may arrive, over what another one draws meanwhile
            raise
        drawn = message.fingerprint
        shown = await self._documents.redrawn(document.id, name, redraws=begun.redraws, drawn=drawn)
        return 0.0 if shown.drawn == drawn else ANEW_SECONDS

    async def _again(self, document: Document, name: str, placed: Placed) -> float:
        """Somebody deleted it in Slack: it is posted anew."""
        await self._documents.given_up(document.id, name)
        await self._documents.want(document.id, name, placed.channel)
        return THREAD_SECONDS

    async def _without_thread(self, document: Document, name: str, thread: Outgoing | None) -> float:
        if thread is not None and thread.state is Posting.GIVEN_UP:
            await self._documents.given_up(document.id, name)
            return 0.0
        return THREAD_SECONDS

    async def _send(self, document: Document, name: str, placed: Placed, thread: Outgoing | None) -> float:
        """`posting` is written before anything leaves, so that a crash is an unknown fate and not a lost message."""
        try:
            drawing = placed.drawing if isinstance(placed.drawing, Message) else await placed.drawing.fetch()
        except NotReady as later:
            return later.seconds
        except NeverReady:
            log.warning("paper_given_up", document=document.id, entry=name)
            await self._documents.given_up(document.id, name)
            return 0.0
        try:
            entry = await self._documents.posting(document.id, name)
        except OnItsWay:
            return UNKNOWN_SECONDS
        if entry.state is Posting.SHOWN:
            return 0.0
        try:
            channel, ts = await self._post(Mark(document.id, document.revision, name), drawing, placed, thread)
        except PostOutcomeUnknown as error:
            log.warning("slack_post_unknown", document=document.id, entry=name, tries=entry.tries, why=str(error))
            await self._documents.unanswered(document.id, name, tried=entry)
            return UNKNOWN_SECONDS
        except SlackError:
            await self._documents.not_posted(document.id, name, tried=entry)
            raise
        await self._documents.shown(document.id, name, ts=ts, posted_channel=channel, drawn=drawing.fingerprint)
        await self._reached(placed.channel if isinstance(drawing, Message) else FILES, None)
        return 0.0

    async def _post(
        self, mark: Mark, drawing: Message | File, placed: Placed, thread: Outgoing | None
    ) -> tuple[str, str]:
        """Channel and ts; of a file its id, since Slack does not say where it shared it."""
        channel, thread_ts = _where(placed, thread)
        if isinstance(drawing, Message):
            posted = await self._wire.post(channel, drawing, thread_ts=thread_ts, mark=mark)
            return posted.channel, posted.ts
        if _is_direct(placed):
            channel = await self._wire.open_direct(channel)
        return channel, await self._wire.upload_file(channel, drawing, thread_ts=thread_ts)


def _where(placed: Placed, thread: Outgoing | None) -> tuple[str, str]:
    return (thread.posted_channel, thread.ts) if thread else (placed.channel, "")


def _is_direct(placed: Placed) -> bool:
    """To a person, by their id."""
    return placed.channel.startswith(("U", "W"))
