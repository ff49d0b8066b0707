import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.billing.timetable import DailyJob, EveryJob, Job, Slot, due_slots, is_working_day, job_key

BOGOTA = "America/Bogota"
SANTIAGO = "America/Santiago"
TIJUANA = "America/Tijuana"

DIGEST = DailyJob("digest", "main", dt.time(8), working_days_of="colombia")
NIGHTLY = DailyJob("nightly", "main", dt.time(23, 30), stays_due=dt.timedelta(hours=20))
POLL = EveryJob("poll", "main", 5)


def at(local: str, timezone: str = BOGOTA, *, fold: int = 0) -> int:
    moment = dt.datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(timezone), fold=fold)
    return int(moment.timestamp() * 1000)


def due(job: Job, now_ms: int, *, timezone: str = BOGOTA, last: str = "") -> list[str]:
    known = {job_key(job): last} if last else {}
    return [slot.planned for slot in due_slots([job], now_ms=now_ms, timezone=timezone, last=known)]


def fired(job: Job, *, start: int, hours: int, timezone: str) -> list[str]:
    """Every slot that a bot ticking each minute accepts."""
    last = ""
    accepted = []
    for minute in range(hours * 60):
        for planned in due(job, start + minute * 60_000, timezone=timezone, last=last):
            accepted.append(planned)
            last = planned
    return accepted


def test_the_digest_is_due_at_its_local_hour_and_not_before() -> None:
    assert due(DIGEST, at("2026-11-30T07:59:59")) == []
    assert due(DIGEST, at("2026-11-30T08:00")) == ["2026-11-30T08:00-05:00"]


def test_an_accepted_slot_is_not_due_again() -> None:
    assert due(DIGEST, at("2026-11-30T08:01"), last="2026-11-30T08:00-05:00") == []
    assert due(DIGEST, at("2026-12-01T08:00"), last="2026-11-30T08:00-05:00") == ["2026-12-01T08:00-05:00"]


@pytest.mark.parametrize(
    ("day", "works"),
    [("2026-11-27", True), ("2026-11-28", False), ("2026-11-29", False), ("2026-12-08", False), ("2026-12-09", True)],
)
def test_the_digest_rests_on_weekends_and_holidays(day: str, works: bool) -> None:  # noqa: FBT001  (a table)
    assert bool(due(DIGEST, at(f"{day}T08:00"))) is works
    assert is_working_day(dt.date.fromisoformat(day), country="Colombia") is works


def test_a_country_without_known_holidays_rests_on_weekends() -> None:
    assert is_working_day(dt.date(2026, 12, 25), country="atlantis")
    assert not is_working_day(dt.date(2026, 12, 26), country="atlantis")


def test_a_missed_digest_is_caught_up_the_same_day_and_not_at_night() -> None:
    assert due(DIGEST, at("2026-11-30T17:59"), last="2026-11-27T08:00-05:00") == ["2026-11-30T08:00-05:00"]
    assert due(DIGEST, at("2026-11-30T18:01"), last="2026-11-27T08:00-05:00") == []


def test_a_missed_night_is_caught_up_the_next_day() -> None:
    assert due(NIGHTLY, at("2026-12-01T09:00"), last="2026-11-29T23:30-05:00") == ["2026-11-30T23:30-05:00"]


def test_catching_up_takes_only_the_newest_slot() -> None:
    assert due(POLL, at("2026-11-30T12:03"), last="2026-11-30T06:00-05:00") == ["2026-11-30T12:00-05:00"]
    week = DailyJob("week", "main", dt.time(8), stays_due=dt.timedelta(days=7))
    assert due(week, at("2026-11-30T07:00"), last="2026-11-25T08:00-05:00") == ["2026-11-29T08:00-05:00"]


def test_a_clock_moved_back_owes_nobody_a_second_digest_and_holds_up_no_poll() -> None:
    """A poll only reads: it may come twice, and may not wait for the hour that a wrong clock had reached."""
    assert due(POLL, at("2026-11-30T11:00"), last="2026-11-30T12:00-05:00") == ["2026-11-30T11:00-05:00"]
    assert due(POLL, at("2026-11-30T11:59"), last="2026-11-30T12:00-05:00") == []
    assert due(DIGEST, at("2026-11-30T09:00"), last="2026-12-01T08:00-05:00") == []


def test_jobs_are_told_apart_by_company_and_name() -> None:
    other = EveryJob("poll", "sucursal", 5)
    slots = due_slots(
        [POLL, other], now_ms=at("2026-11-30T12:00"), timezone=BOGOTA, last={"main/poll": "2026-11-30T12:00-05:00"}
    )
    assert slots == (Slot("poll", "sucursal", "2026-11-30T12:00-05:00"),)
    assert job_key(slots[0]) == job_key(other) == "sucursal/poll"


@pytest.mark.parametrize(
    ("hour", "timezone", "start", "slots"),
    [
        (dt.time(0, 30), SANTIAGO, "2026-09-05T12:00", ["2026-09-06T01:30-03:00"]),
        (dt.time(23, 30), SANTIAGO, "2026-04-04T12:00", ["2026-04-04T23:30-03:00"]),
        (dt.time(1, 30), TIJUANA, "2026-10-31T12:00", ["2026-11-01T01:30-07:00"]),
        (dt.time(2, 30), TIJUANA, "2026-03-07T13:00", ["2026-03-08T03:30-07:00"]),
    ],
)
def test_an_hour_that_is_skipped_or_repeated_fires_once(
    hour: dt.time, timezone: str, start: str, slots: list[str]
) -> None:
    """The nights on which schedulers were seen to skip or repeat, ticked through minute by minute."""
    job = DailyJob("night", "main", hour)
    assert fired(job, start=at(start, timezone), hours=20, timezone=timezone) == slots


@pytest.mark.parametrize(("timezone", "start"), [(SANTIAGO, "2026-04-04T21:00"), (TIJUANA, "2026-03-08T00:00")])
def test_every_so_many_minutes_goes_on_through_a_change_of_clocks(timezone: str, start: str) -> None:
    slots = fired(POLL, start=at(start, timezone), hours=5, timezone=timezone)
    moments = [dt.datetime.fromisoformat(slot) for slot in slots]
    assert len(moments) == 60
    assert {after - before for before, after in pairwise(moments)} == {dt.timedelta(minutes=5)}


@given(
    st.integers(min_value=1_700_000_000_000, max_value=1_900_000_000_000), st.sampled_from([BOGOTA, SANTIAGO, TIJUANA])
)
def test_what_is_due_was_planned_before_now_and_is_not_due_once_accepted(now_ms: int, timezone: str) -> None:
    jobs: list[Job] = [DIGEST, NIGHTLY, POLL]
    slots = due_slots(jobs, now_ms=now_ms, timezone=timezone, last={})
    assert all(dt.datetime.fromisoformat(slot.planned).timestamp() * 1000 <= now_ms for slot in slots)
    accepted = {job_key(slot): slot.planned for slot in slots}
    assert due_slots(jobs, now_ms=now_ms, timezone=timezone, last=accepted) == ()
