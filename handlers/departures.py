"""Slack tells that a workspace removed Cobro, or revoked its token; it is stored before Slack hears that it arrived."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.store.departures import Departure

UNINSTALLED, REVOKED = "app_uninstalled", "tokens_revoked"
EVENTS = (UNINSTALLED, REVOKED)

Body = dict[str, Any]
Begin = Callable[[Departure], Awaitable[None]]
Clock = Callable[[], Awaitable[int]]


class DepartureEvents:
    """Where the store is away this raises: Slack, unanswered, tells it again (Slack fact sheet 2.1)."""

    def __init__(self, begin: Begin, clock: Clock) -> None:
        self._begin, self._clock = begin, clock

    async def __call__(self, ack: AsyncAck, body: Body) -> None:
        event, team = body["event"], str(body.get("team_id") or "")
        is_uninstalled = event["type"] == UNINSTALLED
        bots = (event.get("tokens") or {}).get("bot") or ()
        if team and (is_uninstalled or bots):
            await self._begin(Departure(team, await self._clock(), is_uninstalled))
        await ack()
