"""More of `test_lives.py`, for the second worker of pytest-xdist."""

import pytest

from tests.simulation.__main__ import replay_command
from tests.simulation.trial import Plan, run

AT_ONCE = 10


@pytest.mark.parametrize("first", range(60, 120, AT_ONCE))
def test_nothing_is_done_twice_lost_or_unapproved(first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        outcome = run(Plan(seed))
        assert outcome.violations == [], replay_command(seed)
