"""The composition root: opens what is real, starts everything, and closes it in order."""

import asyncio
import secrets
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import cast

import aiohttp
import structlog
from pydantic import SecretStr
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.actions.directory import Directory
from bot.actions.directory_copy import DirectoryCopy
from bot.alegra.api import Alegra
from bot.alegra.errors import AlegraError
from bot.alegra.opening import open_alegra
from bot.assembly import COMPANY, Assembly, Ground
from bot.clock import url_clock
from bot.conversations import register
from bot.ending import ended, until_stopped
from bot.gate import App, Gate, Rejected
from bot.jobs.schedule import DIRECTORY, PEOPLE
from bot.jobs.timetable import scheduler
from bot.operations.timing import Timing
from bot.settings import Settings
from bot.slack.errors import SlackError, SlackUnavailable
from bot.slack.wire import Wire, web_client
from bot.sockets import connected
from bot.store.connection import Client, check_persistence, connect, connect_socket, redis_time
from bot.store.directory import DirectoryStore
from bot.store.embedded import EmbeddedStore, FolderInUse, NoEmbeddedStore, StoreDidNotStart, launch
from bot.store.keys import Keys
from bot.store.replays import Replays
from bot.store.scripts import Store
from bot.web import Health, nobody_answers, serving

SLACK_PATH = "/slack/events"
SLACK_SECONDS = 30
RETRY_SECONDS = 2.0
STORE_LOOK_SECONDS = 1.0
TICK_SECONDS = 5.0
CATCH_UP_SECONDS = 2.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Pace:
    """How often things are looked at; tests look more often."""

    tick_seconds: float = TICK_SECONDS
    catch_up_seconds: float = CATCH_UP_SECONDS
    timing: Timing = field(default_factory=Timing)


async def serve(settings: Settings, *, port: int | None = None, pace: Pace | None = None) -> None:
    """Run until SIGTERM or SIGINT. Raise what `launch`, `check_persistence` and `serving` raise at start."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        client = await _open_store(settings, stack)
        rising = asyncio.create_task(stack.enter_async_context(running(settings, client, port=port, pace=pace)))
        await until_stopped(rising, stop)
        log.info("stopping")


@asynccontextmanager
async def running(
    settings: Settings, client: Client, *, port: int | None = None, pace: Pace | None = None
) -> AsyncIterator[str]:
    """The bot on a store that is open already; yields its address."""
    pace = pace or Pace()
    async with AsyncExitStack() as stack:
        timeout = aiohttp.ClientTimeout(total=SLACK_SECONDS)
        session = await stack.enter_async_context(aiohttp.ClientSession(timeout=timeout, trust_env=False))
        clock = url_clock(settings.clock_url, session) if settings.clock_url else redis_time(client)
        store = Store(client=client, keys=Keys(COMPANY), clock=clock)
        slack = web_client(
            token=settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url, session=session
        )
        alegra = _alegra(settings, store)
        stack.push_async_callback(alegra.aclose)
        health = Health()
        app = AsyncApp(
            client=slack,
            signing_secret=_text(settings.slack_signing_secret),
            process_before_response=True,
            authorize=_authorization(settings.slack_bot_token.get_secret_value()),
        )
        inner = _gate(app, settings, store) if settings.transport == "http" else nobody_answers
        door = serving(inner, health=health, host=settings.host, port=settings.port if port is None else port)
        url = await stack.enter_async_context(door)
        assembly = await _assemble(settings, store, alegra, Wire(slack, session), pace)
        register(app, assembly)
        await _start(assembly, pace, stack)
        if settings.transport == "socket":
            await stack.enter_async_context(connected(app, app_token=_text(settings.slack_app_token)))
        health.is_ready = True
        log.info("ready", url=url)
        yield url


def _text(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


async def _open_store(settings: Settings, stack: AsyncExitStack) -> Client:
    if settings.redis_url:
        client = connect(settings.redis_url.get_secret_value())
    else:
        embedded = launch(settings.data_dir)
        stack.callback(embedded.close)
        stack.push_async_callback(ended, asyncio.create_task(_keep_serving(embedded)))
        client = connect_socket(embedded.socket)
    stack.push_async_callback(client.aclose)
    await check_persistence(client)
    return client


async def _keep_serving(embedded: EmbeddedStore) -> None:
    """A server that something killed is started again, with everything that it had answered."""
    while True:
        await asyncio.sleep(STORE_LOOK_SECONDS)
        if embedded.has_ended:
            log.error("store_ended")
            try:
                embedded.serve_again()
            except (StoreDidNotStart, NoEmbeddedStore, FolderInUse):
                log.exception("store_not_started")


def _alegra(settings: Settings, store: Store) -> Alegra:
    token = settings.alegra_token.get_secret_value()
    return open_alegra(store, base_url=settings.alegra_api_url, email=settings.alegra_email, token=token)


def _authorization(token: str) -> Callable[..., Awaitable[AuthorizeResult]]:
    """One workspace with its token in the environment; who may do what is the doorkeeper's question.

    Bolt looks at the names of the arguments, so this is a function and no object.
    """

    async def authorize(team_id: str | None, enterprise_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)

    return authorize


def _gate(app: AsyncApp, settings: Settings, store: Store) -> Gate:
    def rejected(rejection: Rejected) -> None:
        log.info("request_rejected", status=rejection.status, why=rejection.why)

    return Gate(
        cast(App, AsyncSlackRequestHandler(app, path=SLACK_PATH)),
        path=SLACK_PATH,
        secret=_text(settings.slack_signing_secret),
        now=time.time,
        first_time=Replays(store, new_nonce=lambda: secrets.token_hex(8)).first_time,
        rejected=rejected,
    )


async def _assemble(settings: Settings, store: Store, alegra: Alegra, wire: Wire, pace: Pace) -> Assembly:
    team = await _until_slack_answers(wire)
    directory = Directory(store=DirectoryStore(store), alegra=alegra)
    was_read = await _fill(directory, DirectoryCopy(store=DirectoryStore(store), alegra=alegra))
    ground = Ground(
        settings=settings,
        store=store,
        alegra=alegra,
        wire=wire,
        directory=directory,
        timezone=settings.timezone or directory.company.timezone,
        team=team,
        random_bits=lambda: secrets.randbits(64),
        timing=pace.timing,
    )
    assembly = Assembly(ground)
    if was_read:
        await assembly.timetable.has_been_done(DIRECTORY)
    return assembly


async def _until_slack_answers(wire: Wire) -> str:
    """The workspace's id. Raise SlackError when Slack refuses the token."""
    while True:
        try:
            return await wire.team()
        except SlackUnavailable as away:
            log.warning("slack_not_reached", why=away.code)
            await asyncio.sleep(max(away.retry_after, RETRY_SECONDS))


