"""Runs the measurements and writes docs/performance.md. Run nothing else on the machine meanwhile."""

import argparse
import asyncio
import datetime as dt
import logging
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

import structlog

from benchmarks import acks, alegra_requests, cold_start, machine, month, month_figures, replicas, soak, type_ahead

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
INTRODUCTION = """\
# Performance

Written by `make bench`; do not edit. Ratios are of figures from one run, whose rounds are interleaved; the absolute
figures are those of the machine, and each chapter says what else it was doing. No test asserts a time: the tests run each
of these programs with tiny sizes and check what it counts.

The machine: {machine}

References: `benchmarks/bare_bolt.py` says hello through Bolt, served as Cobro is; `benchmarks/floor.py` checks the
signature and parses the form, nothing else."""

CHAPTER = "\n## "

Measurement = tuple[Callable[[argparse.Namespace], Coroutine[Any, Any, Any]], Callable[[Any], str]]
MEASUREMENTS: dict[str, Measurement] = {
    "acks": (lambda given: acks.measure(requests=given.requests, rounds=given.rounds), acks.section),
    "type_ahead": (
        lambda given: type_ahead.measure(clients=given.clients, requests=given.requests),
        type_ahead.section,
    ),
    "alegra_requests": (lambda _: alegra_requests.measure(), alegra_requests.section),
    "month": (
        lambda given: month.measure(invoices=given.invoices, paid=given.invoices * 5 // 6, days=given.days),
        month_figures.section,
    ),
    "cold_start": (lambda given: cold_start.measure(rounds=given.rounds), cold_start.section),
    "replicas": (lambda given: replicas.measure(documents=given.requests), replicas.section),
    "soak": (lambda given: soak.measure(minutes=given.minutes), soak.section),
}


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    command = " ".join(("python -m benchmarks", *(sys.argv[1:] if arguments is None else arguments)))
    for name in given.names or MEASUREMENTS:
        before, began = machine.load(), time.monotonic()
        measure, section = MEASUREMENTS[name]
        chapter = f"{section(asyncio.run(measure(given)))}\n\n{_circumstances(command, before)}"
        sys.stderr.write(f"{name}: {time.monotonic() - began:.0f} s\n")
        sys.stdout.write(f"{chapter}\n\n")
        if given.write or not given.names:
            PAGE.write_text(_page_with(chapter, PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


def _circumstances(command: str, before: str) -> str:
    day = dt.datetime.now(dt.UTC).date()
    return f"`{command}`, {day}; load over the last minute {before} before and {machine.load()} after."


def _page_with(chapter: str, page: str) -> str:
    """In place of the earlier one of this title, else behind all others."""
    chapters = {_title(each): each.strip() for each in page.split(CHAPTER)[1:]}
    written = chapter.removeprefix(CHAPTER.lstrip()).strip()
    chapters[_title(written)] = written
    introduction = INTRODUCTION.format(machine=machine.described())
    return "".join((introduction, *(f"\n{CHAPTER}{each}" for each in chapters.values()), "\n"))


def _title(chapter: str) -> str:
    return chapter.partition("\n")[0].strip()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="name", help=f"of {', '.join(MEASUREMENTS)}; all of them, written, without"
    )
    parser.add_argument("--write", action="store_true", help="put those that were named onto the page, too")
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds of acks and starts (%(default)s)")
    parser.add_argument("--requests", type=int, default=300, help="requests of a round (%(default)s)")
    parser.add_argument("--clients", type=int, default=100_000, help="for type-ahead (%(default)s)")
    parser.add_argument("--invoices", type=int, default=300, help="of the month (%(default)s)")
    parser.add_argument("--days", type=int, default=31, help="of the month (%(default)s)")
    parser.add_argument("--minutes", type=float, default=3.0, help="of the soak (%(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
