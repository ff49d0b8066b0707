"""The newest slot of each job that was carried out, for every replica, and which jobs one of them is at."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.store.keys import SLOT_HELD_SECONDS
from bot.store.scripts import STORE_GONE, Store


class Slots:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def last(self) -> dict[str, str]:
        """Planned time by `<company>/<job>`."""
        return await self._store.hash("slots")

    async def accept(self, job: str, planned: str) -> None:
        await self._store.client.hset(self._store.keys("slots"), job, planned)

    @asynccontextmanager
    async def held(self, job: str) -> AsyncIterator[bool]:
        """Whether no other replica is at it; until this one is done, none will be. Whoever dies lets go in a few seconds.

        It saves requests and no more: after a pause longer than that two are at it, and a job done twice is done once.
        """
        key = self._store.keys("slot-held", job)
        if not await self._store.client.set(key, "1", nx=True, ex=SLOT_HELD_SECONDS):
            yield False
            return
        renewing = asyncio.create_task(self._renew(key))
        try:
            yield True
        finally:
            renewing.cancel()
            with suppress(*STORE_GONE):
                await self._store.client.delete(key)

    async def _renew(self, key: str) -> None:
        while True:
            await asyncio.sleep(SLOT_HELD_SECONDS / 3)
            with suppress(*STORE_GONE):
                await self._store.client.expire(key, SLOT_HELD_SECONDS)
