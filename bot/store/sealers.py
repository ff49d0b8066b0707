"""Which keys each running process has, and with which it seals.

Nothing is sealed anew with a key that one of them lacks, and an old key may go only when nobody uses it any more.
"""

from collections.abc import Sequence

from bot.store.scripts import Store

KEY = "sealers"
FORGOTTEN_MS = 60 * 60 * 1000
ALIVE_MS = 60 * 1000
"""Several times the pace at which a process tells that it is alive."""


class Sealers:
    """`store` is the one of `keys.EVERYWHERE`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def alive(self, process: str, key_ids: Sequence[str]) -> None:
        """`key_ids`: the one that it seals with first; none without keys."""
        now, key = await self._store.now(), self._store.keys(KEY)
        await self._store.client.zadd(key, {_member(process, key_ids): now})
        await self._store.client.zremrangebyscore(key, "-inf", now - FORGOTTEN_MS)

    async def gone(self, process: str, key_ids: Sequence[str]) -> None:
        await self._store.client.zrem(self._store.keys(KEY), _member(process, key_ids))

    async def key_ids(self) -> dict[str, tuple[str, ...]]:
        """By process, of those that are alive."""
        since = await self._store.now() - ALIVE_MS
        found = [member.partition(" ") for member, at in await self._store.newest(KEY) if at >= since]
        return {process: tuple(key_ids.split(",")) for process, _, key_ids in found}


def _member(process: str, key_ids: Sequence[str]) -> str:
    return f"{process} {','.join(key_ids)}"
