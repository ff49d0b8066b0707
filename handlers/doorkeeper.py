"""Who is asking, and whether they may: of this workspace, no bot, a guest only by name; at every click (design 7, 10).

Which role allows what stands in `bot.billing.eligibility`.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.actions.role_book import RolesNow
from bot.billing.eligibility import Act, NotPermitted, OnlySees, may_begin
from bot.locale import Words, language_for
from bot.slack.drawing import Message
from bot.slack.errors import SlackError
from bot.slack.messages import door_notes, permission_notes, private_notes
from bot.slack.wire import Wire
from bot.store.people import People, Person
from bot.store.request_context import asked
from handlers.acts import act_of
from handlers.afterwards import Afterwards

ReadAhead = Callable[[str, str], Awaitable[None]]
"""Of a person, and of the document that a button was drawn for: what judging the click will need, at once."""


async def nothing_ahead(_person: str, _document: str) -> None:
    """Everything is read when it is needed."""


class NotAdmitted(Exception):
    def __init__(self, message: Message, words: Words, *, why: str = "") -> None:
        """`why` is for the audit: empty where nobody was refused, but is only not known yet."""
        self.message, self.words, self.why = message, words, why
        super().__init__(message.text)


class Doorkeeper:
    def __init__(
        self,
        *,
        people: People,
        wire: Wire,
        team: str,
        roles: RolesNow,
        afterwards: Afterwards,
        words: Mapping[str, Words],
        language: str,
        read_ahead: ReadAhead = nothing_ahead,
    ) -> None:
        self._roles, self._read_ahead = roles, read_ahead
        self._people, self._wire, self._team, self._afterwards = people, wire, team, afterwards
        self._words, self._language = words, language

    async def admit(self, body: dict[str, Any]) -> Person:
        """Raise NotAdmitted with what to tell them, and GroupsNotKnown."""
        user, act = user_of(body), self._act_of(body)
        if act is not Act.SEE or asked().subject:
            await self._read_ahead(user, asked().subject)
        person = await self._people.get(user)
        if person is None:
            self._afterwards(self._get_to_know(user))
            raise NotAdmitted(door_notes.checking_who_you_are(self.words_of(None)), self.words_of(None))
        return await self._admitted(person, act)

    async def admit_unhurried(self, body: dict[str, Any]) -> Person:
        """Where nobody waits, Slack is asked at once about whom Cobro does not know. Raise NotAdmitted and SlackError."""
        user = user_of(body)
        person = await self._people.get(user)
        if person is None:
            person = await self._wire.person(user)
            await self._people.put([person])
        return await self._admitted(person, self._act_of(body))

    async def _admitted(self, person: Person, act: Act) -> Person:
        words = self.words_of(person)
        if person.is_bot or person.is_stranger or person.team != self._team or person.is_deleted:
            raise NotAdmitted(door_notes.guests_refused(words), words, why="outsider")
        if act is Act.SEE and not person.is_guest:
            return person
        roles = await self._roles()
        if person.is_guest and person.id not in roles.guests:
            raise NotAdmitted(door_notes.guests_refused(words), words, why="guest")
        allowed = may_begin(act, person.id, roles=roles, is_guest=person.is_guest)
        if isinstance(allowed, NotPermitted):
            raise NotAdmitted(_refusal(act, allowed, words), words, why="not_permitted")
        return person

    def _act_of(self, body: Mapping[str, Any]) -> Act:
        return act_of(body, command_prefix=self.words_of(None).command_prefix)

    def words_of(self, person: Person | None) -> Words:
        """The person's language; the company's where Cobro does not speak it or does not know them yet."""
        return self._words[language_for(person.locale, company=self._language) if person else self._language]

    async def _get_to_know(self, user: str) -> None:
        try:
            await self._people.put([await self._wire.person(user)])
        except SlackError:
            return  # the next click asks again


def _refusal(act: Act, refused: NotPermitted, words: Words) -> Message:
    if isinstance(refused, OnlySees):
        return permission_notes.only_sees(sorted(refused.permitted), words, by_anybody=refused.by_anybody)
    if act is not Act.APPROVE:
        return private_notes.not_permitted(sorted(refused.permitted), words)
    if not refused.permitted:
        return private_notes.nobody_approves(words)
    return private_notes.not_approver(sorted(refused.permitted), words)


def user_of(body: dict[str, Any]) -> str:
    """Who did it: a command, an interaction and an event each have their own place for it."""
    user = body.get("user") or {}
    return str(user.get("id") or body.get("user_id") or (body.get("event") or {}).get("user") or "")
