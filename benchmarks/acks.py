"""Acks: how quickly a click is answered, beside a bare Bolt application and beside the least that any answer takes."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from statistics import median

from benchmarks.ground import ANA, BRUNO, Ground, ground
from benchmarks.load import Hits, Salvo, fire
from benchmarks.paperwork import waiting_for_approval
from benchmarks.programs import BARE_BOLT, COBRO, FLOOR, WEB, WORKER, Program, started
from benchmarks.quantiles import quantile
from benchmarks.signed import Signer
from benchmarks.tables import chapter, table

ALEGRA_SECONDS = 10
ROUND_TRIPS = """\
A durable click asks the store three times before it is answered: whether these bytes came in before; person, roles,
settings and document together; the script that accepts. `tests/actions/test_round_trips.py` counts them."""
CALM_SECONDS = 0.3

SHARES = (
    ("reading and writing the store", "23", "26", "30"),
    ("rules, words, drawing", "40", "36", "39"),
    ("Bolt, which is all that the bare one has", "13", "5", "5"),
    ("HTTP server and event loop", "15", "5", "4"),
    ("the gate: signature, parsing, seen before", "7", "3", "6"),
    ("records to JSON and back", "3", "5", "15"),
    ("calling Slack: `views.open`", "0", "21", "0"),
)
"""Percent of a web process's CPU time by the innermost frame that is no part of Python, by SIGPROF under 16 connections, 2026-11-22."""
SHARES_TABLE = table(("where a click's processor goes, percent", "help", "form", "Approve"), SHARES)

BAR = """\
The bar is half of bare Bolt's throughput, and at 16 connections a p99 below 4 times its own and under 50 ms. It is
not met wherever the ratio above is below 0.5 or the p99 is beyond: at full pressure the processor is short, not the
store. A hello is parsed and answered; an approving click is also looked up among those seen before, judged by roles,
settings and the document as they are now, and written down with its audit and its operation in one script: three
round trips, some 40 µs of Python each, and a document with its invoice read twice from JSON. The form asks the store
four times: those two, for what it resumes, and to begin a new one; it opens itself by a call to Slack, which alone
costs more than a hello. One sees it only at some hundred clicks a second; the rows with 20 a second are what people
feel.

The profiler's largest finds are mended: redis-py awaited each line of an answer and made a task and a lock of each
command; what a click reads ahead came as eighty answers instead of one; the document was read again after each ack,
and decoded three times; each request was parsed and its signature computed twice; Bolt's listeners were each asked
whether a payload was theirs, with two dozen arguments built anew; the form asked the store eight times; names of
verbs, commands in sentences and the act of a click were worked out again and again. The least CPU time of a web
process per act, found in several rounds on a machine that others used as well, in µs before and after: help 1,040 and
880, the form 3,750 and 2,900, Approve 3,460 and 2,350, where a bare hello took 180 to 280. What came after that is
counted in instructions (callgrind, one connection), which no neighbour changes, in thousands for each request: a bare
hello takes 883; help took 2,761 and takes 2,139, the form 6,559 and 5,818, Approve 6,726 and 6,512, the change behind
Bolt not counted. Half of bare Bolt would be 1,766: what Approve does between Bolt and the answer, without server,
gate and Bolt, is more than that."""


@dataclass(frozen=True)
class Pressure:
    name: str
    connections: int
    pause_seconds: float = 0.0
    share: float = 1.0
    """Of the requests of a round."""


PACED = Pressure("20 a second", 1, pause_seconds=0.05, share=0.25)
PRESSURES = (PACED, Pressure("1 connection", 1), Pressure("16 connections", 16))


@dataclass(frozen=True)
class Case:
    program: Program
    act: str
    expects: bytes = b""


HELLO = Case(BARE_BOLT, "hello", b"hello <@U0ANA00001>")
CLICK = "a durable click: Approve"
CASES = (
    Case(FLOOR, "hello", b"hello <@U0ANA00001>"),
    HELLO,
    *(
        Case(program, act, expects)
        for program in (COBRO, WEB)
        for act, expects in (
            ("`/invoice help`", b"Esto puedes escribir"),
            ("`/invoice create`: opens the form", b""),
            (CLICK, b""),
        )
    ),
)
CLICKING = (COBRO, WEB)


