"""The Home tabs that people have opened: published when they look, and again when something of theirs changed."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

import structlog

from bot.actions.home_reading import HomeReading
from bot.actions.role_book import Later
from bot.locale import Words
from bot.slack.drawing import View
from bot.slack.errors import SlackError
from bot.slack.home import draw
from bot.slack.home_contents import CompanyHome, Home
from bot.slack.wire import Wire
from bot.store.home_viewers import HomeViewers
from bot.store.people import Person

REST_SECONDS = 3.0
"""What changes within this time after a publication is published at its end."""

Read = Callable[[Person, Words], Awaitable[CompanyHome | None]]

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class HomeTabs:
    """Everything in here may be lost: opening the tab shows the state anew."""

    wire: Wire
    viewers: HomeViewers
    team: str
    own: HomeReading
    """Of the company whose documents change here."""
    parts: Callable[[], Iterable[Read]]
    """Of every company of the workspace, in the order in which they are shown."""
    find_person: Callable[[str], Awaitable[Person | None]]
    words_of: Callable[[Person | None], Words]
    later: Later
    rest_seconds: float = REST_SECONDS
    _changed: set[str] = field(default_factory=set)
    """Documents."""
    _people: set[str] = field(default_factory=set)
    _resting: list[asyncio.TimerHandle] = field(default_factory=list)
    """The one timer that runs, if any does."""
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    """By person: what was drawn earlier is not published over what was drawn later."""

    async def show(self, person: Person) -> None:
        """To whoever opened it."""
        async with self._alone(person.id):
            await self._publish(person, await self._drawn(person))

    def changed(self, document_id: str) -> None:
        """Soon, to those whom it concerns and who have opened theirs."""
        self._changed.add(document_id)
        self._soon()

    def changed_for(self, user: str) -> None:
        """The same, where it is their own affair: a form that they have begun."""
        self._people.add(user)
        self._soon()

    def close(self) -> None:
        for timer in self._resting:
            timer.cancel()

    def _soon(self) -> None:
        if not self._resting and (self._changed or self._people):
            documents, people = frozenset(self._changed), frozenset(self._people)
            self._changed.clear()
            self._people.clear()
            self._resting.append(asyncio.get_running_loop().call_later(self.rest_seconds, self._rested))
            self.later(self._show_all(documents, people))

    def _rested(self) -> None:
        self._resting.clear()
        self._soon()

    async def _show_all(self, documents: frozenset[str], people: frozenset[str]) -> None:
        concerned = set(people)
        for document_id in documents:
            concerned |= await self.own.concerned(document_id)
        for user in sorted(concerned):
            async with self._alone(user):
                await self._show_again(user)

    def _alone(self, user: str) -> asyncio.Lock:
        return self._locks.setdefault(user, asyncio.Lock())

    async def _show_again(self, user: str) -> None:
        before = await self.viewers.published(self.team, user)
        person = await self.find_person(user) if before else None
        if person is None:
            return
        view = await self._drawn(person)
        if fingerprint(view) != before:
            await self._publish(person, view)

    async def _drawn(self, person: Person) -> View:
        words = self.words_of(person)
        told = [await read(person, words) for read in self.parts()]
        return draw(Home(tuple(each for each in told if each)), words)

    async def _publish(self, person: Person, view: View) -> None:
        try:
            await self.wire.publish_home(person.id, view)
        except SlackError as error:
            log.warning("home_not_published", code=error.code)
            return
        await self.viewers.put(self.team, person.id, fingerprint(view))


def fingerprint(view: Any) -> str:
    return hashlib.sha256(json.dumps(view, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
