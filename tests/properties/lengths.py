"""How many lives and examples are tried: few and always the same in the suite, as many new ones as STATES says otherwise."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

FEW = 9
EXAMPLES_OF_A_LIFE = 5
"""A life takes as long as some hundred examples of a pure rule."""

LIVES = int(os.environ.get("STATES", str(FEW)))
IS_LONG = "STATES" in os.environ

PATIENCE = pytest.mark.timeout(6 * 3600 if IS_LONG else 300)
"""For a module that tries as many as it is asked to."""

PURE = settings(max_examples=LIVES * EXAMPLES_OF_A_LIFE, deadline=None, derandomize=not IS_LONG, database=None)
LIFE = settings(  # in the suite what fails is not shortened: that takes minutes
    max_examples=LIVES,
    stateful_step_count=40,
    phases=[Phase.generate, Phase.shrink] if IS_LONG else [Phase.generate],
    deadline=None,
    derandomize=not IS_LONG,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
