"""No chance at all but one death: at each await of the first replica in turn, over the same day of the same people."""

import pytest

from tests.simulation.__main__ import replay_command
from tests.simulation.trial import Plan, run
from tests.simulation.weather import CALM

DAY = 24
AWAITS = range(1, 61)


@pytest.mark.parametrize("part", range(4))
def test_whoever_takes_over_neither_repeats_nor_forgets(part: int) -> None:
    deaths = 0
    for dies_at in AWAITS[part::4]:
        outcome = run(Plan(DAY, weather=CALM, dies_at=dies_at))
        assert outcome.violations == [], f"{replay_command(DAY)} --calm --dies-at {dies_at}"
        deaths += outcome.counts.get("fault: death", 0)
    assert deaths >= len(AWAITS) // 8, "it lived longer than the awaits that were tried"
