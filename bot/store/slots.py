"""The last planned time of each job that was accepted; what is due since is the timetable's to say (design 6)."""

from bot.store.scripts import Script, Store

ADVANCE = Script("bot.store", "slot_advance")


class Slots:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def last(self, job: str) -> int | None:
        """Milliseconds since the epoch; None: never."""
        found = await self._store.hash_field("slots", field=job)
        return int(found) if found else None

    async def advance(self, job: str, planned_at: int) -> bool:
        """Note an accepted slot; False when a later one, or this one, was noted already."""
        return bool(await self._store.run(ADVANCE, {"job": job, "planned_at": str(planned_at)}) == "advanced")
