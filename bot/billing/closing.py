"""The closing date of a company's books: what carries a date up to it changes figures that were handed in already."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Closed:
    """A write would carry a date of closed books."""

    day: dt.date
    """The one it carries."""
    through: dt.date
    """The last closed day."""


def closed(day: dt.date | None, *, through: dt.date | None) -> Closed | None:
    """The closing date itself is closed; None for what carries no date, and where no books are closed."""
    if day is None or through is None or day > through:
        return None
    return Closed(day, through)
