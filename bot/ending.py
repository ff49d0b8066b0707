"""How what is under way comes to its end."""

import asyncio
from typing import Any

ASK_AGAIN_SECONDS = 0.5


async def until_stopped(rising: "asyncio.Task[Any]", stop: asyncio.Event) -> None:
    """Until it is told to stop, also while Slack or Alegra is still waited for. Raise what `rising` raises."""
    stopped = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({rising, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not rising.done():
            await ended(rising)
            return
        rising.result()
        await stopped
    finally:
        stopped.cancel()


async def ended(task: "asyncio.Task[Any]") -> None:
    """Asked again until it is so: redis-py loses a cancellation that comes just when an answer does (seen on 8.1)."""
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=ASK_AGAIN_SECONDS)
