"""What an Alegra user may do: the account, the plan and the permissions, asked for before anything depends on them."""

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from bot.alegra.company import Companies
from bot.alegra.errors import AlegraError
from bot.alegra.pacing import Unpaced
from bot.alegra.transport import Transport
from bot.billing.directory import Company

NEEDED: Mapping[str, Mapping[str, str]] = {
    "/invoices": {"limit": "1"},
    "/payments": {"limit": "1", "type": "in"},
    "/contacts": {"limit": "1"},
    "/items": {"limit": "1"},
    "/number-templates": {"documentType": "invoice"},
    "/bank-accounts": {"limit": "1"},
    "/taxes": {},
    "/terms": {},
}
"""What Cobro cannot work without, and how little of it is asked for."""
SECONDS = 15.0


@dataclass(frozen=True)
class Account:
    company: Company
    refused: Mapping[str, AlegraError]
    """By path of NEEDED, why it cannot be read; empty where everything can."""


async def account(transport: Transport) -> Account:
    """Raise AlegraError when not even the company can be read: `Unauthorized`, `Suspended`, `Forbidden`."""
    company = await Companies(transport).get()
    refused: dict[str, AlegraError] = {}

    async def ask(path: str, params: Mapping[str, str]) -> None:
        try:
            await transport.read(path, params, seconds=SECONDS)
        except AlegraError as error:
            refused[path] = error

    await asyncio.gather(*(ask(path, params) for path, params in NEEDED.items()))
    return Account(company, refused)


class HeardDates(Unpaced):
    """Nothing waits for its turn; remembers by how many seconds Alegra's clock is before ours."""

    def __init__(self, *, now: Callable[[], float] = time.time) -> None:
        self.ahead_seconds: float | None = None
        self._now = now

    async def answered(self, headers: Mapping[str, str], *, seconds: float) -> None:  # noqa: ARG002 as the protocol has it
        with suppress(KeyError, ValueError, TypeError):
            self.ahead_seconds = parsedate_to_datetime(headers["date"]).timestamp() - self._now()
