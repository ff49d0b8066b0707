"""`make simulate`: many runs from the command line, or one with its history.

python -m tests.simulation --seeds 20000 --processes 2
python -m tests.simulation --replay 4711
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tests.simulation.trial import Outcome, Plan, run
from tests.simulation.weather import CALM, STORM

AT_ONCE = 50
TOLD_SECONDS = 60.0
"""How often a terminal that is none hears how far it is."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=20_000, help="how many runs")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 2)
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
    """A failing seed is said as soon as it is known; the counts come at the end, or when somebody has had enough."""
    began, counts, failed, lived = time.monotonic(), Counter[str](), 0, 0
    try:
        for outcome in _shown(_lived(first, seeds, processes), seeds):
            lived += 1
            counts.update(outcome.counts)
            failed += bool(outcome.violations)
            for violation in outcome.violations[:1]:
                sys.stdout.write(f"seed {outcome.seed}: {violation.rule}: {violation.why}\n")
                sys.stdout.write(f"  {replay_command(outcome.seed)}\n")
                sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stdout.write("stopped\n")
    sys.stdout.write(_told(counts))
    sys.stdout.write(f"{lived:,} seeds, {failed:,} failed; {time.monotonic() - began:,.0f} s\n")
    return 1 if failed or lived < seeds else 0


def replay_command(seed: int) -> str:
    return f"make simulate REPLAY={seed}"


def _lived(first: int, seeds: int, processes: int) -> Iterator[Outcome]:
    """In whatever order they end."""
    starts = range(first, first + seeds, AT_ONCE)
    with ProcessPoolExecutor(processes) as pool:
        parts: list[Future[list[Outcome]]] = [
            pool.submit(_some, start, min(start + AT_ONCE, first + seeds)) for start in starts
        ]
        try:
            for part in as_completed(parts):
                yield from part.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _some(first: int, end: int) -> list[Outcome]:
    outcomes = [run(Plan(seed)) for seed in range(first, end)]
    for outcome in outcomes:
        outcome.history.lines, outcome.history.elapsed = [], float
    return outcomes


def _shown(outcomes: Iterator[Outcome], seeds: int) -> Iterator[Outcome]:
    """With a bar where somebody looks on, else with a line a minute."""
    console, told = Console(stderr=True), time.monotonic()
    columns = (TextColumn("lives"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=seeds)
        for number, outcome in enumerate(outcomes, 1):
            bar.advance(task)
            yield outcome
            if not console.is_terminal and time.monotonic() - told > TOLD_SECONDS:
                told = time.monotonic()
                sys.stderr.write(f"{number:,} of {seeds:,}\n")


def _told(counts: Counter[str]) -> str:
    """One line for each part of the model."""
    parts: dict[str, list[str]] = {}
    for name, number in sorted(counts.items(), key=lambda each: -each[1]):
        part, _, what = name.rpartition(": ")
        parts.setdefault(part, []).append(f"{number:,} {what}")
    return "".join(f"{part or 'all':6} {', '.join(said)}\n" for part, said in sorted(parts.items()))


if __name__ == "__main__":
    sys.exit(main())