async def _fill(directory: Directory, copy: DirectoryCopy) -> bool:
    """Nothing can be drawn without the company: an earlier copy will do, else Alegra is read, and True answered."""
    await directory.catch_up()
    if directory.is_ready:
        return False
    while not directory.is_ready:
        try:
            await copy.refresh()
            await directory.catch_up()
        except AlegraError as error:
            log.warning("alegra_not_reached", why=type(error).__name__)
            await asyncio.sleep(RETRY_SECONDS)
    return True


async def _start(assembly: Assembly, pace: Pace, stack: AsyncExitStack) -> None:
    """Worker, timetable and directory; the context ends them in reverse, the worker draining first."""
    try:
        await assembly.people.put(await assembly.ground.wire.people())
        await assembly.timetable.has_been_done(PEOPLE)
    except SlackError as error:
        log.warning("people_not_known_yet", why=error.code)
    stack.push_async_callback(assembly.afterwards.drain)
    catching_up = asyncio.create_task(_keep_up(assembly.ground.directory, pace.catch_up_seconds))
    stack.push_async_callback(ended, catching_up)
    clockwork = scheduler(assembly.timetable.begin_tick, seconds=pace.tick_seconds)
    clockwork.start()
    stack.push_async_callback(assembly.timetable.stop)
    stack.callback(clockwork.shutdown, wait=False)
    stack.push_async_callback(ended, asyncio.create_task(assembly.sealing.run()))
    working = asyncio.create_task(assembly.worker.run())
    stack.push_async_callback(_finished, assembly, working)


async def _keep_up(directory: Directory, seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await directory.catch_up()
        except Exception:
            log.exception("directory_not_caught_up")


async def _finished(assembly: Assembly, working: "asyncio.Task[None]") -> None:
    assembly.worker.stop()
    await working
