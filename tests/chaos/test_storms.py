"""Bots, workers and the store are killed at random while invoices are made, edited, approved one by one and from lists,
stamped, sent, paid and voided; answers are lost.

`CHAOS=200 make test TEST=tests/chaos` is the full storm; `CHAOS_SEED=7` runs into the trouble of that seed again.
"""

import os
from pathlib import Path

import pytest

from tests.chaos.trial import trial

INVOICES = int(os.environ.get("CHAOS", "4"))
SEED = int(os.environ.get("CHAOS_SEED", "1"))


@pytest.mark.timeout(300 + 30 * INVOICES)
@pytest.mark.parametrize("shape", ["replicas", "roles"])
async def test_everything_is_there_once_after_a_storm(tmp_path: Path, shape: str) -> None:
    outcome = await trial(tmp_path, seed=SEED, invoices=INVOICES, shape=shape)
    print(f"seed {SEED}, {INVOICES} invoices, {shape}: {outcome}")  # noqa: T201  the figures of a full storm, with -s
    assert outcome.killed.total() >= INVOICES // 2
