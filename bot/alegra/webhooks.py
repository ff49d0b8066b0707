"""Subscriptions to what happens in Alegra: hints only, unsigned, and gone after ten misses (Alegra fact sheet 10)."""

from dataclasses import dataclass
from typing import Any

from bot.alegra.errors import Exchange, Unreadable
from bot.alegra.resources import member
from bot.alegra.transport import Transport

PATH = "/webhooks/subscriptions"


@dataclass(frozen=True)
class Subscription:
    id: str
    event: str
    url: str
    """Without a scheme, as Alegra wants it."""


class Webhooks:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def all(self) -> tuple[Subscription, ...]:
        answer = await self._transport.read(PATH)
        rows = answer.get("subscriptions") if isinstance(answer, dict) else answer
        if not isinstance(rows, list):
            raise Unreadable(Exchange("GET", PATH), "it has no list of subscriptions")
        return tuple(_read(row) for row in rows if isinstance(row, dict))

    async def subscribe(self, event: str, url: str) -> None:
        """Alegra posts to the address first. Raise Refused when that is not answered, or the two are subscribed already."""
        await self._transport.write("POST", PATH, {"event": event, "url": url})

    async def unsubscribe(self, subscription: Subscription) -> None:
        await self._transport.write("DELETE", member(PATH, subscription.id))


def _read(row: dict[str, Any]) -> Subscription:
    return Subscription(str(row.get("id", "")), str(row.get("event", "")), str(row.get("url", "")))
