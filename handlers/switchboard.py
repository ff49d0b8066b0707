"""Each payload to the company it belongs to; what Bolt has read ends here.

What was drawn says whose it is; `main` writes nothing, so that what carries no address is its own. Typed commands and
shortcuts belong to the company of their channel, else to the only one of the workspace; else the person is asked.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.locale import Words
from bot.slack.drawing import Message
from bot.slack.letterhead import address_of
from bot.slack.messages import closed_company, door_notes, private_notes, trouble_notes
from bot.slack.messages.closed_company import ClosedCompany
from bot.slack.messages.which_company import CompanyChoice
from bot.slack.references import BadReference
from bot.store.asked import LastCompanies
from bot.store.people import Person
from bot.store.scripts import STORE_GONE
from handlers.asked import DRAWN, asked
from handlers.carrying_out import CarryingOut
from handlers.choosing_company import ChoosingCompany, NothingAsked, Resumed, is_choice
from handlers.door import Door
from handlers.doorkeeper import user_of

MAIN = "main"
"""The company of the environment."""

log = structlog.get_logger(__name__)
Body = dict[str, Any]
Place = tuple[str, str]
"""A workspace and a channel; both empty for `main`, whose desk is always open."""


@dataclass(frozen=True)
class Desk:
    """A company, as far as payloads are led to it."""

    company: str
    name: str
    team: str
    channel: str
    door: Door
    words_of: Callable[[Person | None], Words]
    later: Callable[[Coroutine[Any, Any, None]], None]
    take_back: Callable[[str], Coroutine[Any, Any, None]]
    """Takes a private message away, by its response_url."""


@dataclass(frozen=True)
class Reception:
    """Answers where no company does."""

    carrying_out: CarryingOut
    words: Words
    install_url: str = ""
    """Where further workspaces install Cobro; empty where there is only the one of the environment."""

    async def say(self, note: Callable[[Words], Message], ack: AsyncAck, body: Body) -> None:
        await self.carrying_out.trouble(note(self.words), ack=ack, body=body, words=self.words)


class Switchboard:
    def __init__(
        self, *, choosing: ChoosingCompany, last: LastCompanies, reception: Reception, answer_seconds: float = 2.0
    ) -> None:
        self._choosing, self._last, self._reception = choosing, last, reception
        self._answer_seconds = answer_seconds
        self._desks: dict[str, Desk] = {}
        self._closed: dict[str, ClosedCompany] = {}
        self._expected: Mapping[str, Place] = {}
        self._installed: frozenset[str] = frozenset()
        self._answering = 0
        self._idle = asyncio.Event()

    def open(self, desk: Desk) -> None:
        """In place of an earlier one of the same company."""
        self._desks[desk.company] = desk
        self._closed.pop(desk.company, None)

    def shut(self, company: ClosedCompany) -> None:
        """It cannot be opened: whoever comes is told why, until it is open."""
        self._closed[company.id] = company

    def close(self, desk: Desk) -> None:
        if self._desks.get(desk.company) is desk:
            del self._desks[desk.company]

    def dismiss(self, company: str) -> None:
        """Whatever desk it has: nothing new is begun for a company that is removed, while it ends what it has begun."""
        self._desks.pop(company, None)
        self._closed.pop(company, None)

    def expect(self, places: Mapping[str, Place]) -> None:
        """The companies that exist, with the place of each: one without a desk is only about to open it."""
        self._expected = places

    def know_installed(self, teams: frozenset[str]) -> None:
        """The workspaces beside that of the environment, with and without companies."""
        self._installed = teams

    def of_team(self, team: str) -> tuple[Desk, ...]:
        """`main` first, then by name."""
        found = [desk for desk in self._desks.values() if desk.team == team]
        return tuple(sorted(found, key=lambda desk: (desk.company != MAIN, desk.name, desk.company)))

    async def __call__(self, ack: AsyncAck, body: Body, team: str) -> None:
        """`team` is the workspace in which it was done."""
        self._answering += 1
        try:
            await self._answer(ack, body, team)
        finally:
            self._answering -= 1
            self._idle.set()

    async def drained(self, seconds: float) -> None:
        """Return when nobody waits for an answer any more, or after this time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._answering:
                    self._idle.clear()
                    await self._idle.wait()

    async def _answer(self, ack: AsyncAck, body: Body, team: str) -> None:
        company, body = address_of(body)
        if is_choice(body):
            await self._chosen(ack, body, team)
        elif asked(body).kind == "event":
            await self._hear(ack, body, team)
        else:
            await self._lead(company, ack, body, team)

    async def _chosen(self, ack: AsyncAck, body: Body, team: str) -> None:
        try:
            async with asyncio.timeout(self._answer_seconds):
                resumed = await self._choosing.resumed(body)
        except (NothingAsked, BadReference):
            await self._reception.say(private_notes.stale, ack, body)
        except (TimeoutError, *STORE_GONE):
            await self._reception.say(trouble_notes.store_away, ack, body)
        else:
            await self._resume(resumed, ack, body, team)

    async def _resume(self, resumed: Resumed, ack: AsyncAck, body: Body, team: str) -> None:
        desk = self._desks.get(resumed.company)
        if desk is None or desk.team != team:
            await self._reception.say(private_notes.stale, ack, body)
            return
        await self._at(desk, ack, resumed.body)
        if resumed.chooser_url:
            desk.later(desk.take_back(resumed.chooser_url))

    async def _hear(self, ack: AsyncAck, body: Body, team: str) -> None:
        """An event names no company: it is told to the one that the person used last."""
        desks = self._of(team)
        if not desks:
            await ack()
            return
        last = await self._last_of(team, user_of(body)) if len(desks) > 1 else ""
        await next((desk for desk in desks if desk.company == last), desks[0]).door(ack, body)

    async def _lead(self, company: str, ack: AsyncAck, body: Body, team: str) -> None:
        if company or asked(body).kind in DRAWN:
            await self._at_owner(company or MAIN, ack, body)
            return
        channel = _channel(body)
        if owner := next((each for each, place in self._expected.items() if place == (team, channel)), ""):
            await self._at_owner(owner, ack, body)
            return
        desks = self._of(team)
        here = [desk for desk in desks if desk.channel == channel] or desks
        match len(here):
            case 0:
                await self._nobody_here(team, ack, body)
            case 1:
                await self._at(here[0], ack, body)
            case _:
                choices = [CompanyChoice(desk.company, desk.name) for desk in here]
                await here[0].door.ask(ack, body, self._choosing.ask(body, choices, here[0].words_of))

    async def _at_owner(self, company: str, ack: AsyncAck, body: Body) -> None:
        if desk := self._desks.get(company):
            await self._at(desk, ack, body)
        else:
            await self._reception.say(self._absence(company, user_of(body)), ack, body)

    def _absence(self, company: str, person: str) -> Callable[[Words], Message]:
        if company not in self._expected:
            return door_notes.company_gone
        if closed := self._closed.get(company):
            tell = closed_company.to_admin if person in closed.admins else closed_company.to_others
            return partial(tell, closed)
        return private_notes.slow

    async def _at(self, desk: Desk, ack: AsyncAck, body: Body) -> None:
        await desk.door(ack, body)
        if asked(body).kind != "options" and len(self.of_team(desk.team)) > 1:
            desk.later(self._last.put(desk.team, user_of(body), desk.company))

    async def _last_of(self, team: str, user: str) -> str:
        try:
            return await self._last.get(team, user)
        except STORE_GONE:
            return ""

    def _of(self, team: str) -> tuple[Desk, ...]:
        """Where there is one workspace and company at all it answers everybody: its doorkeeper refuses who is of no concern."""
        is_only_one = len(self._desks) == 1 and not self._reception.install_url and team not in self._installed
        return self.of_team(team) or (tuple(self._desks.values()) if is_only_one else ())

    async def _nobody_here(self, team: str, ack: AsyncAck, body: Body) -> None:
        if company := next((each for each, (its_team, _) in self._expected.items() if its_team == team), ""):
            await self._at_owner(company, ack, body)
            return
        url = self._reception.install_url
        known = team in self._installed or not url
        note = door_notes.no_company_here if known else partial(door_notes.not_installed_here, url)
        await self._reception.say(note, ack, body)


def _channel(body: Body) -> str:
    """Of a command, or of the message that a shortcut was used on."""
    return str(body.get("channel_id") or (body.get("channel") or {}).get("id") or "")
