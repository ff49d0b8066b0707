"""Hours that pass in minutes, and stand still while something is on its way to Alegra from a process that lives.

What Alegra does later than the settle time is not promised (decision 8): on a busy machine a second may be a process's
own slowness, and must not become minutes.
"""

import asyncio
import time

from redis.exceptions import RedisError

from bot.operations.journal import Journal
from bot.operations.operation import State
from sandbox.clock import Clock
from tests.chaos.storm import Storm

STEP_SECONDS, PAUSE_SECONDS = 4.0, 0.1
ORPHANED_SECONDS = 1.5
"""What stands as sent for so long unchanged lost its sender."""


async def time_passes(clock: Clock, journal: Journal, storm: Storm) -> None:
    """For ever."""
    sending, since = frozenset[tuple[str, int]](), 0.0
    while True:
        await asyncio.sleep(PAUSE_SECONDS)
        try:
            now = frozenset((each.id, each.epoch) for each in await journal.listed(State.SENDING))
        except RedisError:
            continue
        if now != sending:
            sending, since = now, time.monotonic()
        is_orphaned = not sending or time.monotonic() - since > ORPHANED_SECONDS
        if is_orphaned and not storm.under_way:
            clock.advance(STEP_SECONDS)
