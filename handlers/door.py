"""Where a company's handlers begin: the table of its listeners.

Every listener comes through here: the person is known or refused, the payload is parsed once, the listener has two seconds,
and its answer is carried out. Slack waits three (Slack fact sheet 2.1).
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.actions.closed_books import BooksClosed
from bot.actions.directory import DirectoryNotReady
from bot.actions.drafting import FormGone
from bot.actions.role_book import GroupsNotKnown
from bot.locale import Words
from bot.locale.command_names import prefixed
from bot.slack.drawing import Message
from bot.slack.errors import NotAuthorized, SlackUnavailable, TriggerExpired
from bot.slack.messages import door_notes, private_notes, trouble_notes
from bot.slack.references import BadReference
from bot.store.connection import StoreRefuses
from bot.store.people import Person
from bot.store.request_context import asked as known_so_far
from bot.store.request_context import asking, met
from bot.store.scripts import STORE_GONE
from handlers import payloads
from handlers.afterwards import Afterwards
from handlers.answers import Answer, Note
from handlers.asked import Asked, asked
from handlers.carrying_out import CarryingOut
from handlers.doorkeeper import Doorkeeper, NotAdmitted
from handlers.payloads import NotInAModal
from handlers.refused_attempts import RecordRefusal, record_nothing, subject_of

EXPECTED: dict[type[Exception], Callable[[Words], Message]] = {
    FormGone: private_notes.form_gone,
    BadReference: private_notes.stale,
    NotInAModal: private_notes.stale,
    DirectoryNotReady: private_notes.directory_not_ready,
    GroupsNotKnown: door_notes.checking_who_you_are,
    **dict.fromkeys(STORE_GONE, trouble_notes.store_away),
    TriggerExpired: private_notes.slow,
    SlackUnavailable: private_notes.slow,
    NotAuthorized: trouble_notes.slack_refuses,
}
"""What can happen to anybody, and what they are told."""
LIKE_OURS = re.compile(r"/?[a-z_.]{1,40}")
"""Nothing else of a payload goes into a log."""

log = structlog.get_logger(__name__)
Payload = TypeVar("Payload", bound=payloads.Asking)
Body = dict[str, Any]
Listener = Callable[[AsyncAck, Body], Awaitable[None]]
Clicked = Callable[[payloads.Click], Awaitable[Answer]]
Submitted = Callable[[payloads.Submission], Awaitable[Answer]]
Closed = Callable[[BooksClosed, Body, Person], Awaitable[Answer]]


class Door:
    def __init__(
        self,
        *,
        keeper: Doorkeeper,
        carrying_out: CarryingOut,
        afterwards: Afterwards,
        new_reference: Callable[[], str],
        command_prefix: str = "",
        rehearsed: Callable[[Submitted], Submitted] = lambda answer: answer,
        pointed: Callable[[str, Clicked], Clicked] = lambda _action, answer: answer,
        record_refusal: RecordRefusal = record_nothing,
        closed: Closed | None = None,
        is_store_away: Callable[[], bool] = lambda: False,
        answer_seconds: float = 2.0,
    ) -> None:
        """`rehearsed` goes around whatever a form's submission does: see `handlers/dry_runs.py`.

        `pointed` goes around what a button does, by its action's id: see `handlers/pointing.py`.

        `closed` answers what would be dated in closed books: see `handlers/closed_period.py`.
        """
        self._closed, self._is_store_away, self._answer_seconds = closed, is_store_away, answer_seconds
        self._record_refusal = record_refusal
        self._keeper, self._carrying_out, self._rehearsed = keeper, carrying_out, rehearsed
        self._pointed = pointed
        self._afterwards, self._new_reference = afterwards, new_reference
        self._command_prefix = command_prefix
        self._listeners: dict[Asked, Listener] = {}
        self._answers: dict[Asked, Callable[[Body, Person], Awaitable[Answer]]] = {}

    async def __call__(self, ack: AsyncAck, body: Body) -> None:
        """Whatever was drawn, typed or told; to what nobody knows any more, such as a button of an older version, too."""
        about = asked(body)
        if listener := self._listeners.get(about):
            with asking(subject=subject_of(body)):
                await listener(ack, body)
        elif about.kind == "event":
            await ack()
        else:
            entry = about.id if LIKE_OURS.fullmatch(about.id) else ""
            log.warning("nobody_listens", kind=about.kind, entry=entry)
            await self.ask(ack, body, self._stale)

    def command(self, name: str, answer: Callable[[payloads.Typed], Awaitable[Answer]]) -> None:
        """By whatever name it has in this workspace: who answers hears ours."""

        def parse(body: Body, person: Person) -> payloads.Typed:
            return payloads.typed(body | {"command": name}, person)

        self._register(Asked("command", prefixed(name, self._command_prefix)), parse, answer)

    def action(self, action_id: str, answer: Clicked) -> None:
        self._register(Asked("action", action_id), payloads.click, self._pointed(action_id, answer))

    def options(self, action_id: str, answer: Callable[[payloads.Query], Awaitable[Answer]]) -> None:
        self._register(Asked("options", action_id), payloads.query, answer)

    def submission(self, callback_id: str, answer: Callable[[payloads.Submission], Awaitable[Answer]]) -> None:
        self._register(Asked("submission", callback_id), payloads.submission, self._rehearsed(answer))

    def shortcut(self, callback_id: str, answer: Callable[[payloads.Shortcut], Awaitable[Answer]]) -> None:
        """Of the whole workspace, or of a message."""
        self._register(Asked("shortcut", callback_id), payloads.shortcut, answer)

    def event(self, type_: str, answer: Callable[[payloads.Event], Awaitable[Answer]]) -> None:
        """Of a person. Nobody waits: what is done about it is the answer's `afterwards`, and it shows nothing itself."""
        self._listeners[Asked("event", type_)] = self._told(answer)

    async def again(self, body: Body, person: Person) -> Answer:
        """What this payload is answered, once more: whoever sent it was admitted with it. Raises KeyError."""
        return await self._answers[asked(body)](body, person)

    async def ask(self, ack: AsyncAck, body: Body, answer: Callable[[payloads.Asking], Awaitable[Answer]]) -> None:
        """Something of our own instead of what was asked, under the same rules; it speaks for no company."""
        await self._listens(_whoever, answer, self._carrying_out.unheaded)(ack, body)

    def _register(
        self, about: Asked, parse: Callable[[Body, Person], Payload], answer: Callable[[Payload], Awaitable[Answer]]
    ) -> None:
        async def answered(body: Body, person: Person) -> Answer:
            return await answer(parse(body, person))

        self._answers[about], self._listeners[about] = answered, self._listens(parse, answer)

    def _told(self, answer: Callable[[payloads.Event], Awaitable[Answer]]) -> Listener:
        async def heard(body: Body) -> None:
            try:
                person = await self._keeper.admit_unhurried(body)
            except NotAdmitted:
                log.info("event_of_a_stranger", kind=body["event"]["type"])
                return
            given = await answer(payloads.event(body, person))
            if given.afterwards:
                await given.afterwards()

        async def listener(ack: AsyncAck, body: Body) -> None:
            await ack()
            self._afterwards(heard(body))

        return listener

    def _listens(
        self,
        parse: Callable[[Body, Person], Payload],
        answer: Callable[[Payload], Awaitable[Answer]],
        speaking: CarryingOut | None = None,
    ) -> Listener:
        carrying_out = speaking or self._carrying_out

        async def answered(body: Body, ack: AsyncAck) -> None:
            person = await self._keeper.admit(body)
            given = await self._given(answer(parse(body, person)), body, person)
            await carrying_out(given, ack=ack, body=body, words=self._keeper.words_of(person))
            if given.afterwards:
                self._afterwards(given.afterwards())

        async def listener(ack: AsyncAck, body: Body) -> None:
            try:
                async with asyncio.timeout(self._answer_seconds):
                    await answered(body, ack)
            except NotAdmitted as refused:
                met("refused")
                if refused.why:
                    await self._record_refusal(refused.why, document=subject_of(body))
                await carrying_out.trouble(refused.message, ack=ack, body=body, words=refused.words)
            except tuple(EXPECTED) as known:
                met("expected")
                words = self._keeper.words_of(None)
                message = _expected(known, words)
                await carrying_out.trouble(message, ack=ack, body=body, words=words)
            except Exception as error:  # noqa: BLE001 the outermost edge: whatever happens, the person gets an answer
                await self._went_wrong(error, ack, body)

        return listener

    async def _given(self, answer: Awaitable[Answer], body: Body, person: Person) -> Answer:
        try:
            return await answer
        except BooksClosed as refused:
            if self._closed is None:
                raise
            return await self._closed(refused, body, person)

    async def _stale(self, asking: payloads.Asking) -> Answer:
        return Answer(Note(private_notes.stale(self._keeper.words_of(asking.person))))

    async def _went_wrong(self, error: Exception, ack: AsyncAck, body: Body) -> None:
        """The person gets a sentence with a reference, the log gets the same reference with the error."""
        words = self._keeper.words_of(None)
        if isinstance(error, TimeoutError):
            met("slow")
            log.warning("listener_too_slow", kind=body.get("type", "command"))
            message = trouble_notes.store_away(words) if self._is_store_away() else private_notes.slow(words)
        else:
            met("failed")
            reference = known_so_far().request or self._new_reference()
            log.error("listener_failed", reference=reference, kind=body.get("type", "command"), exc_info=error)
            message = private_notes.unexpected(reference, words)
        await self._carrying_out.trouble(message, ack=ack, body=body, words=words)


def _expected(known: Exception, words: Words) -> Message:
    if isinstance(known, StoreRefuses):
        return trouble_notes.store_refuses(known.why, words)
    return next(say for kind, say in EXPECTED.items() if isinstance(known, kind))(words)


def _whoever(body: Body, person: Person) -> payloads.Asking:
    return payloads.Asking(
        person=person, trigger_id=body.get("trigger_id") or "", response_url=body.get("response_url") or ""
    )
