"""Seals the audit within a second or two, and says that this process is alive. In every replica: the seals are the same."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import structlog
from redis.exceptions import RedisError

from bot.store.audit import Audit, Head
from bot.store.replicas import Replicas

PAUSE_SECONDS = 1.0
ALIVE_SECONDS = 20.0
MOST_SEEN = 1000
TOLD_SECONDS = 300.0
"""How often the log gets the head: whoever keeps the log elsewhere can tell when the store was rewritten."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Sealing:
    audit: Audit
    replicas: Replicas
    name: str
    version: str
    real_seconds: Callable[[], float]
    pause_seconds: float = PAUSE_SECONDS
    seen: dict[int, str] = field(default_factory=dict)
    """Heads that stood in the store while this process lived, by number; the newest `MOST_SEEN`."""

    async def run(self) -> None:
        """Until it is cancelled. A store that is away is waited for."""
        try:
            await self._run()
        finally:
            with suppress(RedisError):
                await self.replicas.gone(self.name, version=self.version)

    async def _run(self) -> None:
        alive_at = told_at = float("-inf")
        told = -1
        while True:
            now = self.real_seconds()
            try:
                head = await self.audit.seal()
                if now - alive_at >= ALIVE_SECONDS:
                    await self.replicas.alive(self.name, version=self.version)
                    alive_at = now
                if now - told_at >= TOLD_SECONDS and head.number != told:
                    self._tell(head)
                    told_at, told = now, head.number
            except RedisError as gone:
                log.warning("store_gone", error=str(gone))
            except Exception:  # the edge of a job: what is not sealed now is sealed later
                log.exception("sealing_failed")
            await asyncio.sleep(self.pause_seconds)

    def _tell(self, head: Head) -> None:
        log.info("audit_sealed", company=self.audit.company, head=str(head))
        self.seen[head.number] = head.seal
        if len(self.seen) > MOST_SEEN:
            del self.seen[min(self.seen)]
