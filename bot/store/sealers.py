"""With which key each running process seals: an old key may go only when nobody uses it any more."""

from bot.store.scripts import Store

KEY = "sealers"
FORGOTTEN_MS = 60 * 60 * 1000
ALIVE_MS = 60 * 1000
"""Several times the pace at which a process tells that it is alive."""


class Sealers:
    """`store` is the one of `keys.EVERYWHERE`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def alive(self, process: str, key_id: str) -> None:
        """`key_id`: of the key that it seals with, empty without keys."""
        now, key = await self._store.now(), self._store.keys(KEY)
        await self._store.client.zadd(key, {f"{process} {key_id}": now})
        await self._store.client.zremrangebyscore(key, "-inf", now - FORGOTTEN_MS)

    async def gone(self, process: str, key_id: str) -> None:
        await self._store.client.zrem(self._store.keys(KEY), f"{process} {key_id}")

    async def key_ids(self) -> dict[str, str]:
        """By process, of those that are alive."""
        since = await self._store.now() - ALIVE_MS
        found = [member.partition(" ") for member, at in await self._store.newest(KEY) if at >= since]
        return {process: key_id for process, _, key_id in found}
