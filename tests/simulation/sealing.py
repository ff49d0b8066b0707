"""Replicas that seal the audit now and then, sometimes two at once: the bot does it every second."""

import asyncio
from collections.abc import Callable

from bot.store.scripts import STORE_GONE
from tests.simulation.processes import Sky
from tests.simulation.replicas import Replica

PAUSE_SECONDS = (40.0, 160.0)


async def seal_now_and_then(any_replica: Callable[[], Replica], sky: Sky, seconds: float) -> None:
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    while loop.time() < until:
        await asyncio.sleep(sky.chance.uniform(*PAUSE_SECONDS))
        for _ in range(2 if sky.happens(0.3) else 1):
            replica = any_replica()
            replica.process.begin(_sealed(replica))


async def _sealed(replica: Replica) -> None:
    try:
        await replica.assembly.sealing.audit.seal()
    except STORE_GONE:
        return
