import subprocess
import sys

from tests.simulation.trial import Plan, run


def test_a_seed_replays_to_the_same_history() -> None:
    first, again, other = run(Plan(11)), run(Plan(11)), run(Plan(12))
    assert first.history.lines == again.history.lines
    assert first.history.digest == again.history.digest != other.history.digest


def test_also_in_another_process_with_another_hash_seed() -> None:
    command = [sys.executable, "-m", "tests.simulation", "--replay", "11"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "77"})  # noqa: S603
    assert f"history {run(Plan(11)).history.digest}" in said.stdout
