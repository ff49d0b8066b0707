"""What is looked at, and how: each probe reads, and leaves judging to the checks."""

import datetime as dt
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from redis.exceptions import RedisError

from bot.actions.hook_subscriptions import EVENTS, HOOK_PATH
from bot.alegra.account import Account, HeardDates
from bot.alegra.account import account as read_account
from bot.alegra.api import Alegra
from bot.alegra.errors import AlegraError
from bot.billing.eligibility import Roles
from bot.doctor import (
    alegra_checks,
    clock_checks,
    machine_checks,
    queue_checks,
    role_checks,
    slack_checks,
    store_checks,
)
from bot.doctor.findings import Finding
from bot.doctor.machine_checks import Machine
from bot.doctor.queue_checks import Queue
from bot.locale import Words
from bot.operations.journal import Journal
from bot.operations.operation import State
from bot.slack.errors import SlackError
from bot.slack.inspection import Identity, Inspection
from bot.slack.manifest import ManifestMissing, manifest_path, scopes_of
from bot.store import layout
from bot.store.connection import Client
from bot.store.layout import NewerStore
from bot.store.people import Person
from bot.store.scripts import Store
from bot.store.slots import Slots

DIRECTORY_SLOT = "directory"


@dataclass(frozen=True)
class SlackProbe:
    inspection: Inspection
    channel: str
    app_token: str
    """Empty without Socket Mode."""
    words: Words

    async def look(self) -> tuple[Finding, ...]:
        try:
            identity = await self.inspection.identity()
        except SlackError as why:
            return (slack_checks.token(why, self.words),)
        return (
            slack_checks.token(identity, self.words),
            slack_checks.scopes(identity.scopes, wanted_scopes(), self.words),
            slack_checks.history(identity.scopes, self.words),
            *clock_checks.drift("slack", identity.ahead_seconds, self.words),
            *await self._socket(),
            *await self._channel(identity),
        )

    async def _socket(self) -> tuple[Finding, ...]:
        if not self.app_token:
            return ()
        try:
            await self.inspection.open_connection(self.app_token)
        except SlackError as why:
            return (slack_checks.socket(why, self.words),)
        return (slack_checks.socket(None, self.words),)

    async def _channel(self, identity: Identity) -> tuple[Finding, ...]:
        try:
            found = await self.inspection.channel(self.channel)
        except SlackError as why:
            return slack_checks.channel(why, self.words, bot=identity.name)
        return slack_checks.channel(found, self.words, bot=identity.name)


def wanted_scopes() -> frozenset[str]:
    """Of the manifest; none where an installation has lost it."""
    try:
        return scopes_of(manifest_path().read_text(encoding="utf-8"))
    except ManifestMissing:
        return frozenset()


@dataclass(frozen=True)
class AlegraProbe:
    alegra: Alegra
    timezone: str
    """Of the settings; empty: the company's."""
    language: str
    email_on_stamp: str
    words: Words
    public_url: str = ""
    """Where Alegra reaches Cobro; empty: it does not."""
    dates: HeardDates | None = None
    """Where the connection hears Alegra's clock."""
    now: Callable[[], float] = time.time

    async def look(self) -> tuple[Finding, ...]:
        try:
            found = await read_account(self.alegra.transport)
        except AlegraError as why:
            return alegra_checks.account(why, self.words)
        return (
            *alegra_checks.account(found, self.words),
            *alegra_checks.company(found.company, self.words, timezone=self.timezone, language=self.language),
            *await self._numbering(found),
            *await self._webhooks(),
            alegra_checks.email(self.email_on_stamp, self.words),
            *clock_checks.drift("alegra", self.dates.ahead_seconds if self.dates else None, self.words),
        )

    async def _webhooks(self) -> tuple[Finding, ...]:
        if not self.public_url:
            return ()
        try:
            found = await self.alegra.webhooks.all()
        except AlegraError:
            return (alegra_checks.webhooks((), EVENTS, self.words),)
        ours = f"{urlsplit(self.public_url).netloc}{urlsplit(self.public_url).path.rstrip('/')}{HOOK_PATH}"
        return (
            alegra_checks.webhooks([each.event for each in found if each.url.startswith(ours)], EVENTS, self.words),
        )

    async def _numbering(self, found: Account) -> tuple[Finding, ...]:
        if "/number-templates" in found.refused:
            return ()
        try:
            page = await self.alegra.numberings.page()
        except AlegraError:
            return ()
        today = dt.datetime.fromtimestamp(self.now(), ZoneInfo(self.timezone or found.company.timezone)).date()
        return alegra_checks.numbering(page.rows, self.words, today=today)


@dataclass(frozen=True)
class StoreProbe:
    client: Client
    words: Words
    now: Callable[[], float] = time.time

    async def look(self) -> tuple[Finding, ...]:
        try:
            info = await self.client.info("everything")
            seconds, microseconds = await self.client.time()
            await layout.check(self.client)
        except NewerStore as newer:
            return (store_checks.newer(newer, self.words),)
        except (RedisError, OSError) as why:
            return store_checks.store(why, self.words)
        ahead = int(seconds) + int(microseconds) / 1_000_000 - self.now()
        return (*store_checks.store(info, self.words), *clock_checks.drift("store", ahead, self.words))


@dataclass(frozen=True)
class QueueProbe:
    store: Store
    company: str
    words: Words

    async def look(self) -> tuple[Finding, ...]:
        try:
            return queue_checks.queue(await self._read(), self.words)
        except (RedisError, OSError):
            return ()  # the store's own probe says so

    async def _read(self) -> Queue:
        journal, client, keys = Journal(self.store), self.store.client, self.store.keys
        oldest = await client.zrange(keys("due"), 0, 0, withscores=True)
        persons = await journal.listed(State.NEEDS_PERSON)
        return Queue(
            now_ms=await self.store.now(),
            waiting=int(await client.zcard(keys("unsettled"))),
            oldest_due_ms=int(oldest[0][1]) if oldest else None,
            for_a_person=tuple(operation.id for operation in persons),
            lane=await journal.lane(),
            directory_ms=_moment((await Slots(self.store).last()).get(f"{self.company}/{DIRECTORY_SLOT}", "")),
        )


def _moment(planned: str) -> int | None:
    return round(dt.datetime.fromisoformat(planned).timestamp() * 1000) if planned else None


@dataclass(frozen=True)
class RolesProbe:
    roles: Callable[[], Awaitable[Roles]]
    people: Callable[[], Awaitable[tuple[Person, ...]]]
    words: Words

    async def look(self) -> tuple[Finding, ...]:
        try:
            roles = await self.roles()
        except (RedisError, OSError):
            return ()  # the store's own probe says so
        try:
            known = {person.id: person for person in await self.people()}
        except SlackError:
            known = {}
        return (role_checks.approvers(roles, self.words), *role_checks.people(roles, known, self.words))


@dataclass(frozen=True)
class MachineProbe:
    machine: Callable[[], Machine]
    words: Words

    async def look(self) -> tuple[Finding, ...]:
        return machine_checks.machine(self.machine(), self.words)
