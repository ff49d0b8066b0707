"""`test_planted_faults.py`, of how things are approved and taken back."""

import pytest

from tests.simulation.planted_approvals import FAULTS
from tests.simulation.trial import run


@pytest.mark.parametrize("name", FAULTS)
def test_a_guard_that_is_taken_away_is_missed(name: str) -> None:
    fault = FAULTS[name]
    seeds = range(fault.first, fault.first + fault.seeds)
    assert any(run(fault.plan(seed)).violations for seed in seeds), f"nothing was found in {fault.seeds} runs"
