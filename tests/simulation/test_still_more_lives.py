"""More of `test_lives.py`, for the third worker of pytest-xdist."""

import pytest

from tests.simulation.lives import firsts, live


@pytest.mark.parametrize("first", firsts(660, 1000))
def test_nothing_is_done_twice_lost_or_unapproved(first: int) -> None:
    live(first)
