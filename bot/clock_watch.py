"""Slack's signatures tell how far this machine's clock is from Slack's: from five minutes on every click is refused.

One old request may be somebody's who sends again what he overheard; it is believed when no good one came for a while.
"""

import time
from collections.abc import Awaitable, Callable

from bot.troubles import CLOCK, Troubles

QUIET_SECONDS = 60.0
MINUTE = 60

Tell = Callable[[int], Awaitable[None]]
"""Tells the admins of every company by how many minutes."""


class ClockWatch:
    def __init__(
        self,
        troubles: Troubles,
        tell: Callable[[Awaitable[None]], None],
        admins: Tell,
        *,
        real_seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """`tell` carries work out beside whatever is under way."""
        self._troubles, self._tell, self._admins, self._real_seconds = troubles, tell, admins, real_seconds
        self._good_at = -QUIET_SECONDS

    def __call__(self, late_seconds: float) -> None:
        """`bot.gate`'s `drifted`."""
        now = self._real_seconds()
        if not late_seconds:
            self._good_at = now
            self._troubles.over(CLOCK)
        elif now - self._good_at >= QUIET_SECONDS:
            minutes = round(abs(late_seconds) / MINUTE)
            is_new = not self._troubles.why(CLOCK)
            self._troubles.met(CLOCK, f"{minutes} min {'ahead of' if late_seconds > 0 else 'behind'} Slack's")
            if is_new:
                self._tell(self._admins(minutes))
