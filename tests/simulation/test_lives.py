"""Many lives under bad weather; `make simulate` lives thousands more (docs/reliability.md)."""

import pytest

from tests.simulation.lives import firsts, live


@pytest.mark.parametrize("first", firsts(0, 330))
def test_nothing_is_done_twice_lost_or_unapproved(first: int) -> None:
    live(first)
