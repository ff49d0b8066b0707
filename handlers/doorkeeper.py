"""Who is asking: known, of this workspace, no bot and no guest; checked at every click, by user id (design 7, 10)."""

from collections.abc import Mapping
from typing import Any

from bot.locale import Words, language_for
from bot.slack.drawing import Message
from bot.slack.errors import SlackError
from bot.slack.messages import private_notes
from bot.slack.wire import Wire
from bot.store.people import People, Person
from handlers.afterwards import Afterwards


class NotAdmitted(Exception):
    def __init__(self, message: Message, words: Words) -> None:
        self.message, self.words = message, words
        super().__init__(message.text)


class Doorkeeper:
    def __init__(
        self,
        *,
        people: People,
        wire: Wire,
        team: str,
        afterwards: Afterwards,
        words: Mapping[str, Words],
        language: str,
    ) -> None:
        self._people, self._wire, self._team, self._afterwards = people, wire, team, afterwards
        self._words, self._language = words, language

    async def admit(self, body: dict[str, Any]) -> Person:
        """Raise NotAdmitted with what to tell them."""
        user = user_of(body)
        person = await self._people.get(user)
        if person is None:
            self._afterwards(self._get_to_know(user))
            raise NotAdmitted(private_notes.checking_who_you_are(self.words_of(None)), self.words_of(None))
        return self._admitted(person)

    async def admit_unhurried(self, body: dict[str, Any]) -> Person:
        """Where nobody waits, Slack is asked at once about whom Cobro does not know. Raise NotAdmitted and SlackError."""
        user = user_of(body)
        person = await self._people.get(user)
        if person is None:
            person = await self._wire.person(user)
            await self._people.put([person])
        return self._admitted(person)

    def _admitted(self, person: Person) -> Person:
        if person.is_bot or person.is_guest or person.team != self._team or person.is_deleted:
            words = self.words_of(person)
            raise NotAdmitted(private_notes.guests_refused(words), words)
        return person

    def words_of(self, person: Person | None) -> Words:
        """The person's language; the company's where Cobro does not speak it or does not know them yet."""
        return self._words[language_for(person.locale, company=self._language) if person else self._language]

    async def _get_to_know(self, user: str) -> None:
        try:
            await self._people.put([await self._wire.person(user)])
        except SlackError:
            return  # the next click asks again


def user_of(body: dict[str, Any]) -> str:
    """Who did it: a command, an interaction and an event each have their own place for it."""
    user = body.get("user") or {}
    return str(user.get("id") or body.get("user_id") or (body.get("event") or {}).get("user") or "")
