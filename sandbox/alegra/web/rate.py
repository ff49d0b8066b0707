"""How many requests a user may still make in this minute (fact sheet 1.2)."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil

WINDOW_SECONDS = 60


@dataclass(frozen=True)
class Allowance:
    limit: int
    remaining: int
    reset: int
    """Whole seconds until the window ends."""
    exceeded: bool

    @property
    def headers(self) -> dict[str, str]:
        told = {"Limit": self.limit, "Remaining": self.remaining, "Reset": self.reset}
        return {f"X-Rate-Limit-{name}": str(value) for name, value in told.items()}


@dataclass
class Windows:
    """Fixed windows of one real minute, one for each name."""

    real: Callable[[], float] = time.monotonic
    _used: dict[str, tuple[float, int]] = field(default_factory=dict)

    def count(self, name: str, limit: int) -> Allowance:
        """Count one more request; past the limit the answer says so and the window stays as it is."""
        now = self.real()
        start, used = self._used.get(name, (now, 0))
        if now - start >= WINDOW_SECONDS:
            start, used = now, 0
        exceeded = used >= limit
        used += not exceeded
        self._used[name] = (start, used)
        return Allowance(limit, max(limit - used, 0), ceil(start + WINDOW_SECONDS - now), exceeded)

    def used(self, name: str) -> int:
        """How many requests were let through in the window that was asked in last."""
        return self._used.get(name, (0.0, 0))[1]

    def clear(self) -> None:
        self._used.clear()
