"""The simulator can fail: with one guard taken away, it finds what the guard was for."""

from itertools import count

import pytest

from tests.simulation.planted import FAULTS
from tests.simulation.trial import run


@pytest.mark.parametrize("name", FAULTS)
def test_a_guard_that_is_taken_away_is_missed(name: str) -> None:
    fault = FAULTS[name]
    seeds = next((seed for seed in count() if seed >= fault.seeds or run(fault.plan(seed)).violations), fault.seeds)
    assert seeds < fault.seeds, f"nothing was found in {fault.seeds} runs"
