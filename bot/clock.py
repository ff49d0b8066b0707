"""What time it is for scripts and rules: the store's clock, or the one at COBRO_CLOCK_URL (design 4, Time)."""

import time
from collections.abc import Awaitable, Callable

import aiohttp
from redis.asyncio import Redis

Clock = Callable[[], Awaitable[int]]
"""Answers milliseconds since the epoch."""

ANSWER_SECONDS = 2


def store_clock(store: Redis) -> Clock:
    """The same time for every replica on one store."""

    async def now() -> int:
        seconds, microseconds = await store.time()
        return int(seconds) * 1000 + int(microseconds) // 1000

    return now


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
