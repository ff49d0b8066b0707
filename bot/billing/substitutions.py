"""Who votes in whose place while somebody is away."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class StandInProblem(StrEnum):
    AWAY = "away"
    """Whoever is away approves nothing anyway."""
    SUBSTITUTE = "substitute"
    """The substitute does not have the role of approver, or is the same person."""
    DAYS = "days"
    """They end before they begin, or have passed."""


@dataclass(frozen=True)
class Substitution:
    """From one day to another, both counted, in the company's time zone."""

    away: str
    substitute: str
    first: dt.date
    last: dt.date

    def is_on(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def problem(self, approvers: Collection[str]) -> StandInProblem | None:
        """With the people, as their roles are now."""
        if self.away not in approvers:
            return StandInProblem.AWAY
        if self.substitute not in approvers or self.substitute == self.away:
            return StandInProblem.SUBSTITUTE
        return None
