"""Everything that an examination from the terminal needs, opened by the settings and closed again."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path

import aiohttp

from bot.actions.role_book import RoleBook
from bot.alegra.account import HeardDates
from bot.alegra.api import Alegra
from bot.alegra.transport import Transport
from bot.assembly import COMPANY
from bot.governance import appointed
from bot.billing.appointments import Appointments
from bot.billing.eligibility import Roles
from bot.doctor.examination import Probe
from bot.doctor.machine_reading import read_machine
from bot.doctor.probes import AlegraProbe, MachineProbe, QueueProbe, RolesProbe, SlackProbe, StoreProbe
from bot.doctor.reach import AddressProbe
from bot.locale import Words
from bot.settings import Settings
from bot.slack.inspection import Inspection
from bot.slack.wire import Wire, web_client
from bot.store.connection import Client, connect, connect_socket, redis_time
from bot.store.groups import Groups
from bot.store.keys import Keys
from bot.store.preferences import Preferences
from bot.store.running import running_socket
from bot.store.scripts import Store

SLACK_SECONDS = 10
RETRIES = 1


@asynccontextmanager
async def opened(
    settings: Settings, words: Words, environment: Mapping[str, str], *, env_files: Iterable[Path] = ()
) -> AsyncIterator[tuple[Probe, ...]]:
    """Nothing of it is changed by looking; the embedded store is only looked at while a Cobro runs it."""
    async with AsyncExitStack() as stack:
        timeout = aiohttp.ClientTimeout(total=SLACK_SECONDS)
        session = await stack.enter_async_context(aiohttp.ClientSession(timeout=timeout, trust_env=False))
        slack = web_client(
            token=settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url, session=session
        )
        client = _store(settings)
        if client:
            stack.push_async_callback(client.aclose)
        dates = HeardDates()
        alegra = _alegra(settings, dates)
        stack.push_async_callback(alegra.aclose)
        read = partial(
            read_machine,
            environment,
            folder=settings.data_dir,
            needs_folder=settings.redis_url is None,
            env_files=tuple(env_files),
        )
        alegra_probe = AlegraProbe(
            alegra, settings.timezone, settings.language, settings.email_on_stamp, words, dates=dates
        )
        yield (
            Probe("Slack", "slack.token", _slack_probe(settings, Inspection(slack), words).look),
            *_address(settings, session, words),
            Probe("Alegra", "alegra.account", alegra_probe.look, seconds=40),
            *_of_the_store(settings, client, Wire(slack, session), words),
            Probe(words.t("esta máquina"), "machine.folder", MachineProbe(read, words).look),
        )


def _store(settings: Settings) -> Client | None:
    """None while nobody runs the embedded store."""
    if settings.redis_url:
        return connect(settings.redis_url.get_secret_value(), retries=RETRIES)
    socket = running_socket(settings.data_dir)
    return connect_socket(socket, retries=RETRIES) if socket else None


def _alegra(settings: Settings, dates: HeardDates) -> Alegra:
    return Alegra(
        Transport(
            base_url=settings.alegra_api_url,
            email=settings.alegra_email,
            token=settings.alegra_token.get_secret_value(),
            pacing=dates,
        )
    )


def _slack_probe(settings: Settings, inspection: Inspection, words: Words) -> SlackProbe:
    token = settings.slack_app_token
    needed = settings.transport == "socket" and token is not None
    return SlackProbe(inspection, settings.channel, token.get_secret_value() if token and needed else "", words)


def _address(settings: Settings, session: aiohttp.ClientSession, words: Words) -> tuple[Probe, ...]:
    if settings.transport != "http":
        return ()
    probe = AddressProbe(settings.public_url or "", session, words)
    return (Probe(words.t("la dirección pública"), "slack.address", probe.look),)


def _of_the_store(settings: Settings, client: Client | None, wire: Wire, words: Words) -> tuple[Probe, ...]:
    """Without a store, roles are those of the environment."""
    named = appointed(settings)
    if client is None:
        return (
            Probe(
                words.t("los papeles"),
                "roles.people",
                RolesProbe(partial(_of_settings, named), wire.people, words).look,
            ),
        )
    store = Store(client=client, keys=Keys(COMPANY), clock=redis_time(client))
    book = RoleBook(Preferences(store), Groups(store), wire.groups, named, store.clock, lambda later: later.close())
    return (
        Probe(words.t("el almacén"), "store.reached", StoreProbe(client, words).look),
        Probe(words.t("la cola"), "queue.waiting", QueueProbe(store, COMPANY, words).look),
        Probe(words.t("los papeles"), "roles.people", RolesProbe(book.drawn, wire.people, words).look),
    )


async def _of_settings(named: Appointments) -> Roles:
    """Groups stay closed: who is in them is known to a Cobro that runs."""
    return named.opened({})
