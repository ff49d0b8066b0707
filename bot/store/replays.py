"""Signed requests that came in already: the same bytes a second time are nobody's click (design 10)."""

import asyncio
import time
from collections.abc import Callable

from bot.store.keys import REPLAY_SECONDS
from bot.store.scripts import STORE_GONE, Store

ASK_SECONDS = 0.5
"""Whoever clicked has three, and hears from the next who needs the store that it is away."""


class Replays:
    """While the store is away or takes no writes, each process remembers for itself."""

    def __init__(
        self,
        store: Store,
        *,
        new_nonce: Callable[[], str],
        real_seconds: Callable[[], float] = time.monotonic,
        ask_seconds: float = ASK_SECONDS,
    ) -> None:
        self._store, self._new_nonce, self._real_seconds = store, new_nonce, real_seconds
        self._ask_seconds = ask_seconds
        self._own: dict[str, float] = {}

    async def first_time(self, signature: str) -> bool:
        """The key holds the request's own nonce, so a command that redis-py sends again does not reject the first."""
        if signature in self._own:
            return False
        nonce, key = self._new_nonce(), self._store.keys("replay", signature)
        try:
            async with asyncio.timeout(self._ask_seconds):
                before = await self._store.client.set(key, nonce, nx=True, get=True, ex=REPLAY_SECONDS)
        except (TimeoutError, *STORE_GONE):
            self._remember(signature)
            return True
        return before in {None, nonce}

    def _remember(self, signature: str) -> None:
        now = self._real_seconds()
        self._own = {each: at for each, at in self._own.items() if now - at < REPLAY_SECONDS}
        self._own[signature] = now
