"""The audit, checked by itself every night; what was found is remembered, and told in the log, the status and the metrics."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog

from bot.store.audit import Audit, Checked
from bot.store.connection import Clock

MOST_TOLD = 20

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class AuditCheck:
    audit: Audit
    clock: Clock
    heads: Callable[[], Mapping[int, str]]
    """Those that this process has seen itself: a store that was rewritten since does not have them."""

    async def __call__(self) -> None:
        await self.audit.seal()
        check = await self.audit.verify(heads=self.heads())
        broken = tuple(sorted({each.number for each in check.breaks}))
        await self.audit.remember(Checked(await self.clock(), check.sealed_to, broken[:MOST_TOLD]))
        if broken:
            log.error("audit_broken", company=self.audit.company, rows=list(broken[:MOST_TOLD]), errors=len(broken))
