"""One, two and four Cobros on one store: how many clicks they take, and whether anything is done twice or lost.

Everything is pressed twice, by two approvers, at two replicas where there are two.
"""

import json
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass

from benchmarks.ground import ANA, BRUNO, DIEGO, Ground, ground
from benchmarks.load import Hits, Salvo, fire
from benchmarks.paperwork import all_issued, waiting_for_approval
from benchmarks.programs import COBRO, started
from benchmarks.quantiles import quantile
from benchmarks.tables import chapter, table
from bot.store.documents import Documents

REPLICAS = (1, 2, 4)
CONNECTIONS = 16
UNDO_SECONDS = 1


@dataclass(frozen=True)
class Round:
    replicas: int
    documents: int
    hits: Hits
    stamped: int
    """Invoices that the local Alegra has stamped."""
    lost: int
    """Documents without a decision, or without a stamp."""
    twice: int
    """Documents with two decisions, two stamp operations, or two stamps at Alegra."""


async def measure(*, documents: int, replicas: tuple[int, ...] = REPLICAS) -> list[Round]:
    return [await _round(count, documents) for count in replicas]


async def _round(replicas: int, documents: int) -> Round:
    async with ground() as where, AsyncExitStack() as stack:
        stamps = _stamps_counted(where)
        names = await waiting_for_approval(where, documents)
        signer = where.signer()
        environment = where.environment | {"COBRO_UNDO_SECONDS": str(UNDO_SECONDS)}
        urls = [
            (await stack.enter_async_context(started(COBRO, environment, signer, by=ANA))).url for _ in range(replicas)
        ]
        presses = [signer.approval(name, by=by) for name in names for by in (BRUNO, DIEGO)]
        hits = await fire(Salvo(tuple(urls), presses, CONNECTIONS))
        await all_issued(where, documents)
        lost, twice = await _counted(where, names, stamps)
        return Round(replicas, documents, hits, len(stamps), lost, twice)


def _stamps_counted(where: Ground) -> "Counter[str]":
    """By invoice, as the local Alegra says that it carried them out."""
    stamps: Counter[str] = Counter()
    traffic = where.alegra.state.account.traffic

    def watch() -> None:
        line = traffic.lines[-1]
        if line.what.startswith("POST /invoices/stamp") and line.status == 200:
            stamps.update(str(row["id"]) for row in json.loads(line.answer) if row["success"])

    traffic.when_recorded(watch)
    return stamps


async def _counted(where: Ground, names: list[str], stamps: "Counter[str]") -> tuple[int, int]:
    lost = twice = 0
    for name in names:
        document = await Documents(where.store).get(name)
        decided = sum(act.what == "approved" for act in document.history)
        operations = int(await where.store.client.zcard(where.store.keys("doc-ops", name)))
        counts = (decided, operations, stamps[document.alegra_id])
        lost, twice = lost + (min(counts) < 1), twice + (max(counts) > 1)
    return lost, twice


def section(rounds: list[Round]) -> str:
    first = rounds[0].hits.per_second
    return chapter(
        "Replicas",
        f"{rounds[0].documents} invoices, each approved by two people at once over {CONNECTIONS} connections, on one "
        "store; then all are stamped. The processes share this machine's cores with the store, the load generator "
        "and the local Alegra, so throughput cannot grow beyond those.",
        table(
            ("replicas", "clicks per second", "ratio", "p99 ms", "wrong answers", "stamped", "lost", "twice"),
            [_row(each, first) for each in rounds],
        ),
    )


def _row(measured: Round, first: float) -> tuple[str, ...]:
    hits = measured.hits
    numbers = (hits.wrong, measured.stamped, measured.lost, measured.twice)
    p99 = quantile(hits.milliseconds, 0.99)
    ratio = hits.per_second / first
    return (str(measured.replicas), f"{hits.per_second:.0f}", f"{ratio:.2f}", f"{p99:.1f}", *map(str, numbers))
