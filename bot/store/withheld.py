"""What each client withheld from the payments that Cobro recorded, so that the next form knows it without Alegra."""

import json
from collections.abc import Collection, Mapping

from bot.store.keys import SETTLED_SECONDS
from bot.store.scripts import Store


class Withheld:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def remember(self, client_id: str, *, payment_id: str, ids: Collection[str]) -> None:
        """Of one payment, none where nothing was withheld. Said twice, it is remembered once."""
        key = self._store.keys("withheld", client_id)
        await self._store.client.hset(key, payment_id, json.dumps(sorted(ids)))
        await self._store.client.expire(key, SETTLED_SECONDS)

    async def of_client(self, client_id: str) -> Mapping[str, frozenset[str]]:
        """By payment id, ids of withholdings."""
        stored = await self._store.hash("withheld", client_id)
        return {payment_id: frozenset(json.loads(ids)) for payment_id, ids in stored.items()}
