import datetime as dt

import pytest

from bot.billing.dates import (
    DateWindow,
    InWindow,
    OutsideWindow,
    check_fixed_date,
    date_window,
    due_date,
    local_date,
)

TODAY = dt.date(2026, 12, 3)


def test_today_is_the_companys() -> None:
    just_after_midnight_utc = int(dt.datetime(2026, 12, 1, 4, 59, 59, tzinfo=dt.UTC).timestamp() * 1000)
    assert local_date(just_after_midnight_utc, "America/Bogota") == dt.date(2026, 11, 30)
    assert local_date(just_after_midnight_utc + 1000, "America/Bogota") == dt.date(2026, 12, 1)
    assert local_date(just_after_midnight_utc, "UTC") == dt.date(2026, 12, 1)


def test_a_term_ends_that_many_days_later() -> None:
    assert due_date(dt.date(2026, 11, 26), 30) == dt.date(2026, 12, 26)
    assert due_date(dt.date(2028, 2, 28), 1) == dt.date(2028, 2, 29)
    assert due_date(TODAY, 0) == TODAY


@pytest.mark.parametrize(
    ("fixed", "answer"),
    [
        (TODAY, InWindow(chip=False)),
        (dt.date(2026, 12, 2), InWindow(chip=True)),
        (dt.date(2026, 11, 30), InWindow(chip=True)),
        (dt.date(2026, 11, 28), InWindow(chip=True)),
        (dt.date(2026, 11, 27), OutsideWindow(dt.date(2026, 11, 28), dt.date(2026, 12, 13))),
        (dt.date(2026, 12, 13), InWindow(chip=False)),
        (dt.date(2026, 12, 14), OutsideWindow(dt.date(2026, 11, 28), dt.date(2026, 12, 13))),
    ],
)
def test_a_fixed_date_lies_within_the_window(fixed: dt.date, answer: InWindow | OutsideWindow) -> None:
    assert check_fixed_date(fixed, today=TODAY, window=DateWindow(past_days=5, future_days=10)) == answer


def test_a_future_date_in_another_month_is_pointed_at() -> None:
    answer = check_fixed_date(dt.date(2027, 1, 1), today=dt.date(2026, 12, 30), window=DateWindow(0, 5))
    assert answer == InWindow(chip=True)


def test_the_companys_window_wins_over_what_the_country_assumes() -> None:
    assert date_window("colombia", past_days=2) == DateWindow(past_days=2, future_days=10)
    assert date_window("colombia", past_days=0, future_days=0) == DateWindow(0, 0)
    assert date_window("mexico") == DateWindow(past_days=3, future_days=0)
    assert date_window("peru") == DateWindow(0, 0)
