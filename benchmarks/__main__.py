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

from benchmarks import acks, alegra_requests, cold_start, machine, month, replicas, soak, type_ahead

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
INTRODUCTION = """\
# Performance

Written by `make bench` ({command}) on {date}; do not edit. Ratios are of figures from one run, whose rounds are
interleaved; the absolute figures are those of the machine. No test asserts a time: the tests run each of these programs
with tiny sizes and check what it counts.

The machine: {machine} Load over the last minute was {before} before the run.

References: `benchmarks/bare_bolt.py` says hello through Bolt, served as Cobro is; `benchmarks/floor.py` checks the
signature and parses the form, nothing else."""

Measurement = tuple[Callable[[argparse.Namespace], Coroutine[Any, Any, Any]], Callable[[Any], str]]
MEASUREMENTS: dict[str, Measurement] = {
    "acks": (lambda given: acks.measure(requests=given.requests, rounds=given.rounds), acks.section),
    "type_ahead": (
        lambda given: type_ahead.measure(clients=given.clients, requests=given.requests),
        type_ahead.section,
    ),
    "alegra_requests": (lambda _: alegra_requests.measure(), alegra_requests.section),
    "month": (lambda given: month.measure(invoices=given.invoices, paid=given.invoices * 5 // 6), month.section),
    "cold_start": (lambda given: cold_start.measure(rounds=given.rounds), cold_start.section),
    "replicas": (lambda given: replicas.measure(documents=given.requests), replicas.section),
    "soak": (lambda given: soak.measure(minutes=given.minutes), soak.section),
}


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    before, sections = machine.load(), []
    for name in given.names or MEASUREMENTS:
        measure, section = MEASUREMENTS[name]
        began = time.monotonic()
        sections.append(section(asyncio.run(measure(given))))
        sys.stderr.write(f"{name}: {time.monotonic() - began:.0f} s\n")
    page = "\n\n".join((_introduction(before, arguments), *sections)) + "\n"
    sys.stdout.write(page)
    if not given.names:
        PAGE.write_text(page, encoding="utf-8")
    return 0


def _introduction(before: str, arguments: Sequence[str] | None) -> str:
    command = " ".join(("python -m benchmarks", *(sys.argv[1:] if arguments is None else arguments)))
    return INTRODUCTION.format(
        command=f"`{command}`", date=dt.datetime.now(dt.UTC).date(), machine=machine.described(), before=before
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="name", help=f"of {', '.join(MEASUREMENTS)}; all of them, written, without"
    )
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds of acks and starts (%(default)s)")
    parser.add_argument("--requests", type=int, default=300, help="requests of a round (%(default)s)")
    parser.add_argument("--clients", type=int, default=100_000, help="for type-ahead (%(default)s)")
    parser.add_argument("--invoices", type=int, default=300, help="of the month (%(default)s)")
    parser.add_argument("--minutes", type=float, default=3.0, help="of the soak (%(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
