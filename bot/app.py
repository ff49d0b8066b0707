"""The composition root: opens what is real, starts everything, and closes it in order."""

import asyncio
import secrets
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from importlib.metadata import version

import aiohttp
import structlog
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.assembly import COMPANY
from bot.clock import url_clock
from bot.clock_watch import ClockWatch
from bot.companies_running import CompaniesRunning
from bot.company_running import Around, Opening, company_running
from bot.departures_kept import departures_heard, keep_departures
from bot.ending import ended, until_stopped
from bot.gate import App
from bot.hooks import hooks_before
from bot.install_door import install_pages_before, install_url
from bot.keys_told import tell_key
from bot.locale import Words
from bot.metrics import Metrics
from bot.metrics_page import MetricsPage
from bot.pace import Pace as Pace  # noqa: PLC0414  what whoever starts the bot gives it
from bot.renewal import Reread, renewed
from bot.request_ids import new_request_id
from bot.roster import Roster
from bot.settings import Settings
from bot.slack.watched_client import Called
from bot.slack.wire import Wire, web_client
from bot.slack_door import bolt_app, gate, lead_to, text_of
from bot.sockets import connected
from bot.store.asked import AskedBefore, LastCompanies
from bot.store.companies import Companies
from bot.store.connection import Client, Clock, redis_time
from bot.store.installations import Installations
from bot.store.keys import EVERYWHERE, Keys
from bot.store.scripts import Store
from bot.store.secret_box import SecretBox
from bot.store_opening import open_store
from bot.troubles import Troubles, watch_store
from bot.web import Health, nobody_answers, serving
from handlers.afterwards import Afterwards
from handlers.carrying_out import CarryingOut
from handlers.choosing_company import ChoosingCompany
from handlers.received import Received
from handlers.switchboard import Reception, Switchboard

SLACK_SECONDS = 30
ANSWERS_SECONDS = 3.0
"""Nobody waits longer than Slack does."""
LEAVE_SECONDS = 5
"""Until a proxy that looks every other second sends its requests elsewhere."""
NAME_BYTES = 12
TRANSPORT = "transport"
"""Among the troubles: Slack's connections, which have a token of their own."""

log = structlog.get_logger(__name__)


async def serve(
    settings: Settings, *, port: int | None = None, pace: Pace | None = None, reread: Reread = lambda: None
) -> None:
    """Run until SIGTERM or SIGINT; begin anew when credentials that were refused are renewed (`bot/renewal.py`).

    Raise what `open_store` and `serving` raise at start.
    """
    stop, over, pace = asyncio.Event(), asyncio.Event(), pace or Pace()
    loop = asyncio.get_running_loop()

    def told_to_stop() -> None:
        stop.set()
        over.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told_to_stop)
    async with AsyncExitStack() as stack:
        client = await open_store(settings, stack)
        while not stop.is_set():
            over.clear()
            settings = await _until_over(settings, client, over, port=port, pace=pace, reread=reread)
        log.info("stopping")


async def _until_over(
    settings: Settings, client: Client, over: asyncio.Event, *, port: int | None, pace: Pace, reread: Reread
) -> Settings:
    """Answers the settings to go on with."""
    troubles = Troubles()
    renewal = asyncio.create_task(
        renewed(settings, reread, lambda: troubles.is_refused, seconds=pace.credentials_seconds)
    )
    renewal.add_done_callback(lambda _: over.set())
    async with AsyncExitStack() as stack:
        stack.push_async_callback(ended, renewal)
        bot = running(settings, client, port=port, pace=pace, troubles=troubles)
        await until_stopped(asyncio.create_task(stack.enter_async_context(bot)), over)
    return settings if renewal.cancelled() else renewal.result()


@asynccontextmanager
async def running(
    settings: Settings,
    client: Client,
    *,
    port: int | None = None,
    pace: Pace | None = None,
    troubles: Troubles | None = None,
) -> AsyncIterator[str]:
    """The bot on a store that is open already; yields its address. `troubles` are for whoever wants to know of them."""
    async with AsyncExitStack() as stack:
        around = await _around(settings, client, pace or Pace(), troubles or Troubles(), stack)
        called = around.troubles.hearing(TRANSPORT, around.metrics.called)
        app = bolt_app(settings, _slack(settings, around.session, called), _token_of(settings, around.roster))
        received = Received(around.switchboard, new_id=new_request_id, acked=around.metrics.acked)
        lead_to(app, received, departures_heard(around))
        health = Health(troubles=lambda: around.troubles.lines)
        stack.push_async_callback(
            ended, asyncio.create_task(watch_store(client, around.troubles, around.pace.store_seconds))
        )
        url = await stack.enter_async_context(_door(app, settings, around, health, port))
        was_here = bool(await client.exists(Keys(COMPANY)("team")))
        await _start_companies(settings, around, stack)
        if around.answers and settings.transport == "socket":
            up = around.metrics.sockets.set
            app_token = text_of(settings.slack_app_token)
            await stack.enter_async_context(connected(app, app_token=app_token, up=up, was_here=was_here))
        stack.push_async_callback(_leave, settings, around.switchboard, health)
        health.is_ready = True
        log.info("ready", url=url)
        yield url


