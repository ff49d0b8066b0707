"""What happens unasked: a tick in every replica, and which slots are due by the calendar (design 6)."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.alegra.errors import AlegraError
from bot.billing.timetable import DailyJob, EveryJob, Slot, due_slots, job_key
from bot.store.connection import Clock
from bot.store.scripts import STORE_GONE
from bot.store.slots import Slots

log = structlog.get_logger(__name__)

PAUSE_SECONDS = 15.0
TICK, HINTS = "", "?"
"""Stand among what is under way; no job is called so."""

Run = Callable[[Slot], Awaitable[None]]


@dataclass(frozen=True)
class Timetable:
    """`runs` has what each job does; doing it twice equals doing it once, so a slot is marked after it was done.

    Jobs do not wait for each other: a copy of the whole directory takes hours at Alegra's pace, and payments do not.
    """

    jobs: Callable[[], Awaitable[tuple[DailyJob | EveryJob, ...]]]
    """As they are now: their hours can be changed."""
    runs: Mapping[str, Run]
    slots: Slots
    clock: Clock
    timezone: str
    heed: Callable[[], Awaitable[None]] | None = None
    """Looks at what was hinted at since the last tick."""
    pause_seconds: float = PAUSE_SECONDS
    """What failed is not begun again before."""
    _under_way: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def begin_tick(self) -> None:
        """For the scheduler: nothing of it is left to cancel when it shuts down, and a slow store makes no queue of ticks."""
        if TICK not in self._under_way:
            self._under_way[TICK] = asyncio.create_task(self._ticked())

    async def tick(self) -> None:
        """Begin what is due and not under way, and look at what was hinted at."""
        last = await self.slots.last()
        for slot in await self._due(await self.jobs(), await self.clock(), last):
            if slot.job not in self._under_way:
                self._under_way[slot.job] = asyncio.create_task(self._carry_out(slot))
        if self.heed and HINTS not in self._under_way:
            self._under_way[HINTS] = asyncio.create_task(self._heeded(self.heed))

    async def _due(
        self, jobs: tuple[DailyJob | EveryJob, ...], now_ms: int, last: Mapping[str, str]
    ) -> tuple[Slot, ...]:
        """Beside the loop: the first that asks for a holiday reads those of all countries, and clicks are not to wait for it."""
        return await asyncio.to_thread(due_slots, jobs, now_ms=now_ms, timezone=self.timezone, last=last)

    async def has_been_done(self, job: str) -> None:
        """What was done at the start is not due once more."""
        wanted = [each for each in await self.jobs() if each.name == job]
        for slot in due_slots(wanted, now_ms=await self.clock(), timezone=self.timezone, last={}):
            await self.slots.accept(job_key(slot), slot.planned)

    async def stop(self) -> None:
        """Whatever is interrupted stays due."""
        under_way = list(self._under_way.values())
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    async def _ticked(self) -> None:
        try:
            await self.tick()
        except STORE_GONE as gone:
            log.warning("store_gone", error=str(gone))
        finally:
            del self._under_way[TICK]

    async def _heeded(self, heed: Callable[[], Awaitable[None]]) -> None:
        try:
            await heed()
        except AlegraError as error:
            log.warning("job_later", job="hints", why=type(error).__name__)
        except STORE_GONE as gone:
            log.warning("store_gone", error=str(gone))
        except Exception:  # the edge of a job: polls and nightly passes look at the same things
            log.exception("job_failed", job="hints")
        finally:
            del self._under_way[HINTS]

    async def _carry_out(self, slot: Slot) -> None:
        try:
            if not await self._is_done(slot):
                await asyncio.sleep(self.pause_seconds)
        finally:
            del self._under_way[slot.job]

    async def _is_done(self, slot: Slot) -> bool:
        try:
            await self._do(slot)
        except AlegraError as error:
            log.warning("job_later", job=slot.job, why=type(error).__name__)
            return False
        except STORE_GONE as gone:
            log.warning("store_gone", job=slot.job, error=str(gone))
            return False
        except Exception:  # the edge of a job: it stays due
            log.exception("job_failed", job=slot.job)
            return False
        return True

    async def _do(self, slot: Slot) -> None:
        """By one replica: where another is at it, or was since this tick began, nothing is left to do."""
        async with self.slots.held(job_key(slot)) as is_ours:
            if is_ours and (await self.slots.last()).get(job_key(slot)) != slot.planned:
                await self.runs[slot.job](slot)
                await self.slots.accept(job_key(slot), slot.planned)


def scheduler(tick: Callable[[], Awaitable[None]], *, seconds: float) -> AsyncIOScheduler:
    """In memory and without jitter: a job store in Redis fires once for each replica (reliability fact sheet A.5)."""
    clockwork = AsyncIOScheduler(timezone=dt.UTC)
    clockwork.add_job(tick, "interval", seconds=seconds, max_instances=1, coalesce=True, misfire_grace_time=None)
    return clockwork
