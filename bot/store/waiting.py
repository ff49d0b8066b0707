"""Which documents wait for somebody's approval: invoices, and whatever takes money back; and whom their cards ask."""

from typing import cast

from bot.store.records import Phase
from bot.store.scripts import Store

UNDER = "*"
"""Among the documents, and none of them: the roles under which all of them were drawn."""
AT_ONCE = 500
MAY_BE_ASKED_BACK = (Phase.ISSUED, Phase.DISCARDED, Phase.NOTICE)


class Waiting:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def documents(self) -> tuple[str, ...]:
        """Oldest first, those that wait to be issued before those on which something is asked for."""
        return (*await self._all("docs", Phase.PENDING), *await self.petitions())

    async def petitions(self) -> tuple[str, ...]:
        """Documents on which something is asked for, oldest first; what has become impossible since may be among them."""
        return await self._all("petitions")

    async def asks(self) -> dict[str, str]:
        """Whom each card was drawn to ask, as `Redrawing.again` was told; `UNDER` is under which roles."""
        return await self._store.hash("waiting")

    async def find_petitions(self) -> None:
        """Those that a version wrote which kept no list of them."""
        for phase in MAY_BE_ASKED_BACK:
            known = await self._all("docs", phase)
            for first in range(0, len(known), AT_ONCE):
                await self._note(known[first : first + AT_ONCE])

    async def _note(self, documents: tuple[str, ...]) -> None:
        keys, client = self._store.keys, self._store.client
        async with client.pipeline(transaction=False) as pipe:
            for each in documents:
                pipe.hget(keys("doc", each), "petition")
            found = await pipe.execute()
        asked = [each for each, petition in zip(documents, found, strict=True) if petition not in {None, "null"}]
        if asked:
            now = await self._store.now()
            await client.zadd(keys("petitions"), dict.fromkeys(asked, now), nx=True)

    async def _all(self, *parts: str) -> tuple[str, ...]:
        return tuple(cast(list[str], await self._store.client.zrange(self._store.keys(*parts), 0, -1)))
