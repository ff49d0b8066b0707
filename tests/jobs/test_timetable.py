"""Jobs that happen unasked: each is done for its slot, and none keeps another from its own."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.alegra.errors import Exchange, NeverSent
from bot.billing.timetable import EveryJob, Slot, due_slots
from bot.jobs.schedule import WHOLE_DIRECTORY
from bot.jobs.timetable import Timetable
from bot.store.scripts import Store
from bot.store.slots import Slots
from sandbox.slack.client.waiting import until
from tests.handlers.assembled import assembled

SLOW, QUICK = "whole-directory", "payments"


class Calendar:
    def __init__(self, store: Store, **acts: Callable[[], Awaitable[None]]) -> None:
        self.minutes, self.done, self.acting = 0, list[str](), set[str]()
        self._acts = {SLOW: acts.get("slow"), QUICK: acts.get("quick")}
        self.jobs = (EveryJob(SLOW, "main", 1), EveryJob(QUICK, "main", 1))
        runs = {SLOW: self._run, QUICK: self._run}
        self.slots = Slots(store)
        self.timetable = Timetable(self._jobs, runs, self.slots, self._now, "America/Bogota", pause_seconds=0)

    async def _jobs(self) -> tuple[EveryJob, ...]:
        return self.jobs

    async def _now(self) -> int:
        return 1_795_000_000_000 + self.minutes * 60_000

    async def _run(self, slot: Slot) -> None:
        if act := self._acts[slot.job]:
            self.acting.add(slot.job)
            try:
                await act()
            finally:
                self.acting.remove(slot.job)
        self.done.append(slot.job)

    async def pass_minutes(self, minutes: int) -> None:
        for _ in range(minutes):
            self.minutes += 1
            await self.tick()

    async def tick(self) -> None:
        """Until all that it began is done, or is in the middle of its act."""
        await self.timetable.tick()
        await until(lambda: set(self.timetable._under_way) <= self.acting, lambda: f"{self.timetable._under_way}")


async def test_a_job_that_takes_hours_does_not_keep_another_waiting(store: Store) -> None:
    going_on = asyncio.Event()

    async def slowly() -> None:
        await going_on.wait()

    calendar = Calendar(store, slow=slowly)
    await calendar.pass_minutes(3)
    assert calendar.done == [QUICK] * 3
    going_on.set()
    await until(lambda: SLOW in calendar.done, lambda: f"the copy among {calendar.done}")
    assert calendar.done.count(SLOW) == 1
    await calendar.timetable.stop()


async def test_a_slot_is_done_once(store: Store) -> None:
    calendar = Calendar(store)
    await calendar.pass_minutes(1)
    await calendar.tick()
    assert sorted(calendar.done) == [QUICK, SLOW]


@pytest.mark.parametrize("trouble", [NeverSent(Exchange("GET", "/"), "no name"), ValueError("a mistake of ours")])
async def test_what_failed_stays_due(store: Store, trouble: Exception) -> None:
    troubles = [trouble]

    async def failing() -> None:
        if troubles:
            raise troubles.pop()

    calendar = Calendar(store, quick=failing)
    await calendar.pass_minutes(1)
    assert calendar.done == [SLOW]
    await calendar.tick()
    assert calendar.done == [SLOW, QUICK]


async def test_of_two_replicas_one_does_a_job_however_long_it_takes(store: Store) -> None:
    begun, going_on = list[str](), asyncio.Event()

    async def slowly() -> None:
        begun.append(SLOW)
        await going_on.wait()

    replicas = [Calendar(store, slow=slowly) for _ in range(2)]
    await asyncio.gather(*(each.pass_minutes(1) for each in replicas))
    await asyncio.gather(*(each.tick() for each in replicas))
    going_on.set()
    await until(lambda: any(SLOW in each.done for each in replicas), "the copy")
    await asyncio.gather(*(each.tick() for each in replicas))
    done = [job for each in replicas for job in each.done]
    assert (begun, done.count(SLOW), done.count(QUICK)) == ([SLOW], 1, 1)


async def test_a_replica_that_was_stopped_lets_go_of_its_job(store: Store) -> None:
    async def forever() -> None:
        await asyncio.Event().wait()

    gone, other = Calendar(store, slow=forever), Calendar(store)
    await gone.pass_minutes(1)
    await gone.timetable.stop()
    await other.pass_minutes(1)
    assert SLOW in other.done


async def test_what_is_interrupted_stays_due(store: Store) -> None:
    async def forever() -> None:
        await asyncio.Event().wait()

    calendar = Calendar(store, slow=forever)
    await calendar.pass_minutes(1)
    await calendar.timetable.stop()
    assert set(await calendar.slots.last()) == {f"main/{QUICK}"}


async def test_what_was_done_at_the_start_waits_for_its_next_slot(store: Store) -> None:
    calendar = Calendar(store)
    await calendar.timetable.has_been_done(SLOW)
    await calendar.tick()
    assert calendar.done == [QUICK]
    await calendar.pass_minutes(1)
    assert sorted(calendar.done) == sorted([QUICK, QUICK, SLOW])


async def test_a_tick_for_the_scheduler_comes_back_at_once_and_is_never_doubled(store: Store) -> None:
    calendar = Calendar(store)
    await calendar.timetable.begin_tick()
    await calendar.timetable.begin_tick()
    assert calendar.done == []
    await until(lambda: len(calendar.done) == 2, lambda: f"two jobs, not {calendar.done}")
    await calendar.timetable.stop()
    assert sorted(calendar.done) == sorted([QUICK, SLOW])


async def test_whenever_a_company_begins_its_whole_directory_is_copied_at_once(store: Store) -> None:
    (job,) = [job for job in await assembled(store).timetable.jobs() if job.name == WHOLE_DIRECTORY]
    evening = 1_795_000_000_000 // 86_400_000 * 86_400_000 + 23 * 3_600_000
    assert due_slots([job], now_ms=evening, timezone="UTC", last={})
