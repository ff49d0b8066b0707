"""From the start of the process to its first right answer, and what it weighs when nothing happens."""

import asyncio
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median

from benchmarks.ground import ANA, ground
from benchmarks.programs import BARE_BOLT, COBRO, FLOOR, Program, Weight, started
from benchmarks.tables import chapter, table

REST_SECONDS = 3.0
"""Until what follows a start is over."""
BAR = """\
The bar is twice the start of bare Bolt, and 100 MB. Most of the start is imports (`python -X importtime -c "import bot.app"`):
some four hundred modules of our own take about two fifths of them, and aiohttp, Bolt, slack_sdk, redis, pydantic and
what structlog looks for most of the rest."""


@dataclass
class Starts:
    seconds: list[float] = field(default_factory=list)
    weights: list[Weight] = field(default_factory=list)


async def measure(*, rounds: int, rest_seconds: float = REST_SECONDS) -> dict[str, Starts]:
    """Cobro with its embedded store, which starts with it and has the directory of an earlier run."""
    measured: defaultdict[str, Starts] = defaultdict(Starts)
    async with ground() as where:
        with tempfile.TemporaryDirectory(prefix="cobro-bench-", ignore_cleanup_errors=True) as folder:
            environment = {**where.environment, "REDIS_URL": "", "COBRO_DATA_DIR": folder}
            signer = where.signer()
            async with started(COBRO, environment, signer, by=ANA):
                await asyncio.sleep(rest_seconds)
            for program in _interleaved(rounds):
                async with started(program, environment, signer, by=ANA) as running:
                    measured[program.name].seconds.append(running.start_seconds)
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
        table(("program", "first answer s", "ratio", "memory MB", "embedded store MB"), rows),
        BAR,
    )


def _row(name: str, starts: Starts, bare: Starts) -> tuple[str, ...]:
    seconds, own = median(starts.seconds), median(weight.own for weight in starts.weights)
    store = median(weight.store for weight in starts.weights)
    ratio = seconds / median(bare.seconds)
    return name, f"{seconds:.2f}", f"{ratio:.1f}", f"{own:.0f}", f"{store:.0f}" if store else ""
