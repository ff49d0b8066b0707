"""What Alegra's webhooks hinted at, until a worker has looked: a set, since a hint told twice is one."""

import re
from collections.abc import Iterable
from typing import cast

from bot.store.keys import HINTS_SECONDS
from bot.store.scripts import Store

KEY = "hints"
MOST = 500
"""Beyond this many nothing is lost by forgetting: polls and nightly passes see it all the same."""
THINGS = ("invoice", "client", "item")
HINT = re.compile(rf"({'|'.join(THINGS)}):[A-Za-z0-9-]{{1,64}}")


class Hints:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, hints: Iterable[str]) -> None:
        """Such as `invoice:42`; anything else is passed over."""
        usable = [hint for hint in hints if HINT.fullmatch(hint)]
        key = self._store.keys(KEY)
        if usable and int(await self._store.client.scard(key)) < MOST:
            await self._store.client.sadd(key, *usable)
            await self._store.client.expire(key, HINTS_SECONDS)

    async def take(self, most: int) -> tuple[str, ...]:
        """At most this many, which nobody else gets; whoever dies with them in hand has lost no more than time."""
        taken = cast(Iterable[str], await self._store.client.spop(self._store.keys(KEY), most) or ())
        return tuple(sorted(taken))
