"""Keeping Cobro subscribed to Alegra's webhooks: Alegra drops a subscription that was missed ten times (design 6)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import structlog

from bot.alegra.api import Alegra
from bot.alegra.errors import Forbidden, Refused, Suspended

EVENTS = ("new-invoice", "edit-invoice", "delete-invoice", "new-client", "edit-client", "new-item", "edit-item")
HOOK_PATH = "/alegra/hook/"
NOT_TAKEN = (Refused, Forbidden, Suspended)
"""The address does not answer, the plan or the user may not: polls do without."""

log = structlog.get_logger("cobro.alegra")


@dataclass(frozen=True)
class HookSubscriptions:
    alegra: Alegra
    secret: Callable[[], Awaitable[str]]
    public_url: str
    """Where Alegra reaches this Cobro; empty: it does not, and nothing is subscribed."""

    async def keep(self) -> None:
        """Subscribe to what is missing; drop what leads to an address that Cobro had before. Raise an AlegraError."""
        if not self.public_url:
            return
        secret = await self.secret()
        ours = f"{_without_scheme(self.public_url)}{HOOK_PATH}{secret}"
        there = await self.alegra.webhooks.all()
        for old in there:
            if old.url.endswith(f"{HOOK_PATH}{secret}") and old.url != ours:
                await self.alegra.webhooks.unsubscribe(old)
        missing = set(EVENTS) - {each.event for each in there if each.url == ours}
        for event in sorted(missing):
            await self._subscribe(event, ours)

    async def _subscribe(self, event: str, url: str) -> None:
        try:
            await self.alegra.webhooks.subscribe(event, url)
        except NOT_TAKEN as refused:
            log.warning("webhook_not_subscribed", entry=event, why=type(refused).__name__)


def _without_scheme(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}".rstrip("/")
