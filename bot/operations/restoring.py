"""A store that went back in time: an old copy was put in its place, in which things are unsent that have been sent since.

Nobody can see that from the store itself. But every process says every few seconds that it is alive: a start after a
silence is a start after a long rest, or on an old copy. Both times, what the store holds as accepted and unsent is looked
for in Alegra before it is sent, as if its answer had been lost.
"""

import structlog

from bot.store.audit import said
from bot.store.records import UNASKED
from bot.store.replicas import Replicas
from bot.store.scripts import Script, Store

SILENCE_SECONDS = 300
"""Longer than any restart, and than the time in which a copy that was just taken is put back by mistake."""
STILL_ALIVE_SECONDS = 60
"""How long a process may have gone on accepting after it last said that it was alive."""

log = structlog.get_logger(__name__)


async def doubt_after_silence(store: Store) -> tuple[str, ...]:
    """For each start, before anything is taken up. Answers the operations that will be looked for first.

    Raise one of STORE_GONE.
    """
    silent_since = await Replicas(store).last_alive()
    if await store.now() - silent_since <= SILENCE_SECONDS * 1000:
        return ()
    before = silent_since + STILL_ALIVE_SECONDS * 1000 if silent_since else await store.now()
    arguments = {"before": str(before), "audit": said("doubted", by=UNASKED)}
    doubted = tuple(await store.run(Script("bot.operations", "doubt", after="shared"), arguments))
    if doubted:
        log.warning("doubted_after_silence", operations=doubted, since=silent_since)
    return doubted
