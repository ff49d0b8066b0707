"""The newest slot of each job that was carried out, for every replica."""

from bot.store.scripts import Store


class Slots:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def last(self) -> dict[str, str]:
        """Planned time by `<company>/<job>`."""
        return await self._store.hash("slots")

    async def accept(self, job: str, planned: str) -> None:
        await self._store.client.hset(self._store.keys("slots"), job, planned)
