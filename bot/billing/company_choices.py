"""What a company chooses for itself: admins in Slack, else the environment."""

import datetime as dt

from bot.frozen import dataclass

HOURS = range(24)
LONGEST_UNDO = 300


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
    undo_seconds: int = 15
    language: str = "es_CO"
    """The channel's."""