@dataclass
class Measured:
    """All rounds of one case under one pressure."""

    rounds: list[Hits] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return median(hits.per_second for hits in self.rounds)

    @property
    def milliseconds(self) -> list[float]:
        return [each for hits in self.rounds for each in hits.milliseconds]

    @property
    def wrong(self) -> int:
        return sum(hits.wrong for hits in self.rounds)

    @property
    def generator_microseconds(self) -> float:
        return sum(hits.own_cpu_seconds for hits in self.rounds) / len(self.milliseconds) * 1e6


@dataclass
class Acks:
    measured: dict[tuple[Case, Pressure], Measured]
    views_opened: int
    approvals: int
    """Documents that are approved in the store, each with one operation."""


async def measure(
    *,
    requests: int,
    rounds: int,
    generator: Callable[[Salvo], Awaitable[Hits]] = fire,
    calm_seconds: float = CALM_SECONDS,
    alegra_seconds: float = ALEGRA_SECONDS,
) -> Acks:
    """Rounds are interleaved, so that what else the machine does meets all programs alike."""
    acks = Acks({(case, pressure): Measured() for pressure in PRESSURES for case in CASES}, 0, 0)
    async with ground() as where, AsyncExitStack() as stack:
        documents = await waiting_for_approval(where, requests * rounds * len(PRESSURES) * len(CLICKING))
        where.slow_alegra(alegra_seconds)
        signer = where.signer()
        urls = {
            program: (await stack.enter_async_context(started(program, where.environment, signer, by=ANA))).url
            for program in (FLOOR, BARE_BOLT, COBRO, WORKER, WEB)
        }
        for _ in range(rounds):
            for (case, pressure), measured in acks.measured.items():
                made = _requests(case, signer, int(requests * pressure.share), documents)
                salvo = Salvo((urls[case.program],), made, pressure.connections, case.expects, pressure.pause_seconds)
                measured.rounds.append(await generator(salvo))
                await _calm(where, calm_seconds)
        acks.views_opened = where.slack.state.calls["views.open"]
        acks.approvals = await _approved(where)
    return acks


async def _calm(where: Ground, seconds: float) -> None:
    """Until the worker has shown what was clicked, so that it does not weigh on the next round."""
    calls, before = where.slack.state.calls, -1
    while before < (before := calls.total()):  # noqa: ASYNC110  Cobro brings it about
        await asyncio.sleep(seconds)


def _requests(case: Case, signer: Signer, count: int, documents: list[str]) -> list[bytes]:
    """Each document is approved once, so `documents` gets shorter."""
    if case.act == CLICK:
        return [signer.approval(documents.pop(), by=BRUNO) for _ in range(count)]
    text = "create" if "create" in case.act else "help"
    return [signer.command(text, by=ANA) for _ in range(count)]


async def _approved(where: Ground) -> int:
    return int(await where.store.client.zcard(where.store.keys("docs", "approved")))


def section(acks: Acks) -> str:
    rows = [_row(acks, case, pressure) for (case, pressure) in acks.measured]
    sample = generator = acks.measured[CASES[0], PRESSURES[-1]]
    return chapter(
        "Acks",
        f"Each row: {len(sample.rounds)} interleaved rounds of {len(sample.rounds[0].milliseconds)} requests. "
        f"Throughput is the median of the rounds; the ratios are to the bare Bolt application under the same "
        f'pressure. Alegra answers in {ALEGRA_SECONDS} s. "Cobro" answers and carries out in one process, and shows each '
        'click\'s card meanwhile; "Cobro, web" has a worker beside it. All of them are up all the time and share the '
        "machine's cores; the store writes to disk at every change.",
        table(("program", "act", "pressure", "per second", "ratio", "p50 ms", "p99 ms", "p99 ratio", "wrong"), rows),
        f"The load generator is a process of its own and takes {generator.generator_microseconds:.0f} µs of a "
        f"processor for each request. {acks.views_opened} forms were opened, {acks.approvals} approvals are in the store.",
        ROUND_TRIPS,
        SHARES_TABLE,
        BAR,
    )


def _row(acks: Acks, case: Case, pressure: Pressure) -> tuple[str, ...]:
    measured, bare = acks.measured[case, pressure], acks.measured[HELLO, pressure]
    p99 = quantile(measured.milliseconds, 0.99)
    return (
        case.program.name,
        case.act,
        pressure.name,
        f"{measured.per_second:.0f}",
        f"{measured.per_second / bare.per_second:.2f}",
        f"{quantile(measured.milliseconds, 0.5):.2f}",
        f"{p99:.1f}",
        f"{p99 / quantile(bare.milliseconds, 0.99):.1f}",
        str(measured.wrong),
    )
