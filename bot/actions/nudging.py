"""Calling people in the thread of what waits for them: what `bot.actions.reminders` accepted, and what a person's act opens.

Only what still waits, for whom it still waits. What nobody's act caused is told in business hours only, however late Slack is, and to one
person as one list of several.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from bot.actions.channel_voice import WordsNow
from bot.actions.company_hours import HoursNow
from bot.actions.facts import called, client_of
from bot.actions.invoice_kind import Desk, Shows
from bot.actions.marks import OnWhatWaits
from bot.actions.permalinks import CARD, NOTICE, Permalinks
from bot.actions.polling import Polling
from bot.actions.reminders import list_name, listed_in
from bot.actions.role_book import RolesNow
from bot.actions.rounds import Round, round_of, standing_round
from bot.billing.patience import expires_at
from bot.billing.tally import Poll
from bot.locale import Words
from bot.operations.operation import Operation, State
from bot.slack.board import Board, Placed
from bot.slack.messages import nudge_reply, waiting_list
from bot.slack.messages.nudge_reply import NudgeReply, Said
from bot.slack.messages.waiting_list import MOST_ROWS, WaitingList, WaitingRow
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.people import Person
from bot.store.records import Document

LATER_SECONDS = 3600.0
MOST_LISTS = 200
THREADS = (CARD, NOTICE)
"""What a reply hangs from: the card of an invoice, the notice of a payment."""
SAID = {
    "remind": Said.REMIND,
    "escalate": Said.ESCALATE,
    "expire": Said.EXPIRED,
    "ask_again": Said.ASKED_AGAIN,
    "vote": Said.TURN,
}
SAID_TO_SOME = {Said.REMIND, Said.ESCALATE}
"""Of whom others read it in a list."""


@dataclass(frozen=True)
class NudgeVoice:
    documents: Documents
    board: Board
    permalink: Permalinks
    polling: Polling
    roles: RolesNow
    """For drawings: it may wait."""
    hours: HoursNow
    clock: Clock
    channel: str
    words: WordsNow
    words_of: Callable[[Person | None], Words]
    find_person: Callable[[str], Awaitable[Person | None]]
    listed: dict[str, frozenset[str]] = field(default_factory=dict)
    """By list, the documents that it was drawn with: their reminders need not draw it again."""

    async def closed_seconds(self) -> float:
        """How long nobody is to be told anything; 0 in business hours."""
        now = await self.clock()
        return ((await self.hours()).opening_from(now) - now) / 1000

    async def __call__(self, operation: Operation) -> float:
        """Answers 0 when Slack shows everything, else the seconds after which to try again."""
        slot = int(operation.request.get("slot", 0))
        seconds = [await self.board.show(operation.document, partial(self._reply, operation))]
        names = [list_name(person, slot) for person in operation.request.get("lists", ())]
        seconds += [
            await self._show_list(name) for name in names if operation.document not in self.listed.get(name, ())
        ]
        return min((each for each in seconds if each), default=0.0)

    async def _show_list(self, name: str) -> float:
        """Five hundred reminders are not five hundred drawings of the same list of five hundred."""
        seconds = await self.board.show(name, self._list)
        if seconds:
            self.listed.pop(name, None)
        return seconds

    async def has_been_said(self, operation: Operation) -> bool:
        """Whatever is shown again since: nobody is called twice."""
        slot, request = int(operation.request.get("slot", 0)), operation.request
        places = [(list_name(person, slot), f"direct:{person}") for person in request.get("lists", ())]
        if request.get("alone"):
            places.append((operation.document, reply_name(operation)))
        found = [(await self.documents.get(document)).posted(name) for document, name in places]
        return bool(found) and all(found)

    async def _reply(self, operation: Operation, document: Document) -> Mapping[str, Placed]:
        """Nothing where nobody is left to be called; what was said already stays as it is."""
        name = reply_name(operation)
        thread = next((each for each in THREADS if each in document.outbox), "")
        if not thread or document.posted(name):
            return {}
        reply = await self._said(operation, document)
        if reply is None:
            return {}
        return {name: Placed(nudge_reply.draw(reply, await self.words()), self.channel, thread, once=True)}

    async def _said(self, operation: Operation, document: Document) -> NudgeReply | None:
        said, now, request = SAID[operation.kind], await self.clock(), operation.request
        if said is Said.EXPIRED:
            asked_by, kind = str(request.get("asked_by", "")), str(request.get("kind", ""))
            return NudgeReply(said, (asked_by,), now=now, kind=kind) if kind else None
        waits = standing_round(document)
        if waits is None or waits.key != request["round"]:
            return None
        poll = await self._poll(waits)
        asked = poll.tally.waits_for - waits.left_alone
        people = tuple(sorted(asked & set(request["alone"]) if said in SAID_TO_SOME else asked))
        if not people or (said is Said.TURN and poll.open_level != request["opens"]):
            return None
        kind = waits.petition.kind if waits.petition else ""
        expires = expires_at(waits.began, waits.policy.patience, await self.hours())
        return NudgeReply(said, people, now, waits.since, expires, waits.asked_by, kind, client_of(document))

    async def _poll(self, waits: Round) -> Poll:
        return waits.poll(self.polling, roles=await self.roles(), now=await self.clock())

    async def _list(self, named: Document) -> Mapping[str, Placed]:
        """Of those that were accepted with it, what still waits for them, longest first; nothing when that is nothing."""
        person, slot, now = str(named.facts["person"]), int(named.facts["slot"]), await self.clock()
        found = [waits for each in listed_in(named) if (waits := round_of(await self.documents.find(each)))]
        found = sorted((waits for waits in found if waits.nudged == slot), key=_longest_first)
        theirs = [waits for waits in found if await self._is_theirs(waits, person)]
        rows = [await self._row(waits, is_seen=place < MOST_ROWS) for place, waits in enumerate(theirs)]
        if len(self.listed) >= MOST_LISTS:
            self.listed.clear()
        self.listed[named.id] = frozenset(waits.document.id for waits in found)
        if not rows:
            return {}
        words = self.words_of(await self.find_person(person))
        return {f"direct:{person}": Placed(waiting_list.draw(WaitingList(tuple(rows), now), words), person)}

    async def _is_theirs(self, waits: Round, person: str) -> bool:
        return person in (await self._poll(waits)).tally.waits_for - waits.left_alone

    async def _row(self, waits: Round, *, is_seen: bool) -> WaitingRow:
        document = waits.document
        expires = expires_at(waits.began, waits.policy.patience, await self.hours())
        kind = waits.petition.kind if waits.petition else ""
        link = await self.permalink(document) if is_seen else ""
        return WaitingRow(
            called(document), client_of(document), document.content, waits.asked_by, waits.since, expires, kind, link
        )


def reply_name(operation: Operation) -> str:
    """Of the message in the thread."""
    return f"thread:{operation.kind}:{operation.id.rpartition('/')[2]}"


class _Calling(OnWhatWaits):
    """A person's act, told at whatever hour: the card is drawn anew, which makes no sound, and whom it asks is called in its thread."""

    def __init__(self, desk: Desk, notice: Shows, voice: NudgeVoice) -> None:
        super().__init__(desk, notice)
        self._voice = voice

    async def show(self, operation: Operation) -> float:
        if operation.state is not State.DONE:
            return 0.0
        return await super().show(operation) or await self._voice(operation)


class CountVote(_Calling):
    """A vote after which more are missing: the last of its level calls whoever the next one asks.

    The very last one is counted with what it decides.
    """

    name = "vote"

    async def show(self, operation: Operation) -> float:
        opens = "opens" in operation.request
        return await (super().show(operation) if opens else OnWhatWaits.show(self, operation))


class AskAgain(_Calling):
    name = "ask_again"
    keeps_document = False


class _Nudging(_Calling):
    """Nobody's act: done as soon as it is accepted, and shown when the company is open."""

    keeps_document = False

    async def show(self, operation: Operation) -> float:
        if operation.state is not State.DONE:
            return 0.0
        closed = await self._voice.closed_seconds()
        if not closed:
            return await super().show(operation)
        if await self._voice.has_been_said(operation):
            return await OnWhatWaits.show(self, operation)
        return min(closed, LATER_SECONDS)


class Remind(_Nudging):
    name = "remind"


class Escalate(_Nudging):
    name = "escalate"


class Expire(_Nudging):
    name = "expire"


CALLS = (CountVote, AskAgain, Remind, Escalate, Expire)


def _longest_first(waits: Round) -> tuple[int, str]:
    return waits.since, waits.document.id