async def _around(settings: Settings, client: Client, pace: Pace, troubles: Troubles, stack: AsyncExitStack) -> Around:
    timeout = aiohttp.ClientTimeout(total=SLACK_SECONDS)
    session = await stack.enter_async_context(aiohttp.ClientSession(timeout=timeout, trust_env=False))
    clock = pace.clock or (url_clock(settings.clock_url, session) if settings.clock_url else redis_time(client))
    afterwards = Afterwards()
    stack.push_async_callback(afterwards.drain)
    return Around(
        client=client,
        clock=clock,
        session=session,
        switchboard=_switchboard(settings, _everywhere(client, clock), session, afterwards, pace.answer_seconds),
        roster=Roster(),
        pace=pace,
        metrics=Metrics(version=version("cobro")),
        beside=afterwards,
        troubles=troubles,
        works=settings.role != "web",
        answers=settings.role != "worker",
    )


def _switchboard(
    settings: Settings, store: Store, session: aiohttp.ClientSession, afterwards: Afterwards, answer_seconds: float
) -> Switchboard:
    reception = CarryingOut(wire=Wire(_slack(settings, session), session), afterwards=afterwards)
    words = Words(settings.language, command_prefix=settings.command_prefix)
    return Switchboard(
        choosing=ChoosingCompany(AskedBefore(store), lambda: secrets.token_urlsafe(NAME_BYTES)),
        last=LastCompanies(store),
        reception=Reception(reception, words, install_url=install_url(settings)),
        answer_seconds=answer_seconds,
    )


def _slack(
    settings: Settings, session: aiohttp.ClientSession, called: Called = lambda _method, _outcome, _seconds: None
) -> AsyncWebClient:
    token = settings.slack_bot_token.get_secret_value()
    return web_client(token=token, base_url=settings.slack_api_url, session=session, called=called)


def _everywhere(client: Client, clock: Clock) -> Store:
    return Store(client=client, keys=Keys(EVERYWHERE), clock=clock)


async def _start_companies(settings: Settings, around: Around, stack: AsyncExitStack) -> None:
    """That of the environment first: without it there is nothing to be ready for."""
    token = settings.slack_bot_token.get_secret_value()
    main = await stack.enter_async_context(company_running(Opening(COMPANY, settings, token), around))
    store = _everywhere(around.client, around.clock)
    box = SecretBox(key.get_secret_value() for key in settings.secret_keys)
    companies = CompaniesRunning(
        companies=Companies(store, box),
        installations=Installations(store, box),
        settings=settings,
        main_team=main.ground.team,
        around=around,
    )
    stack.push_async_callback(companies.stop)
    await companies.start()
    stack.push_async_callback(ended, asyncio.create_task(companies.keep_up(around.pace.companies_seconds)))
    stack.push_async_callback(ended, asyncio.create_task(tell_key(settings, store)))
    if around.works:
        departing = asyncio.create_task(keep_departures(settings, around, around.pace.companies_seconds))
        stack.push_async_callback(ended, departing)


def _token_of(settings: Settings, roster: Roster) -> Callable[[str], str]:
    """Of a workspace that nobody serves: none, and never another's. Before any company is open, that of the environment."""
    ours = settings.slack_bot_token.get_secret_value()
    return lambda team: roster.tokens.get(team, "" if roster.tokens else ours)


def _door(
    app: AsyncApp, settings: Settings, around: Around, health: Health, port: int | None
) -> AbstractAsyncContextManager[str]:
    store = Store(client=around.client, keys=Keys(COMPANY), clock=around.clock)
    is_called = around.answers and settings.transport == "http"
    watch = ClockWatch(around.troubles, around.beside, around.roster.tell_of_clock)
    inner: App = gate(app, settings, store, watch) if is_called else nobody_answers
    if around.answers and settings.public_url:
        inner = hooks_before(inner, around.client, around.clock)
    return serving(
        install_pages_before(inner, settings, around),
        health=health,
        host=settings.host,
        port=settings.port if port is None else port,
        metrics=MetricsPage(settings.metrics, text_of(settings.metrics_token), around.metrics.page),
        new_id=new_request_id,
    )


async def _leave(settings: Settings, switchboard: Switchboard, health: Health) -> None:
    """First of all nothing more is sent here; then whoever waits for an answer gets it."""
    health.is_leaving = True
    usual = LEAVE_SECONDS if settings.role == "web" else 0
    seconds = usual if settings.leave_seconds is None else settings.leave_seconds
    log.info("leaving", seconds=seconds)
    await asyncio.sleep(seconds)
    await switchboard.drained(ANSWERS_SECONDS)
