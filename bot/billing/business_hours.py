"""The hours in which a company works: how much of them lies between two instants, and when so much of them is over.

Time inside them is real time: a working day on which the clocks change is an hour longer or shorter only where the company works
through the change.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.billing.dates import local_date
from bot.billing.timetable import is_holiday

HOUR_MS = 60 * 60 * 1000
WEEK = frozenset(range(1, 8))


class NoBusinessHours(ValueError):
    def __init__(self) -> None:
        super().__init__("a company opens on one day of the week at least, and closes after it has opened")


@dataclass(frozen=True)
class BusinessHours:
    timezone: str
    country: str = ""
    """As Alegra spells it, for its holidays; those of Colombia and Mexico are known, elsewhere there are none."""
    opens: int = 8
    closes: int = 18
    """Whole hours of the company's clock, up to 24."""
    days: frozenset[int] = frozenset(range(1, 6))
    """ISO: Monday is 1."""

    def __post_init__(self) -> None:
        """Raise NoBusinessHours."""
        if not 0 <= self.opens < self.closes <= 24 or not self.days or not self.days <= WEEK:
            raise NoBusinessHours

    @property
    def day_ms(self) -> int:
        """The length of a working day."""
        return (self.closes - self.opens) * HOUR_MS

    def is_open(self, at_ms: int) -> bool:
        """From the minute of opening to that of closing, which is over already."""
        return self.opening_from(at_ms) == at_ms

    def opening_from(self, at_ms: int) -> int:
        """`at_ms` where it is open then, else the next opening."""
        begins, _ = next(self._open_spans(at_ms))
        return max(begins, at_ms)

    def elapsed(self, from_ms: int, until_ms: int) -> int:
        """Milliseconds of business hours between two instants; 0 where the second is not after the first."""
        total = 0
        for begins, ends in self._open_spans(from_ms):
            if max(begins, from_ms) >= until_ms:
                break
            total += min(ends, until_ms) - max(begins, from_ms)
        return total

    def after(self, from_ms: int, span_ms: int) -> int:
        """The first instant by which `span_ms` of business hours have passed; a day that is full ends when it closes."""
        if span_ms <= 0:
            return from_ms
        for begins, ends in self._open_spans(from_ms):
            begun = max(begins, from_ms)
            if ends - begun >= span_ms:
                return begun + span_ms
            span_ms -= ends - begun
        raise NoBusinessHours  # never: the spans have no end

    def _open_spans(self, from_ms: int) -> Iterator[tuple[int, int]]:
        """Those that end after `from_ms`, in their order, without an end; none is empty."""
        day, over = local_date(from_ms, self.timezone), from_ms
        while True:
            if day.isoweekday() in self.days and not is_holiday(day, country=self.country):
                begins, ends = max(self._at(day, self.opens), over if over > from_ms else 0), self._at(day, self.closes)
                if ends > max(begins, from_ms):
                    yield begins, ends
                    over = ends
            day += dt.timedelta(days=1)

    def _at(self, day: dt.date, hour: int) -> int:
        """An hour that a clock change skips comes an hour later; one that it repeats, the first time (both by `fold=0`)."""
        midnight = dt.datetime.combine(day + dt.timedelta(days=hour // 24), dt.time(hour % 24))
        return round(midnight.replace(tzinfo=ZoneInfo(self.timezone)).timestamp() * 1000)
