"""A soak: steady traffic for minutes, with the memory over time."""

import asyncio
import time
from dataclasses import dataclass, field

from benchmarks.ground import ANA, BRUNO, ground
from benchmarks.load import Salvo, fire
from benchmarks.paperwork import all_issued, waiting_for_approval
from benchmarks.programs import COBRO, started
from benchmarks.quantiles import quantile
from benchmarks.signed import Signer
from benchmarks.tables import chapter, table

CLICKS = 5
COMMANDS = 20
PAUSE_SECONDS = 0.5
SAMPLES = 10
"""Rows of the table."""


@dataclass
class Soak:
    minutes: float
    samples: list[tuple[float, float]] = field(default_factory=list)
    """Seconds since the start, megabytes."""
    milliseconds: list[float] = field(default_factory=list)
    wrong: int = 0
    approved: int = 0
    issued: int = 0


async def measure(*, minutes: float) -> Soak:
    """Each step: drafts come in, forms open, keys are pressed, invoices are approved and stamped behind them."""
    soak = Soak(minutes)
    async with ground() as where:
        signer = where.signer()
        environment = where.environment | {"COBRO_UNDO_SECONDS": "0"}
        async with started(COBRO, environment, signer, by=ANA) as running:
            began = time.monotonic()
            while time.monotonic() < began + minutes * 60 or not soak.samples:
                names = await waiting_for_approval(where, CLICKS, first=soak.approved)
                hits = await fire(Salvo((running.url,), _step(signer, names), connections=4))
                soak.approved += CLICKS
                soak.milliseconds += hits.milliseconds
                soak.wrong += hits.wrong
                soak.samples.append((time.monotonic() - began, running.weight().own))
                await asyncio.sleep(PAUSE_SECONDS)
            soak.issued = await all_issued(where, soak.approved)
    return soak


def _step(signer: Signer, documents: list[str]) -> list[bytes]:
    return [
        *(signer.command("help", by=ANA) for _ in range(COMMANDS)),
        *(signer.command("create", by=ANA) for _ in range(COMMANDS)),
        *(signer.query("cli", by=ANA) for _ in range(COMMANDS)),
        *(signer.approval(name, by=BRUNO) for name in documents),
    ]


def section(soak: Soak) -> str:
    every = max(len(soak.samples) // SAMPLES, 1)
    rows = [(f"{seconds:.0f}", f"{megabytes:.1f}") for seconds, megabytes in soak.samples[every - 1 :: every]]
    return chapter(
        "Soak",
        f"{soak.minutes:g} minutes, {len(soak.milliseconds)} right answers, {soak.wrong} wrong ones; "
        f"p50 {quantile(soak.milliseconds, 0.5):.1f} ms, p99 {quantile(soak.milliseconds, 0.99):.1f} ms. "
        f"Of {soak.approved} invoices that were approved meanwhile, {soak.issued} were stamped.",
        table(("seconds", "memory MB"), rows),
    )
