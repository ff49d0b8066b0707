"""A soak: steady traffic for minutes or hours, with the memory over time; answering and carrying out are two processes."""

import asyncio
import random
import time
from dataclasses import dataclass, field

from benchmarks.ground import ANA, BRUNO, Ground, ground
from benchmarks.load import Salvo, fire
from benchmarks.paperwork import all_issued, waiting_for_approval
from benchmarks.programs import WEB, WORKER, Running, Weight, started
from benchmarks.quantiles import quantile
from benchmarks.signed import Signer
from benchmarks.tables import chapter, table

OF_EACH = 5
"""In a step: commands, forms, key presses, approvals."""
CONNECTIONS = 2
PAUSE_SECONDS = 0.45
"""Of each connection between two requests: about four a second."""
SAMPLES = 12
"""Rows of the table."""


@dataclass(frozen=True)
class Sample:
    seconds: float
    web: Weight
    worker: Weight
    store: float
    """Megabytes of data, and what the store itself takes to hold them."""
    approved: int


@dataclass
class Soak:
    minutes: float
    samples: list[Sample] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    wrong: int = 0
    lost: list[str] = field(default_factory=list)
    """Answers of the local Alegra that did not reach the program that makes the invoices."""
    approved: int = 0
    issued: int = 0


async def measure(*, minutes: float) -> Soak:
    """Each step: drafts come in, forms open, keys are pressed, invoices are approved and stamped behind them."""
    soak = Soak(minutes)
    async with ground() as where:
        signer = where.signer()
        environment = where.environment | {"COBRO_UNDO_SECONDS": "0"}
        async with (
            started(WORKER, environment, signer, by=ANA) as worker,
            started(WEB, environment, signer, by=ANA) as web,
        ):
            began = time.monotonic()
            while time.monotonic() < began + minutes * 60 or not soak.samples:
                await _step(soak, where, signer, web)
                soak.samples.append(await _sample(where, time.monotonic() - began, web, worker, soak.approved))
            soak.issued = await all_issued(where, soak.approved)
    return soak


async def _step(soak: Soak, where: Ground, signer: Signer, web: Running) -> None:
    names = await waiting_for_approval(where, OF_EACH, first=soak.approved, lost=soak.lost.append)
    presses = _presses(signer, names)
    random.Random(soak.approved).shuffle(presses)
    hits = await fire(Salvo((web.url,), presses, CONNECTIONS, pause_seconds=PAUSE_SECONDS))
    soak.approved += len(names)
    soak.milliseconds += hits.milliseconds
    soak.wrong += hits.wrong


def _presses(signer: Signer, documents: list[str]) -> list[bytes]:
    return [
        *(signer.command("help", by=ANA) for _ in range(OF_EACH)),
        *(signer.command("create", by=ANA) for _ in range(OF_EACH)),
        *(signer.query("cli", by=ANA) for _ in range(OF_EACH)),
        *(signer.approval(name, by=BRUNO) for name in documents),
    ]


async def _sample(where: Ground, seconds: float, web: Running, worker: Running, approved: int) -> Sample:
    """The weighing reads what the kernel gathers for the purpose: not in the loop that also plays Slack and Alegra."""
    weights = await asyncio.to_thread(web.weight), await asyncio.to_thread(worker.weight)
    used = (await where.store.client.info("memory"))["used_memory"] / 1024**2
    return Sample(seconds, *weights, used, approved)


def section(soak: Soak) -> str:
    every = max(len(soak.samples) // SAMPLES, 1)
    rows = [_row(sample) for sample in soak.samples[every - 1 :: every]]
    seconds = soak.samples[-1].seconds
    return chapter(
        "Soak",
        f"{soak.minutes:g} minutes of {len(soak.milliseconds) / seconds:.1f} requests a second at a web process with a "
        "worker beside it: help, forms, key presses and approvals, a quarter each. "
        f"{len(soak.milliseconds)} right answers, {soak.wrong} wrong ones; "
        f"p50 {quantile(soak.milliseconds, 0.5):.1f} ms, p99 {quantile(soak.milliseconds, 0.99):.1f} ms. "
        f"Of {soak.approved} invoices that were approved meanwhile, {soak.issued} were stamped. "
        f"The store keeps every document and its audit for good. {len(soak.lost)} answers of the local Alegra were "
        "lost on their way to the program that makes the invoices, which looked for what it had asked for.",
        "Private memory is a process's own. The other figure is its proportional set size: with its part of the "
        "libraries that it shares with every other Python program on the machine, so it rises when those end.",
        table(
            ("seconds", "web, private MB", "web MB", "worker, private MB", "worker MB", "store MB", "invoices"), rows
        ),
    )


def _row(sample: Sample) -> tuple[str, ...]:
    web, worker = sample.web, sample.worker
    megabytes = (f"{each:.1f}" for each in (web.private, web.own, worker.private, worker.own, sample.store))
    return f"{sample.seconds:.0f}", *megabytes, str(sample.approved)
