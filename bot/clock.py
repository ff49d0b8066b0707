"""A clock that can be moved, at COBRO_CLOCK_URL; without one the store's own is used (design 4, Time)."""

import time

import aiohttp

from bot.store.connection import Clock

ANSWER_SECONDS = 10
"""It is on this machine: where nobody listens one hears so at once, and a busy one is waited for. Time must not run back."""


def url_clock(url: str, session: aiohttp.ClientSession) -> Clock:
    """A clock that can be moved, such as the sandbox's; on a missing answer the last difference to real time holds."""
    ahead = 0

    async def now() -> int:
        nonlocal ahead
        try:
            async with session.get(url, timeout=aiohttp.ClientTimeout(total=ANSWER_SECONDS)) as answer:
                moment = int((await answer.json())["now_ms"])
        except (aiohttp.ClientError, TimeoutError, KeyError, TypeError, ValueError):
            return int(time.time() * 1000) + ahead
        ahead = moment - int(time.time() * 1000)
        return moment

    return now
