"""What the guide learns while it asks: connections by what was answered so far, and what they said."""

import datetime as dt
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.alegra.account import Account
from bot.alegra.transport import Transport
from bot.billing.dates import local_date
from bot.locale import Words
from bot.settings import ALEGRA_API, SLACK_API
from bot.slack.inspection import Channel, Identity, Inspection
from bot.slack.wire import Wire, web_client
from bot.store.people import Person
from bot.terminal.setup.answers import Answers

SECONDS = 20


@dataclass(frozen=True)
class Good:
    value: str
    """As it will be written."""
    said: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    """What is right to know, and to go on with all the same."""


@dataclass(frozen=True)
class Bad:
    said: str
    cure: str = ""


@dataclass
class Site:
    answers: Answers
    words: Words
    manifest: str
    """The text of the project's manifest."""
    now: float
    """Seconds since the epoch."""
    identity: Identity | None = None
    account: Account | None = None
    channel: Channel | None = None
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def today(self) -> dt.date:
        """Where the company is, once Alegra has said so."""
        return local_date(int(self.now * 1000), self.account.company.timezone if self.account else "UTC")

    @asynccontextmanager
    async def slack(self, token: str) -> AsyncIterator[tuple[Inspection, Wire]]:
        base_url = self.answers["SLACK_API_URL"] or SLACK_API
        timeout = aiohttp.ClientTimeout(total=SECONDS)
        async with aiohttp.ClientSession(timeout=timeout, trust_env=False) as session:
            client = web_client(token=token, base_url=f"{base_url.rstrip('/')}/", session=session)
            yield Inspection(client), Wire(client, session)

    @asynccontextmanager
    async def alegra(self, token: str) -> AsyncIterator[Transport]:
        """Raise ValueError when ALEGRA_API_URL is no address."""
        base_url = self.answers["ALEGRA_API_URL"] or ALEGRA_API
        transport = Transport(base_url=base_url, email=self.answers["ALEGRA_EMAIL"], token=token)
        try:
            yield transport
        finally:
            await transport.aclose()

    async def known_people(self) -> dict[str, Person]:
        """Everybody in the workspace, by id; asked for once. Raises SlackError."""
        if not self.people:
            async with self.slack(self.answers["SLACK_BOT_TOKEN"]) as (_, wire):
                self.people = {person.id: person for person in await wire.people()}
        return self.people


Check = Callable[[str, Site], Coroutine[Any, Any, Good | Bad]]
"""What makes of an answer one that will be written, or says why not."""
