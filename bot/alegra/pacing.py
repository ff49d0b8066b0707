"""Who goes first when Alegra's requests run short: 150 a minute for each user (Alegra fact sheet 1.2)."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import structlog

from bot.alegra.errors import RateLimited
from bot.store.request_budgets import RequestBudgets
from bot.store.scripts import STORE_GONE

ALL = "all"
CONTACTS = "contacts"
"""Throttled apart and lower, on some accounts, and told as a 400 (fact sheet 1.2): how low is learnt when it happens."""

STORE_SECONDS = 0.5
"""A store that answers no faster does not hold requests up."""
STORE_AWAY = (*STORE_GONE, TimeoutError)

log = structlog.get_logger("cobro.alegra")


class Urgency(StrEnum):
    WAITED_FOR = "waited for"
    """A person waits: for what they look at, or for what they have accepted."""
    UNHURRIED = "unhurried"
    """Copies, polls and nightly passes."""


KEPT = {Urgency.WAITED_FOR: 0.0, Urgency.UNHURRIED: 0.4}
"""The share of the minute that each leaves alone: 60 of 150 requests are always there for people."""


class Pacing(Protocol):
    async def wait(self, path: str, *, urgency: Urgency) -> float:
        """Seconds until it may be asked for again; 0.0: go."""

    async def answered(self, headers: Mapping[str, str], *, seconds: float) -> None:
        """`seconds` lay between the request and these headers."""

    async def limited(self, path: str, limited: RateLimited) -> None: ...


@dataclass(frozen=True)
class Turn:
    """How a request waits for a place in the minute."""

    urgency: Urgency
    seconds: float
    """Longer it does not wait, for this minute's end or the next one's."""

    async def comes(self, pacing: Pacing, path: str) -> float:
        """0.0: it has come; else how long it would take, which is too long."""
        until = time.monotonic() + self.seconds
        while wait := await pacing.wait(path, urgency=self.urgency):
            if time.monotonic() + wait > until:
                return wait
            await asyncio.sleep(wait)
        return 0.0


WAITED_FOR = Turn(Urgency.WAITED_FOR, 3)
UNHURRIED = Turn(Urgency.UNHURRIED, 0)
PATIENT = Turn(Urgency.UNHURRIED, 90)
"""Of a pass of many requests: given up, it would begin anew, and where a minute is too short for it never end."""


class Unpaced:
    """Everything goes at once."""

    async def wait(self, path: str, *, urgency: Urgency) -> float:  # noqa: ARG002 as the protocol has it
        return 0.0

    async def answered(self, headers: Mapping[str, str], *, seconds: float) -> None: ...

    async def limited(self, path: str, limited: RateLimited) -> None: ...


class SharedPacing:
    """One budget for all replicas. Without the store nobody is held up: Alegra itself says no in time."""

    def __init__(
        self, budgets: RequestBudgets, *, tell_remaining: Callable[[int], None] = lambda _remaining: None
    ) -> None:
        self._budgets, self._tell_remaining = budgets, tell_remaining

    async def wait(self, path: str, *, urgency: Urgency) -> float:
        try:
            async with asyncio.timeout(STORE_SECONDS):
                return await self._budgets.take(lanes(path), kept=KEPT[urgency])
        except STORE_AWAY as gone:
            log.warning("store_gone", error=str(gone))
            return 0.0

    async def answered(self, headers: Mapping[str, str], *, seconds: float) -> None:
        try:
            limit, remaining = int(headers["x-rate-limit-limit"]), int(headers["x-rate-limit-remaining"])
            reset = float(headers["x-rate-limit-reset"])
        except (KeyError, ValueError):
            return
        if 0 < limit < 100_000 and 0 <= reset <= 3600:
            self._tell_remaining(remaining)
            await self._tell(self._budgets.told, ALL, limit=limit, remaining=remaining, seconds=reset, age=seconds)

    async def limited(self, path: str, limited: RateLimited) -> None:
        is_hidden = CONTACTS in lanes(path) and limited.exchange.status == 400
        lane = CONTACTS if is_hidden else ALL
        log.warning("alegra_rate_limited", resource=lane, seconds=limited.retry_after)
        await self._tell(self._budgets.exceeded, lane, seconds=limited.retry_after, is_hidden=is_hidden)

    async def _tell(self, tell: Callable[..., Awaitable[None]], lane: str, **said: float) -> None:
        try:
            async with asyncio.timeout(STORE_SECONDS):
                await tell(lane, **said)
        except STORE_AWAY as gone:
            log.warning("store_gone", error=str(gone))


def lanes(path: str) -> tuple[str, ...]:
    return (ALL, CONTACTS) if path.startswith("/contacts") else (ALL,)
