import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.billing.business_hours import HOUR_MS, BusinessHours, NoBusinessHours
from bot.billing.timetable import is_working_day

BOGOTA, TIJUANA, JUAREZ = "America/Bogota", "America/Tijuana", "America/Ciudad_Juarez"
OFFICE = BusinessHours(BOGOTA, "colombia")
ROUND_THE_CLOCK = BusinessHours(TIJUANA, "mexico", opens=0, closes=24, days=frozenset(range(1, 8)))
MINUTE = 60_000
MOMENTS = st.integers(1_770_000_000, 1_800_000_000).map(lambda seconds: seconds * 1000)
SPANS = st.integers(0, 100 * 60).map(lambda minutes: minutes * MINUTE)
COMPANIES = st.builds(
    lambda timezone, country, opens, length, days: BusinessHours(
        timezone, country, opens, min(opens + length, 24), days
    ),
    st.sampled_from([BOGOTA, TIJUANA, JUAREZ, "America/Mexico_City", "America/Santiago"]),
    st.sampled_from(["colombia", "mexico", ""]),
    st.integers(0, 23),
    st.integers(1, 24),
    st.frozensets(st.integers(1, 7), min_size=1),
)


def at(local: str, timezone: str = BOGOTA) -> int:
    return int(dt.datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(timezone)).timestamp() * 1000)


@pytest.mark.parametrize(
    ("asked", "hours", "over"),
    [
        ("2026-11-27T09:00", 4, "2026-11-27T13:00"),
        ("2026-11-27T17:00", 4, "2026-11-30T11:00"),
        ("2026-11-27T17:00", 1, "2026-11-27T18:00"),
        ("2026-11-28T12:00", 1, "2026-11-30T09:00"),
        ("2026-11-27T03:00", 10, "2026-11-27T18:00"),
        ("2026-12-07T17:00", 2, "2026-12-09T09:00"),
        ("2026-12-24T17:59", 1, "2026-12-28T08:59"),
    ],
)
def test_what_is_asked_after_hours_begins_to_count_when_the_company_opens(asked: str, hours: int, over: str) -> None:
    """The 8th of December and the 25th are holidays in Colombia."""
    assert OFFICE.after(at(asked), hours * HOUR_MS) == at(over)
    assert OFFICE.elapsed(at(asked), at(over)) == hours * HOUR_MS


def test_it_is_open_from_the_first_minute_and_closed_at_the_last() -> None:
    day = "2026-11-27T"
    assert [OFFICE.is_open(at(day + hour)) for hour in ("07:59", "08:00", "17:59", "18:00")] == [
        False,
        True,
        True,
        False,
    ]
    assert not OFFICE.is_open(at("2026-11-28T10:00")), "a Saturday"
    assert not OFFICE.is_open(at("2026-12-08T10:00")), "a holiday"
    assert BusinessHours(BOGOTA, "", days=frozenset({6})).is_open(at("2026-11-28T10:00"))
    assert OFFICE.opening_from(at("2026-11-27T18:00")) == at("2026-11-30T08:00")


def test_a_day_without_an_hour_is_an_hour_shorter_only_for_who_works_through_it() -> None:
    """Tijuana goes with California: on the 8th of March 2026 there is no 2 o'clock, on the 1st of November there are two."""
    short, long = "2026-03-08T00:00", "2026-11-01T00:00"
    assert ROUND_THE_CLOCK.elapsed(at(short, TIJUANA), at("2026-03-09T00:00", TIJUANA)) == 23 * HOUR_MS
    assert ROUND_THE_CLOCK.elapsed(at(long, TIJUANA), at("2026-11-02T00:00", TIJUANA)) == 25 * HOUR_MS
    by_day = BusinessHours(TIJUANA, days=frozenset(range(1, 8)))
    assert by_day.elapsed(at(short, TIJUANA), at("2026-03-09T00:00", TIJUANA)) == 10 * HOUR_MS
    in_the_gap = BusinessHours(TIJUANA, opens=2, closes=3, days=frozenset({7}))
    assert in_the_gap.opening_from(at(short, TIJUANA)) == at("2026-03-15T02:00", TIJUANA), "there was no such hour"


@pytest.mark.parametrize(
    ("opens", "closes", "days"), [(8, 8, {1}), (18, 8, {1}), (8, 25, {1}), (-1, 8, {1}), (8, 18, set())]
)
def test_a_company_that_never_opens_is_no_company(opens: int, closes: int, days: set[int]) -> None:
    with pytest.raises(NoBusinessHours):
        BusinessHours(BOGOTA, "", opens, closes, frozenset(days))


@given(COMPANIES, MOMENTS, SPANS, SPANS)
def test_time_adds_up_and_never_runs_back(hours: BusinessHours, start: int, first: int, second: int) -> None:
    middle, end = start + first, start + first + second
    assert hours.elapsed(start, end) == hours.elapsed(start, middle) + hours.elapsed(middle, end)
    assert 0 <= hours.elapsed(start, end) <= end - start
    assert hours.elapsed(end, start) == 0


@given(COMPANIES, MOMENTS, SPANS)
def test_after_is_the_first_instant_by_which_so_much_has_passed(hours: BusinessHours, start: int, span: int) -> None:
    over = hours.after(start, span)
    assert hours.elapsed(start, over) == span
    assert span == 0 or hours.elapsed(start, over - 1) == span - 1
    assert hours.after(start, span + MINUTE) > over or span == 0


@given(COMPANIES, MOMENTS)
def test_it_opens_on_working_days_and_only_then(hours: BusinessHours, moment: int) -> None:
    opening = hours.opening_from(moment)
    assert hours.is_open(opening)
    assert opening >= moment
    assert hours.elapsed(moment, opening) == 0
    there = dt.datetime.fromtimestamp(opening / 1000, ZoneInfo(hours.timezone))
    assert there.isoweekday() in hours.days
    assert there.isoweekday() > 5 or is_working_day(there.date(), country=hours.country)
