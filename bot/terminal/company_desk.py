"""What the commands about companies and secrets work on: the store of a Cobro that runs, or of one that is stopped."""

import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import aiohttp

from bot.locale import Words
from bot.settings import Settings
from bot.store import layout
from bot.store.audit import Audit
from bot.store.companies import Companies
from bot.store.connection import Client, connect_socket, redis_time
from bot.store.installations import Installations
from bot.store.keys import EVERYWHERE, Keys
from bot.store.running import running_socket
from bot.store.scripts import Store
from bot.store.secret_box import NoSecretKey, SecretBox, SecretBoxError
from bot.store_opening import open_store
from bot.terminal.company_troubles import Troubled
from handlers.switchboard import MAIN

SLACK_SECONDS = 15
TERMINAL = "terminal"
"""Stands in the audit where the person does: whoever has the machine."""
PATIENCE_SECONDS = 40.0
"""After which every process has noticed that a company was removed, and has finished what it had in hand for it."""


@dataclass(frozen=True)
class CompanyDesk:
    """What the acts need."""

    settings: Settings
    environment: Mapping[str, str]
    words: Words
    companies: Companies
    installations: Installations
    session: aiohttp.ClientSession
    store: Store
    """Of `keys.EVERYWHERE`."""
    patience_seconds: float = PATIENCE_SECONDS

    def say(self, *lines: str) -> None:
        sys.stdout.write("\n".join(lines) + "\n")

    async def record(self, what: str, company: str, **more: Any) -> None:
        """In the audit of the environment's company: that of a company that is removed may be erased with it."""
        await Audit(replace(self.store, keys=Keys(MAIN))).note(what, by=TERMINAL, of_company=company, **more)


@asynccontextmanager
async def opened(settings: Settings, environment: Mapping[str, str], words: Words) -> AsyncIterator[CompanyDesk]:
    """On the store of a Cobro that runs, or on the folder's own. Raise Troubled where the keys do not fit."""
    async with AsyncExitStack() as stack:
        client = await _client(settings, stack)
        timeout = aiohttp.ClientTimeout(total=SLACK_SECONDS)
        session = await stack.enter_async_context(aiohttp.ClientSession(timeout=timeout, trust_env=False))
        store = Store(client=client, keys=Keys(EVERYWHERE), clock=redis_time(client))
        box = SecretBox(key.get_secret_value() for key in settings.secret_keys)
        try:
            companies, installations = Companies(store, box), Installations(store, box)
            yield CompanyDesk(settings, environment, words, companies, installations, session, store)
        except NoSecretKey as missing:
            raise Troubled("keys") from missing
        except SecretBoxError as wrong:
            raise Troubled("sealed", why=type(wrong).__name__) from wrong


async def company_store(desk: CompanyDesk, company: str) -> Store:
    """The part of a company. Raise Troubled when there is none of this name."""
    if company != MAIN and company not in await desk.companies.texts():
        raise Troubled("absent", id=company)
    return replace(desk.store, keys=Keys(company))


async def _client(settings: Settings, stack: AsyncExitStack) -> Client:
    socket = None if settings.redis_url else running_socket(settings.data_dir)
    if socket is None:
        return await open_store(settings, stack)
    client = connect_socket(socket)
    stack.push_async_callback(client.aclose)
    await layout.check(client)
    return client
