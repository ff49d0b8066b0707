"""Everything that an examination from the terminal needs, opened by the settings and closed again."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import aiohttp

from bot.actions.role_book import RoleBook
from bot.alegra.account import HeardDates
from bot.alegra.api import Alegra
from bot.alegra.transport import Transport
from bot.billing.appointments import Appointments
from bot.billing.eligibility import Roles
from bot.doctor.examination import Probe
from bot.doctor.findings import Finding, error
from bot.doctor.machine_reading import read_machine
from bot.doctor.probes import AlegraProbe, MachineProbe, QueueProbe, RolesProbe, SlackProbe, StoreProbe
from bot.doctor.reach import AddressProbe
from bot.governance import appointed
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
from bot.terminal.patients import Patient, Unopened, beside_it, of_the_environment

SLACK_SECONDS = 10
ALEGRA_SECONDS = 40
RETRIES = 1


@asynccontextmanager
async def opened(
    settings: Settings, words: Words, environment: Mapping[str, str], *, env_files: Iterable[Path] = ()
) -> AsyncIterator[tuple[Probe, ...]]:
    """Nothing of it is changed by looking; the embedded store is only looked at while a Cobro runs it."""
    async with AsyncExitStack() as stack:
        timeout = aiohttp.ClientTimeout(total=SLACK_SECONDS)
        session = await stack.enter_async_context(aiohttp.ClientSession(timeout=timeout, trust_env=False))
        client = _store(settings)
        if client:
            stack.push_async_callback(client.aclose)
        surgery = _Surgery(session, client, words, stack)
        machine = partial(
            read_machine,
            environment,
            folder=settings.data_dir,
            needs_folder=settings.redis_url is None,
            env_files=tuple(env_files),
        )
        others = await beside_it(settings, client) if client else ()
        yield (
            *_shared(settings, surgery),
            *surgery.of(of_the_environment(settings)),
            *(probe for each in others for probe in surgery.of(each)),
            Probe(words.t("esta máquina"), "machine.folder", MachineProbe(machine, words).look),
        )


def _store(settings: Settings) -> Client | None:
    """None while nobody runs the embedded store."""
    if settings.redis_url:
        return connect(settings.redis_url.get_secret_value(), retries=RETRIES)
    socket = running_socket(settings.data_dir)
    return connect_socket(socket, retries=RETRIES) if socket else None


def _shared(settings: Settings, surgery: "_Surgery") -> tuple[Probe, ...]:
    """What all companies of an installation have in common."""
    words, probes = surgery.words, []
    if settings.transport == "http":
        address = AddressProbe(settings.public_url or "", surgery.session, words)
        probes.append(Probe(words.t("la dirección pública"), "slack.address", address.look))
    if surgery.client:
        probes.append(Probe(words.t("el almacén"), "store.reached", StoreProbe(surgery.client, words).look))
    return tuple(probes)


@dataclass(frozen=True)
class _Surgery:
    session: aiohttp.ClientSession
    client: Client | None
    words: Words
    stack: AsyncExitStack

    def of(self, patient: Patient | Unopened) -> tuple[Probe, ...]:
        """What belongs to one company."""
        if isinstance(patient, Unopened):
            return (Probe(patient.company, "company.open", partial(_unopened, patient, self.words), patient.company),)
        settings, company, words = patient.settings, patient.shown_as, self.words
        slack = web_client(token=patient.token, base_url=settings.slack_api_url, session=self.session)
        alegra, dates = self._alegra(settings)
        looks_at_alegra = AlegraProbe(
            alegra,
            settings.timezone,
            settings.language,
            settings.email_on_stamp,
            words,
            settings.public_url or "",
            dates,
        )
        looks_at_slack = SlackProbe(Inspection(slack), settings.channel, _app_token(patient), words)
        roles, queue = self._of_the_store(patient, Wire(slack, self.session))
        return (
            Probe("Slack", "slack.token", looks_at_slack.look, company),
            Probe("Alegra", "alegra.account", looks_at_alegra.look, company, ALEGRA_SECONDS),
            Probe(words.t("los papeles"), "roles.people", roles.look, company),
            *((Probe(words.t("la cola"), "queue.waiting", queue.look, company),) if queue else ()),
        )

    def _alegra(self, settings: Settings) -> tuple[Alegra, HeardDates]:
        dates = HeardDates()
        token = settings.alegra_token.get_secret_value()
        alegra = Alegra(
            Transport(base_url=settings.alegra_api_url, email=settings.alegra_email, token=token, pacing=dates)
        )
        self.stack.push_async_callback(alegra.aclose)
        return alegra, dates

    def _of_the_store(self, patient: Patient, wire: Wire) -> tuple[RolesProbe, QueueProbe | None]:
        """Without a store there is no queue, and roles are those of the settings."""
        named = appointed(patient.settings)
        if self.client is None:
            return RolesProbe(partial(_of_settings, named), wire.people, self.words), None
        store = Store(client=self.client, keys=Keys(patient.company), clock=redis_time(self.client))
        book = RoleBook(Preferences(store), Groups(store), wire.groups, named, store.clock, lambda later: later.close())
        return RolesProbe(book.drawn, wire.people, self.words), QueueProbe(store, patient.company, self.words)


def _app_token(patient: Patient) -> str:
    """One for the whole installation: it is tried with the first company."""
    settings = patient.settings
    if settings.transport != "socket" or settings.slack_app_token is None or patient.shown_as:
        return ""
    return settings.slack_app_token.get_secret_value()


async def _unopened(patient: Unopened, words: Words) -> tuple[Finding, ...]:
    said = words.t("La empresa {company} no se puede abrir ({why}).", company=patient.company, why=patient.why)
    cure = words.t(
        "Dale a este proceso las mismas COBRO_SECRET_KEYS, o dilo todo otra vez: cobro company add --replace."
    )
    return (error("company.open", said, cure),)


async def _of_settings(named: Appointments) -> Roles:
    """Groups stay closed: who is in them is known to a Cobro that runs."""
    return named.opened({})
