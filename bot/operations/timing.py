"""The worker's patience, in one table. Settle times belong to the kinds (design 4.4)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    lease_seconds: float = 90
    """By the clock that may be moved; renewed four times in each."""
    margin_seconds: float = 5
    """A lease must outlive the kind's time-out by this."""
    poll_seconds: float = 0.25
    look_seconds: tuple[float, ...] = (5, 20, 60)
    """After `sent_at`; then at `sent_at` + settle."""
    second_look_seconds: float = 60
    """Absence counts when seen twice, this far apart."""
    cannot_tell_seconds: float = 30
    most_sends: int = 3
    lane_seconds: float = 300
    """After a 401, 402 or 403, one operation is tried again after this."""
    quiet_show_seconds: float = 3
    """How long sending waits for Slack to show that it is on its way."""
    longest_show_pause_seconds: float = 300
    sweep_seconds: float = 60
    unreadable_seconds: float = 300
    """Before admins hear of what no version that runs can read."""
    drain_seconds: float = 20
    """On SIGTERM, what is running may take this long to finish."""
    store_patience_seconds: float = 60
    """A step is tried this long while the store is away; then the lease lapses and the next claim goes on."""


def ms(seconds: float) -> int:
    return int(seconds * 1000)
