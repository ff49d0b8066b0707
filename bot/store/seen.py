"""Ids that were announced already, or were there before Cobro; in no order, since ids may become UUIDs (Alegra fact sheet 1.4)."""

from collections.abc import Sequence
from typing import cast

from bot.store.scripts import Store

BEGUN = "*"
"""Is no id of Alegra's: its presence says that the first poll was made."""


class Seen:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def begin(self, what: str, ids: Sequence[str]) -> bool:
        """At the first start everything there is counts as seen. Answers whether this was the first start."""
        key = self._store.keys("seen", what)
        if await self._store.client.sismember(key, BEGUN):
            return False
        await self._store.client.sadd(key, BEGUN, *ids)
        return True

    async def unseen(self, what: str, ids: Sequence[str]) -> frozenset[str]:
        if not ids:
            return frozenset()
        key = self._store.keys("seen", what)
        known = cast(list[int], await self._store.client.smismember(key, list(ids)))
        return frozenset(id_ for id_, is_known in zip(ids, known, strict=True) if not is_known)

    async def mark(self, what: str, ids: Sequence[str]) -> None:
        if ids:
            await self._store.client.sadd(self._store.keys("seen", what), *ids)
