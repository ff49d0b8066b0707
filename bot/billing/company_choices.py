"""What a company chooses for itself: admins in Slack, else the environment."""

import datetime as dt
from dataclasses import dataclass

HOURS = range(24)
CLOSING_HOURS = range(1, 25)
LONGEST_UNDO = 300
RISK_LIMITS = {
    "risk_duplicate_days": 365,
    "risk_duplicate_percent": 50,
    "risk_unusual_times": 1000,
    "risk_discount_percent": 100,
    "risk_overdue_days": 3650,
}
"""What may be chosen of each, from 0 on."""


@dataclass(frozen=True)
class CompanyChoices:
    """A table: each field is a preference of its name, and a setting of the environment."""

    closing_date: dt.date | None = None
    """The last day of the books that are closed; None: none are."""
    amounts: str = "private"
    """Where cards and notices show figures: private (channels), or everywhere."""
    email_on_stamp: str = "alegra"
    """Who sends what was issued: alegra, cobro, or nobody."""
    overdue_hour: int = 8
    opening_hour: int = 8
    closing_hour: int = 18
    working_days: str = "12345"
    """As ISO counts them, Monday is 1; with the two hours, when people are reminded of what waits for them."""
    undo_seconds: int = 15
    language: str = "es_CO"
    """The channel's."""
    risk_duplicate_days: int = 30
    """An invoice that is like another is pointed at when it is at most so many days away."""
    risk_duplicate_percent: int = 1
    """How near two totals are the same."""
    risk_unusual_times: int = 3
    """Of the client's usual amount; 0: no amount is unusual."""
    risk_discount_percent: int = 20
    """Of a line; 100: every discount is borne with."""
    risk_overdue_days: int = 0
    """How late a client may be."""
