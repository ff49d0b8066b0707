"""Dates of documents: today where the company is, due dates, and how far a fixed date may lie from today."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.billing.countries import rules_of


@dataclass(frozen=True)
class DateWindow:
    past_days: int
    future_days: int


@dataclass(frozen=True)
class InWindow:
    chip: bool
    """The card must point at it: the date is past, or in another month than today (the tax falls in that month)."""


@dataclass(frozen=True)
class OutsideWindow:
    earliest: dt.date
    latest: dt.date


def local_date(now_ms: int, timezone: str) -> dt.date:
    """The day at `now_ms` (milliseconds since the epoch) in an IANA time zone."""
    return local_moment(now_ms, timezone).date()


def local_moment(now_ms: int, timezone: str) -> dt.datetime:
    return dt.datetime.fromtimestamp(now_ms / 1000, ZoneInfo(timezone))


def due_date(issue: dt.date, term_days: int) -> dt.date:
    return issue + dt.timedelta(days=term_days)


def date_window(country: str, *, past_days: int | None = None, future_days: int | None = None) -> DateWindow:
    """The company's own settings, where it has any; else what the country's module assumes."""
    rules = rules_of(country)
    return DateWindow(
        past_days=rules.past_days if past_days is None else past_days,
        future_days=rules.future_days if future_days is None else future_days,
    )


def check_fixed_date(fixed: dt.date, *, today: dt.date, window: DateWindow) -> InWindow | OutsideWindow:
    """Both ends belong to the window."""
    earliest, latest = today - dt.timedelta(days=window.past_days), today + dt.timedelta(days=window.future_days)
    if not earliest <= fixed <= latest:
        return OutsideWindow(earliest, latest)
    is_other_month = (fixed.year, fixed.month) != (today.year, today.month)
    return InWindow(chip=fixed < today or is_other_month)
