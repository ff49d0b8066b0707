"""What happens unasked: a minute's tick in every replica, and which slots are due by the calendar (design 6)."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.alegra.errors import AlegraError
from bot.billing.timetable import DailyJob, EveryJob, Slot, due_slots, job_key
from bot.store.connection import Clock
from bot.store.slots import Slots

log = structlog.get_logger(__name__)

Run = Callable[[Slot], Awaitable[None]]


@dataclass(frozen=True)
class Timetable:
    """`runs` has what each job does; doing it twice equals doing it once, so a slot is marked after it was done."""

    jobs: tuple[DailyJob | EveryJob, ...]
    runs: Mapping[str, Run]
    slots: Slots
    clock: Clock
    timezone: str

    async def tick(self) -> None:
        last = await self.slots.last()
        for slot in due_slots(self.jobs, now_ms=await self.clock(), timezone=self.timezone, last=last):
            try:
                await self.runs[slot.job](slot)
            except AlegraError as error:
                log.warning("job_later", job=slot.job, why=type(error).__name__)
                continue
            except Exception:
                log.exception("job_failed", job=slot.job)
                continue
            await self.slots.accept(job_key(slot), slot.planned)


def scheduler(tick: Callable[[], Awaitable[None]], *, seconds: float) -> AsyncIOScheduler:
    """In memory and without jitter: a job store in Redis fires once for each replica (reliability fact sheet A.5)."""
    clockwork = AsyncIOScheduler(timezone=dt.UTC)
    clockwork.add_job(tick, "interval", seconds=seconds, max_instances=1, coalesce=True, misfire_grace_time=None)
    return clockwork
