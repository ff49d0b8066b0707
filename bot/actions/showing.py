"""Everything that Slack should show of a document now: its card, what hangs in its thread, and what its requester is told."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial

from bot.actions.cards import Cards, Moment
from bot.actions.channel_voice import WordsNow
from bot.actions.company_hours import HoursNow
from bot.actions.direct_faces import Around, DirectFaces
from bot.actions.facts import email_of, refusal_of
from bot.actions.given_back_face import KINDS as GIVING_BACK
from bot.actions.given_back_face import closed_return
from bot.actions.outside_face import entries_of, outside_reply
from bot.actions.papers import Papers
from bot.actions.permalinks import CARD, Permalinks
from bot.actions.petition_face import petition_face, petition_replies
from bot.actions.role_book import RolesNow
from bot.actions.settings_book import SettingsNow
from bot.actions.suggestion_face import closed_suggestion
from bot.actions.suggestions import KIND as SUGGESTION
from bot.locale import Words
from bot.operations.journal import Journal
from bot.operations.operation import Operation, State
from bot.slack.board import Board, Placed
from bot.slack.drawing import Message
from bot.slack.invoice_lines import continuation
from bot.slack.messages import (
    given_back_closed,
    issued_reply,
    payment_refused,
    suggestion_closed,
)
from bot.slack.refusals import Refusal
from bot.store.connection import Clock
from bot.store.people import Person
from bot.store.records import Document, Phase

AFTER_ISSUE = frozenset({Phase.ISSUED, Phase.VOIDED})


@dataclass(frozen=True)
class Showing:
    board: Board
    permalink: Permalinks
    cards: Cards
    direct: DirectFaces
    papers: Papers
    journal: Journal
    clock: Clock
    channel: str
    words: WordsNow
    words_of: Callable[[Person | None], Words]
    find_person: Callable[[str], Awaitable[Person | None]]
    settings: SettingsNow
    hours: HoursNow
    roles: RolesNow
    """For drawings: it may wait."""
    changed: Callable[[str], None]
    """Told of each document, for what else shows something of it."""

    async def __call__(self, operation: Operation) -> float:
        """Answers 0 when Slack shows everything, else the seconds after which to try again."""
        seconds = await self.board.show(operation.document, partial(self._faces, operation))
        self.changed(operation.document)
        return seconds

    async def _faces(self, operation: Operation, document: Document) -> Mapping[str, Placed]:
        latest = await self._latest(document, operation)
        moment = await self._moment(latest)
        faces: dict[str, Placed] = {}
        card = self.cards.draw(document, moment)
        if card and (_has_card(document) or latest.state is State.NEEDS_PERSON):
            faces[CARD] = Placed(card, self.channel)
            faces |= self._thread(document, moment) | self._outside(document, moment) | self._asked(document, moment)
        if document.requester:
            faces |= await self._to_requester(document, operation, moment)
        if not _has_card(document) and _is_refused_payment(document, operation):
            faces[f"refused:{operation.id}"] = Placed(
                await self._refused(document, operation), operation.actor, once=True
            )
        return faces

    async def _refused(self, document: Document, operation: Operation) -> Message:
        """Where no card could say it, whoever recorded the payment hears it."""
        refusal = refusal_of(operation.error) or Refusal("")
        number = (document.content.number if document.content else "") or document.id
        words = self.words_of(await self.find_person(operation.actor))
        return payment_refused.draw(payment_refused.PaymentRefused(number, refusal), words)

    async def _moment(self, operation: Operation) -> Moment:
        emails = (await self.settings()).email_on_stamp
        now, roles, hours = await self.clock(), await self.roles(), await self.hours()
        return Moment(operation, now, await self.words(), roles, hours, emails)

    async def _latest(self, document: Document, operation: Operation) -> Operation:
        """The card shows what is open on the document, whichever operation is being shown."""
        if document.open_operation and document.open_operation != operation.id:
            return await self.journal.find(document.open_operation) or operation
        return operation

    def _thread(self, document: Document, moment: Moment) -> dict[str, Placed]:
        """Where amounts are hidden the papers stay away too: they are full of them."""
        invoice, now, words = document.content, moment.now, moment.words
        if invoice is None:
            return {}
        if document.phase is Phase.PENDING:
            rest = enumerate(continuation(invoice, words))
            return {f"thread:lines:{document.revision}:{n}": Placed(lines, self.channel, CARD) for n, lines in rest}
        if document.phase not in AFTER_ISSUE or not document.facts.get("issued_at"):
            return {}
        owed = {} if words.hides_amounts else self.papers.owed(document, now=now)
        papers = {name: Placed(paper, self.channel, CARD) for name, paper in owed.items()}
        if document.posted("thread:issued"):
            return papers
        reply = issued_reply.IssuedReply(
            invoice,
            int(document.facts["issued_at"]),
            now,
            email=email_of(document, under_way=False, request={}),
        )
        return {"thread:issued": Placed(issued_reply.draw(reply, words), self.channel, CARD, once=True), **papers}

    def _asked(self, document: Document, moment: Moment) -> dict[str, Placed]:
        polling = self.cards.approval.polling
        asked = petition_face(document, polling, roles=moment.roles, now=moment.now, hours=moment.hours)
        replies = petition_replies(document, asked, moment.words)
        return {name: Placed(reply, self.channel, CARD, once=True) for name, reply in replies.items()}

    def _outside(self, document: Document, moment: Moment) -> dict[str, Placed]:
        """What was done to it in Alegra itself, each told once."""
        untold = {name: entry for name, entry in entries_of(document).items() if not document.posted(name)}
        drawn = {name: outside_reply(document, entry, self.cards.approval, moment) for name, entry in untold.items()}
        return {name: Placed(reply, self.channel, CARD, once=True) for name, reply in drawn.items() if reply}

    async def _to_requester(self, document: Document, operation: Operation, moment: Moment) -> dict[str, Placed]:
        person = document.requester
        words = self.words_of(await self.find_person(person))
        link = await self.permalink(document)
        client = self.cards.client_name(document)
        around = Around(client, link, moment.now, moment.roles, words)
        living = self.direct.card(document, moment.operation, around)
        faces = {f"direct:{person}": Placed(living, person)}
        if not document.posted(f"outcome:{operation.id}") and (
            outcome := self.direct.outcome(document, operation, link=link, words=words)
        ):
            faces[f"outcome:{operation.id}"] = Placed(outcome, person, once=True)
        return faces | await self._settled(document, moment, link=link, words=words)

    async def _settled(self, document: Document, moment: Moment, *, link: str, words: Words) -> dict[str, Placed]:
        """What asked the requester to do something loses its buttons once something has become of it.

        They come back when that was undone, or refused: what was drawn anew and is not closed asks again.
        """
        faces: dict[str, Placed] = {}
        for name in document.outbox:
            if not _has_buttons(document, name) or not document.posted(name):
                continue
            operation = await self.journal.find(name.removeprefix("outcome:"))
            if operation is None:
                continue
            drawn = _closed_outcome(document, operation, now=moment.now, link=link, words=words)
            if drawn is None and document.outbox[name].redraws:
                drawn = self.direct.outcome(document, operation, link=link, words=words)
            if drawn:
                faces[name] = Placed(drawn, document.requester)
        return faces


def _has_buttons(document: Document, name: str) -> bool:
    """Of what a requester was told, what they could answer there."""
    return any(name.startswith(f"outcome:{document.id}/{kind}/") for kind in (SUGGESTION, *GIVING_BACK))


def _closed_outcome(document: Document, operation: Operation, *, now: int, link: str, words: Words) -> Message | None:
    if operation.kind == SUGGESTION:
        closed = closed_suggestion(document, operation.accepted_at, now=now, permalink=link)
        return suggestion_closed.draw(closed, words) if closed else None
    given_back = closed_return(document, operation.accepted_at, now=now, permalink=link)
    return given_back_closed.draw(given_back, words) if given_back else None


def _is_refused_payment(document: Document, operation: Operation) -> bool:
    """Told once, on the first of its invoices."""
    return operation.state is State.REFUSED and operation.id.startswith(f"{document.id}/payment/")


def _has_card(document: Document) -> bool:
    """An invoice that was made outside of Cobro gets no living card; whoever asks for it is shown one.

    What needs a person is shown all the same: nobody would know of it.
    """
    return bool(document.requester) or CARD in document.outbox or document.petition is not None
