"""Around every payload of Slack's, on both transports: its id, who did what, and how long the answer took."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.store.readings import Readings
from bot.store.request_context import asked as known_so_far
from bot.store.request_context import asking
from handlers.asked import asked
from handlers.doorkeeper import user_of

Body = dict[str, Any]
Answering = Callable[[AsyncAck, Body, str], Awaitable[None]]
Acked = Callable[[str, str, float], None]
"""Told of the kind of payload, the outcome and the seconds."""
OK = "ok"


class Received:
    """Answers as `answering` does. Over HTTP the request has its id already (`bot/request_ids.py`)."""

    def __init__(
        self,
        answering: Answering,
        *,
        new_id: Callable[[], str],
        acked: Acked,
        now: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._answering, self._new_id, self._acked, self._now = answering, new_id, acked, now

    async def __call__(self, ack: AsyncAck, body: Body, team: str) -> None:
        about, began, readings = asked(body), self._now(), Readings()
        request = known_so_far().request or self._new_id()
        with asking(
            request=request, actor=user_of(body), doing=_doing(about.id, body), troubles=[], readings=readings
        ) as known:
            try:
                await self._answering(ack, body, team)
            finally:
                readings.end()
                self._acked(about.kind, known.troubles[0] if known.troubles else OK, self._now() - began)


def _doing(about: str, body: Body) -> str:
    """`/invoice void`, `approval.approve`: never what else was typed."""
    verb = str(body.get("text") or "").partition(" ")[0][:20] if "command" in body else ""
    return f"{about} {verb}".strip()
