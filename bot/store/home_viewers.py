"""Who has opened their Home tab lately, and what was last published there: nobody else's is redrawn."""

from bot.store.keys import HOME_SECONDS
from bot.store.scripts import Store

SCANNED_AT_ONCE = 1000


class HomeViewers:
    """`store` is the one of `keys.EVERYWHERE`: a workspace has one Home tab for all its companies."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def published(self, team: str, user: str) -> str:
        """The fingerprint of what they see; empty when they have not looked for long."""
        return str(await self._store.client.get(self._store.keys("home", team, user)) or "")

    async def forget(self, team: str) -> None:
        """Of everybody in a workspace. Its id holds nothing that is special to a pattern."""
        async for key in self._store.client.scan_iter(f"{self._store.keys('home', team)}:*", count=SCANNED_AT_ONCE):
            await self._store.client.unlink(key)

    async def put(self, team: str, user: str, fingerprint: str) -> None:
        await self._store.client.set(self._store.keys("home", team, user), fingerprint, ex=HOME_SECONDS)
