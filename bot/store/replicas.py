"""Which processes carry the company on, and when each was last alive."""

from dataclasses import dataclass

from bot.store.keys import DAY
from bot.store.scripts import Store

AHEAD_MS = 5_000
"""By which another process may read the store's clock sooner: each goes on from its last answer by itself."""


@dataclass(frozen=True)
class Seen:
    name: str
    version: str
    at: int
    """Milliseconds since the epoch."""


class Replicas:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def alive(self, name: str, *, version: str) -> None:
        """Those that were last alive a day ago are forgotten."""
        now, key = await self._store.now(), self._store.keys("replicas")
        async with self._store.client.pipeline(transaction=True) as pipe:
            pipe.zadd(key, {f"{name} {version}": now})
            pipe.zremrangebyscore(key, "-inf", now - DAY * 1000)
            pipe.set(self._store.keys("alive-at"), now)
            await pipe.execute()

    async def gone(self, name: str, *, version: str) -> None:
        now = await self._store.now()
        async with self._store.client.pipeline(transaction=True) as pipe:
            pipe.zrem(self._store.keys("replicas"), f"{name} {version}")
            pipe.set(self._store.keys("alive-at"), now)
            await pipe.execute()

    async def last_alive(self) -> int:
        """When any of them was, in milliseconds; 0 where none ever was, as far as this store knows."""
        return int(await self._store.client.get(self._store.keys("alive-at")) or 0)

    async def seen(self, *, within_seconds: float) -> tuple[Seen, ...]:
        """By name. A sign of life from the future is none: the clock went back since, as that of a demo that is run again."""
        found = [(member.partition(" "), int(score)) for member, score in await self._store.newest("replicas")]
        now = await self._store.now()
        alive = range(now - int(within_seconds * 1000), now + AHEAD_MS + 1)
        return tuple(sorted((Seen(name, version, at) for (name, _, version), at in found if at in alive), key=_named))


def _named(seen: Seen) -> str:
    return seen.name
