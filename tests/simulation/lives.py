"""Many lives as tests: of some seeds, a few at a time, so that a failing one is named soon."""

from tests.simulation.__main__ import replay_command
from tests.simulation.trial import Plan, run

AT_ONCE = 10


def firsts(start: int, end: int) -> range:
    """The first seed of each test."""
    return range(start, end, AT_ONCE)


def live(first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        outcome = run(Plan(seed))
        assert outcome.violations == [], replay_command(seed)
