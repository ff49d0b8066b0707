"""More of `test_lives.py`, for the second worker of pytest-xdist."""

import pytest

from tests.simulation.lives import firsts, live


@pytest.mark.parametrize("first", firsts(330, 660))
def test_nothing_is_done_twice_lost_or_unapproved(first: int) -> None:
    live(first)
