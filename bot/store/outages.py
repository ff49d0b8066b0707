"""What Slack does not let Cobro do now, since when: so that admins are told once, and `/cobro status` names it."""

from dataclasses import dataclass

from bot.store.scripts import Store

TOLD_AGAIN_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True)
class Outages:
    """By name: `channel:<id>`, `scope:<name>`."""

    store: Store

    async def begin(self, name: str, *, now: int) -> int:
        """Since when it lasts, in milliseconds; one of yesterday that nobody ended begins anew."""
        key, client = self.store.keys("outages"), self.store.client
        await client.hsetnx(key, name, str(now))
        since = int(await client.hget(key, name) or now)
        if now - since > TOLD_AGAIN_MS:
            await client.hset(key, name, str(now))
            return now
        return since

    async def end(self, name: str) -> None:
        await self.store.client.hdel(self.store.keys("outages"), name)

    async def all(self) -> dict[str, int]:
        found = await self.store.hash("outages")
        return {name: int(since) for name, since in found.items()}
