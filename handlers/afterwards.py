"""Work that follows an ack: never anything that must happen, only redraws from what is stored (design 7)."""

import asyncio
from collections.abc import Awaitable

import structlog

from bot.slack.errors import SlackError
from bot.store.scripts import STORE_GONE

DRAIN_SECONDS = 5

log = structlog.get_logger(__name__)


class Afterwards:
    """Keeps strong references to its tasks: asyncio itself holds only weak ones."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def __call__(self, work: Awaitable[object]) -> None:
        task = asyncio.ensure_future(_guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def in_flight(self) -> int:
        return len(self._tasks)

    async def drain(self) -> None:
        """Let what is under way finish, then cancel the rest: everything in here can be lost."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=DRAIN_SECONDS)
            for task in late:
                task.cancel()


async def _guarded(work: Awaitable[object]) -> None:
    try:
        await work
    except (SlackError, *STORE_GONE) as expected:
        log.warning("afterwards_failed", why=type(expected).__name__)
    except Exception:
        log.exception("afterwards_failed")
