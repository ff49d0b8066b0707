"""Which ids of a kind were announced, or were there before Cobro: an unordered set (design 6)."""

from collections.abc import Collection, Iterable

from bot.store.scripts import Script, Store

UNSEEN = Script("bot.store", "unseen")
STARTED = ""
"""A member that no id can be: the first page has been marked."""


class Seen:
    def __init__(self, store: Store, what: str) -> None:
        self._store = store
        self._what = what

    async def unseen(self, ids: Collection[str]) -> tuple[str, ...]:
        """Those not marked, in the order given. The very first call marks all of them, and answers none."""
        return tuple(await self._store.run(UNSEEN, {"what": self._what, "ids": list(ids), "started": STARTED}))

    async def mark(self, ids: Iterable[str]) -> None:
        """They are announced. Marking twice is marking once."""
        if marked := list(ids):
            await self._store.client.sadd(self._store.keys("seen", self._what), *marked)
