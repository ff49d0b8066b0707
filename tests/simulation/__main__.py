"""`make simulate`: many runs from the command line, or one with its history.

python -m tests.simulation --seeds 20000 --processes 2
python -m tests.simulation --replay 4711
"""

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.simulation.trial import Outcome, Plan, run
from tests.simulation.weather import CALM, STORM

AT_ONCE = 50


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000, help="how many runs")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--replay", type=int, help="make one run again and print what happened")
    parser.add_argument("--calm", action="store_true", help="replay without faults of chance")
    parser.add_argument("--dies-at", type=int, default=0, help="the await at which the first replica dies")
    asked = parser.parse_args()
    plan = Plan(asked.replay or 0, weather=CALM if asked.calm else STORM, dies_at=asked.dies_at)
    return replay(plan) if asked.replay is not None else many(asked.first, asked.seeds, asked.processes)


def replay(plan: Plan) -> int:
    outcome = run(plan)
    sys.stdout.write("\n".join([*outcome.history.lines, "", f"history {outcome.history.digest}", ""]))
    for violation in outcome.violations:
        sys.stdout.write(f"VIOLATED {violation.rule}: {violation.why}\n")
    return 1 if outcome.violations else 0


def many(first: int, seeds: int, processes: int) -> int:
    began, counts, failed = time.monotonic(), Counter[str](), list[Outcome]()
    starts = range(first, first + seeds, AT_ONCE)
    with ProcessPoolExecutor(processes) as pool:
        for some in pool.map(_some, [(start, min(start + AT_ONCE, first + seeds)) for start in starts]):
            for outcome in some:
                counts.update({"runs": 1, "awaits": outcome.steps, **outcome.counts})
                failed += [outcome] if outcome.violations else []
    said = ", ".join(f"{number} {what}" for what, number in counts.items())
    sys.stdout.write(f"{said}; {time.monotonic() - began:.0f} s\n")
    for outcome in failed:
        sys.stdout.write(f"seed {outcome.seed}: {outcome.violations}\n  {replay_command(outcome.seed)}\n")
    return 1 if failed else 0


def replay_command(seed: int) -> str:
    return f"python -m tests.simulation --replay {seed}"


def _some(seeds: tuple[int, int]) -> list[Outcome]:
    outcomes = [run(Plan(seed)) for seed in range(*seeds)]
    for outcome in outcomes:
        outcome.history.lines, outcome.history.elapsed = [], float
    return outcomes


if __name__ == "__main__":
    sys.exit(main())
