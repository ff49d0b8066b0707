"""Which processes carry the company on, and when each was last alive."""

from dataclasses import dataclass

from bot.store.keys import DAY
from bot.store.scripts import Store


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
        """By name."""
        since = await self._store.now() - int(within_seconds * 1000)
        found = [(member.partition(" "), int(score)) for member, score in await self._store.newest("replicas")]
        return tuple(sorted((Seen(name, version, at) for (name, _, version), at in found if at >= since), key=_named))


def _named(seen: Seen) -> str:
    return seen.name
