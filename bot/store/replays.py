"""Signed requests that came in already: the same bytes a second time are nobody's click (design 10)."""

from collections.abc import Callable

from bot.store.keys import REPLAY_SECONDS
from bot.store.scripts import Store


class Replays:
    def __init__(self, store: Store, *, new_nonce: Callable[[], str]) -> None:
        self._store, self._new_nonce = store, new_nonce

    async def first_time(self, signature: str) -> bool:
        """The key holds the request's own nonce, so a command that redis-py sends again does not reject the first."""
        nonce, key = self._new_nonce(), self._store.keys("replay", signature)
        before = await self._store.client.set(key, nonce, nx=True, get=True, ex=REPLAY_SECONDS)
        return before in {None, nonce}
