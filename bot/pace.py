"""How often things are looked at, and how long people wait; tests look more often and wait for a busy machine."""

from dataclasses import dataclass, field

from bot.operations.timing import Timing
from bot.store.connection import Clock


@dataclass(frozen=True)
class Pace:
    tick_seconds: float = 5.0
    """Of the timetable."""
    catch_up_seconds: float = 2.0
    """Of the directory in memory with the copy in the store."""
    companies_seconds: float = 2.0
    """Of the companies that run with those that there are."""
    store_seconds: float = 5.0
    """Of whether the store takes writes, for `/readyz`."""
    credentials_seconds: float = 5.0
    """Of whether refused credentials were renewed in the file of settings."""
    answer_seconds: float = 2.0
    """What an answer may take before the person is told that it takes longer; Slack waits three (fact sheet 2.1)."""
    timing: Timing = field(default_factory=Timing)
    clock: Clock | None = None
    """None: the one that the settings name, or the store's."""
