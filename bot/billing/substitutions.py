"""Who votes in whose place while somebody is away."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Substitution:
    """From one day to another, both counted, in the company's time zone."""

    away: str
    substitute: str
    first: dt.date
    last: dt.date

    def is_on(self, day: dt.date) -> bool:
        return self.first <= day <= self.last
