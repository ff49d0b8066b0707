"""Days, hours and spans of time as each language writes them."""

import datetime as dt
from functools import lru_cache

from babel.dates import format_date, format_time, format_timedelta

NARROW = "\u202f"
"""CLDR's space in `a. m.`; an ordinary no-break space reads the same and is found by a search."""
NO_BREAK = "\u00a0"


@lru_cache(maxsize=512)
def day(value: dt.date, language: str, *, weekday: bool = True, year: bool = True) -> str:
    """`sáb 26 dic 2026`; without weekday and year, `26 dic`."""
    pattern = " ".join(part for part in ("EEE" if weekday else "", "d MMM", "y" if year else "") if part)
    return format_date(value, pattern, locale=language)


def clock(value: dt.datetime, language: str) -> str:
    """Twelve hours: `9:12 a. m.`."""
    return _clock(value.hour, value.minute, language)


@lru_cache(maxsize=512)
def _clock(hour: int, minute: int, language: str) -> str:
    return format_time(dt.time(hour, minute), "h:mm a", locale=language).replace(NARROW, NO_BREAK)


def span(seconds: float, language: str) -> str:
    """`3 días`, `5 minutos`: in the largest unit that fits."""
    return format_timedelta(dt.timedelta(seconds=seconds), threshold=1, locale=language)
