"""How many requests are left of a vendor's minute, counted together by every replica and company of one user.

A lane is a limit of its own: `all` for the whole user, others for resources that are throttled apart. A lane whose limit
nobody knows lets everything through until it is exceeded once.
"""

import hashlib
from collections.abc import Sequence

from bot.store.keys import REQUEST_LIMIT_SECONDS
from bot.store.scripts import Script, Store

WINDOW_SECONDS = 60.0
ROUNDING = 1 / 12
"""Of a window: an end that lies this much later than the known one is another window's; less is the vendor's rounding."""
ON_ITS_WAY = 1 / 60
"""Of a window: so much later than counted here may its first request have begun it over there."""

TAKE = Script("bot.store", "request_take")
TOLD = Script("bot.store", "request_told")


class RequestBudgets:
    """`user` is who is limited, such as an address and an e-mail; only its hash is kept."""

    def __init__(self, store: Store, *, user: str, window_seconds: float = WINDOW_SECONDS) -> None:
        """A window lasts `window_seconds` from its first request, unless the vendor says when it ends."""
        self._store = store
        self._window_ms = int(window_seconds * 1000)
        self._slack_ms = int(self._window_ms * ROUNDING)
        self._user = hashlib.sha256(user.encode()).hexdigest()[:16]

    async def take(self, lanes: Sequence[str], *, kept: float) -> float:
        """Seconds to wait before asking again; 0.0: one request was taken from every lane.

        `kept` is the share of each limit, from 0 to 1, that is left to others.
        """
        window_ms = int(self._window_ms * (1 + ON_ITS_WAY))
        given = {"lanes": [self._lane(lane) for lane in lanes], "kept": kept, "window_ms": window_ms}
        wait_ms, _ = await self._store.run(TAKE, given)
        return float(wait_ms) / 1000

    async def told(self, lane: str, *, limit: int, remaining: int, seconds: float, age: float = 0.0) -> None:
        """As an answer's headers have it: the minute ends in `seconds`. They may have been written `age` seconds ago."""
        is_late = age * 1000 > self._slack_ms or age >= seconds
        spent = {"limit": limit, "spent": max(limit - remaining, 0), "exceeded": False, "is_late": is_late}
        await self._tell(lane, {**spent, "window_ms": int(seconds * 1000)})

    async def exceeded(self, lane: str, *, seconds: float, is_hidden: bool = False) -> None:
        """Refused, for `seconds`. A lane without a limit has one from now on: what went through in this minute.

        `is_hidden`: no header speaks of this lane. Its minute is its own, and may end later than they say.
        """
        await self._tell(lane, {"exceeded": True, "is_hidden": is_hidden, "window_ms": int(seconds * 1000)})

    async def left(self, lane: str) -> int | None:
        """None: nothing is known."""
        keys, name = self._store.keys, self._lane(lane)
        limit, spent = await self._store.client.mget(keys("request-limit", name), keys("requests", name))
        return None if limit is None else max(int(limit) - int(spent or 0), 0)

    async def _tell(self, lane: str, told: dict[str, object]) -> None:
        fixed = {"lane": self._lane(lane), "limit_seconds": REQUEST_LIMIT_SECONDS, "slack_ms": self._slack_ms}
        await self._store.run(TOLD, told | fixed)

    def _lane(self, lane: str) -> str:
        return f"{self._user}:{lane}"
