"""One company, opened and started: its part of the store, its Alegra, its workspace; and ended in order."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import structlog

from bot.actions.directory import Directory
from bot.actions.directory_copy import DirectoryCopy
from bot.alegra.api import Alegra
from bot.alegra.errors import Exchange
from bot.alegra.opening import open_alegra
from bot.assembly import Assembly, Ground
from bot.company_gauges import CompanyGauges
from bot.conversations import door_of
from bot.ending import ended
from bot.jobs.schedule import DIRECTORY, PEOPLE
from bot.jobs.timetable import scheduler
from bot.metrics import Metrics
from bot.opening_waits import WaitsFor, filled, workspace_of
from bot.operations.restoring import doubt_after_silence
from bot.pace import Pace
from bot.roster import Roster
from bot.settings import Settings
from bot.slack.errors import SlackError
from bot.slack.letterhead import Letterhead
from bot.slack.wire import Wire, web_client
from bot.store.connection import Client, Clock
from bot.store.directory import DirectoryStore
from bot.store.keys import Keys
from bot.store.scripts import Store
from bot.troubles import STORE, Troubles
from handlers.switchboard import MAIN, Desk, Switchboard

log = structlog.get_logger(__name__)


class OtherWorkspace(Exception):
    """The token that is there for a company belongs to another workspace than the company."""

    def __init__(self, company: str) -> None:
        super().__init__(f"the workspace of {company} is not the one that its token opens")


@dataclass(frozen=True)
class Opening:
    """What a company is opened with."""

    company: str
    settings: Settings
    """Its own where a company has its own (`bot/company_settings.py`)."""
    token: str = field(repr=False)
    """Of the bot in its workspace."""
    team: str = ""
    """Empty: whichever the token opens."""
    name: str = ""
    """Empty: as Alegra has it."""
    waits_for: WaitsFor = lambda _error: None
    """Told what it waits for while it is being opened."""


@dataclass(frozen=True)
class Around:
    """What all companies of a process share."""

    client: Client
    clock: Clock
    session: aiohttp.ClientSession
    switchboard: Switchboard
    roster: Roster
    pace: Pace
    metrics: Metrics
    beside: Callable[[Awaitable[None]], None]
    """Carries out what nobody waits for, and what belongs to no company."""
    troubles: Troubles
    works: bool = True
    """Carries operations and the timetable."""
    answers: bool = True
    """Answers people."""


@asynccontextmanager
async def company_running(opening: Opening, around: Around) -> AsyncIterator[Assembly]:
    """Waits for Slack and Alegra while they are away.

    Raise SlackError when Slack refuses the token, OtherWorkspace, and OtherAccount.
    """
    async with AsyncExitStack() as stack:
        assembly = await _assemble(opening, around, stack)
        await doubt_after_silence(assembly.ground.store)
        await _get_to_know_people(assembly)
        _enrol(opening, assembly, around, stack)
        stack.push_async_callback(assembly.afterwards.drain)
        catching_up = asyncio.create_task(_keep_up(assembly.ground.directory, around.pace.catch_up_seconds))
        stack.push_async_callback(ended, catching_up)
        stack.push_async_callback(ended, asyncio.create_task(assembly.sealing.run()))
        if around.works:
            _start_working(assembly, around.pace, stack)
        log.info("company_open", company=opening.company)
        yield assembly


async def _assemble(opening: Opening, around: Around, stack: AsyncExitStack) -> Assembly:
    settings = opening.settings
    store = Store(client=around.client, keys=Keys(opening.company), clock=around.clock)
    alegra = _alegra(settings, store, around)
    stack.push_async_callback(alegra.aclose)
    directory = Directory(store=DirectoryStore(store), alegra=alegra)
    letterhead = Letterhead(
        "" if opening.company == MAIN else opening.company, lambda: _badge(opening, directory, around.roster)
    )
    wire = _wire(opening, around, letterhead)
    team = await workspace_of(opening.company, wire, store, waits_for=opening.waits_for)
    if opening.team not in ("", team):
        raise OtherWorkspace(opening.company)
    await store.client.set(store.keys("team"), team)
    copy = DirectoryCopy(store=DirectoryStore(store), alegra=alegra)
    was_read = await filled(opening.company, directory, alegra, copy, waits_for=opening.waits_for)
    assembly = Assembly(
        Ground(
            settings=settings,
            store=store,
            alegra=alegra,
            wire=wire,
            directory=directory,
            timezone=settings.timezone or directory.company.timezone,
            team=team,
            random_bits=lambda: secrets.randbits(64),
            timing=around.pace.timing,
            answer_seconds=around.pace.answer_seconds,
            moved=around.metrics.moved,
            company=opening.company,
            letterhead=letterhead,
            is_store_away=lambda: bool(around.troubles.why(STORE)),
            home_parts=lambda: around.roster.homes_beside(opening.company),
        )
    )
    if was_read and around.works:
        await assembly.timetable.has_been_done(DIRECTORY)
    return assembly


def _alegra(settings: Settings, store: Store, around: Around) -> Alegra:
    company, metrics = store.keys.company, around.metrics

    def answered(exchange: Exchange, seconds: float) -> None:
        metrics.answered(exchange, seconds)
        around.troubles.of_alegra(company, exchange)

    return open_alegra(
        store,
        base_url=settings.alegra_api_url,
        email=settings.alegra_email,
        token=settings.alegra_token.get_secret_value(),
        tell=answered,
        tell_remaining=metrics.remaining.labels(company).set,
    )


def _wire(opening: Opening, around: Around, letterhead: Letterhead) -> Wire:
    slack = web_client(
        token=opening.token,
        base_url=opening.settings.slack_api_url,
        session=around.session,
        called=around.troubles.hearing(opening.company, around.metrics.called),
    )
    return Wire(slack, around.session, letterhead)


def _badge(opening: Opening, directory: Directory, roster: Roster) -> str:
    if not roster.is_one_of_several(opening.company):
        return ""
    return opening.name or directory.company.name


async def _get_to_know_people(assembly: Assembly) -> None:
    try:
        await assembly.get_to_know_people()
        await assembly.timetable.has_been_done(PEOPLE)
        await assembly.role_book.refresh()
    except SlackError as error:
        log.warning("people_not_known_yet", why=error.code)


async def _keep_up(directory: Directory, seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await directory.catch_up()
        except Exception:
            log.exception("directory_not_caught_up")


def _start_working(assembly: Assembly, pace: Pace, stack: AsyncExitStack) -> None:
    """Worker and timetable; the context ends them in reverse, the worker draining first."""
    clockwork = scheduler(assembly.timetable.begin_tick, seconds=pace.tick_seconds)
    clockwork.start()
    stack.push_async_callback(assembly.timetable.stop)
    stack.callback(clockwork.shutdown, wait=False)
    working = asyncio.create_task(assembly.worker.run())
    stack.push_async_callback(_finished, assembly, working)


async def _finished(assembly: Assembly, working: "asyncio.Task[None]") -> None:
    assembly.worker.stop()
    await working


def _enrol(opening: Opening, assembly: Assembly, around: Around, stack: AsyncExitStack) -> None:
    """From now on it is known in its workspace, and answers there."""
    ground, company = assembly.ground, opening.company
    gauges = CompanyGauges(around.metrics, assembly, company)
    around.metrics.add(gauges)
    stack.callback(around.metrics.remove, gauges)
    around.roster.teams[company] = ground.team
    around.roster.tokens[ground.team] = opening.token
    around.roster.homes[company] = assembly.home_tabs.own
    around.roster.clocks[company] = assembly.admin_notices.clock_wrong
    stack.callback(around.roster.clocks.pop, company, None)
    stack.callback(assembly.home_tabs.close)
    if around.answers:
        desk = Desk(
            company=company,
            name=opening.name or ground.directory.company.name,
            team=ground.team,
            channel=opening.settings.channel,
            door=door_of(assembly),
            words_of=assembly.keeper.words_of,
            later=assembly.afterwards,
            take_back=ground.wire.take_back,
        )
        around.switchboard.open(desk)
        stack.callback(around.switchboard.close, desk)
