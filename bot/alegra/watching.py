"""Who is told of every request to Alegra: the audit of those that write, before they leave and after; the metrics."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import structlog
from redis.exceptions import RedisError

from bot.alegra.errors import Exchange, NeverSent
from bot.store.audit import Audit
from bot.store.request_context import asked

STORE_SECONDS = 5.0
READ = "GET"
MOST_CHARACTERS = 16_000
"""Of a request in the audit: an invoice of some eighty lines."""

log = structlog.get_logger("cobro.alegra")


class Watch(Protocol):
    async def leaving(self, exchange: Exchange) -> None:
        """May raise NeverSent: then it does not leave."""

    async def answered(self, exchange: Exchange, seconds: float) -> None:
        """Also without an answer: then the exchange has no status."""


class Unwatched:
    async def leaving(self, exchange: Exchange) -> None: ...

    async def answered(self, exchange: Exchange, seconds: float) -> None: ...


@dataclass(frozen=True)
class AuditedWrites:
    """What cannot be recorded does not leave; an answer that cannot be recorded is only missed in the audit."""

    audit: Audit
    tell: Callable[[Exchange, float], None] = lambda _exchange, _seconds: None
    """Told of every exchange, reads too."""

    async def leaving(self, exchange: Exchange) -> None:
        if exchange.method == READ:
            return
        try:
            await self._note("request", exchange, body=exchange.request[:MOST_CHARACTERS])
        except (RedisError, TimeoutError) as gone:
            raise NeverSent(exchange, "the audit cannot be written") from gone

    async def answered(self, exchange: Exchange, seconds: float) -> None:
        self.tell(exchange, seconds)
        if exchange.method == READ:
            return
        about = {"status": exchange.status, "body": exchange.answer, "seconds": round(seconds, 3)}
        try:
            await self._note("answer", exchange, **about)
        except (RedisError, TimeoutError) as gone:
            log.warning("answer_not_audited", error=str(gone), path=exchange.path, status=exchange.status)

    async def _note(self, what: str, exchange: Exchange, **about: object) -> None:
        """Under the operation that the worker has in hand; a request that no operation makes has none."""
        known = asked()
        seen = {"method": exchange.method, "path": exchange.path, "operation": known.operation}
        async with asyncio.timeout(STORE_SECONDS):
            await self.audit.note(what, document=known.document, seen=seen, **about)
