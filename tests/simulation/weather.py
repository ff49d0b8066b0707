"""The fault model, as one table of chances: what may go wrong, how often, and how badly (docs/reliability.md)."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Weather:
    crash: float = 0.0
    """That a process dies at one of its awaits."""
    freeze: float = 0.0
    """That it stands still there."""
    longest_freeze: float = 100.0
    """Seconds; longer than a lease of 90."""
    lost_store_answer: float = 0.0
    """redis-py then sends the command again."""
    store_restarts: tuple[int, int] = (0, 0)
    """At least and at most so many in a run."""
    small_jumps: tuple[int, int] = (0, 0)
    """Of the store's clock, by up to 30 s either way, at any moment."""
    long_jumps: tuple[int, int] = (0, 0)
    """By up to an hour forward, while nothing is on its way to Alegra."""
    writes: dict[str, int] = field(default_factory=lambda: {"ok": 1})
    """Weights of what becomes of a write to Alegra; see `alegra_door.py`."""
    reads: dict[str, int] = field(default_factory=lambda: {"ok": 1})
    stamps: dict[str, int] = field(default_factory=lambda: {"accepted": 1})
    """What the authority makes of a stamp."""
    posts: dict[str, int] = field(default_factory=lambda: {"ok": 1})
    latest_landing: float = 60.0
    """Seconds after the client gave up in which an effect may still land."""
    list_lag: float = 5.0
    """Seconds until what was written appears in a list."""
    longest_moment: float = 10.0
    """Seconds that it may put between the last reading of an invoice and its stamp or its void."""


WRITES = {
    "ok": 50,
    "never_left": 5,
    "too_many": 5,
    "failed_before": 6,
    "failed_after": 7,
    "reset_after": 5,
    "unreadable": 4,
    "silent_never": 6,
    "silent_early": 6,
    "silent_late": 10,
    "frozen_at_the_wire": 4,
    "refused": 2,
    "unauthorized": 1,
}
READS = {"ok": 85, "failed": 8, "too_many": 4, "silent": 3}
STAMPS = {"accepted": 55, "waiting": 30, "rejected": 8, "authority_down": 5, "down_but_arrived": 4}
POSTS = {"ok": 80, "lost_after": 7, "lost_before": 6, "too_many": 7}

STORM = Weather(
    crash=0.006,
    freeze=0.003,
    lost_store_answer=0.03,
    store_restarts=(0, 2),
    small_jumps=(0, 2),
    long_jumps=(0, 1),
    writes=WRITES,
    reads=READS,
    stamps=STAMPS,
    posts=POSTS,
    longest_moment=200.0,
)
CALM = Weather()
QUARREL = Weather(writes={"ok": 10, "failed_after": 1, "never_left": 1}, stamps={"accepted": 6, "down_but_arrived": 4})
"""Few faults, so that people come further in the same time."""
