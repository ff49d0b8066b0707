"""One run: a company under bad weather until it clears, then in peace until nothing is left to do."""

import asyncio
import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from bot.operations.operation import AT_REST
from bot.operations.timing import Timing
from tests.simulation.alegra_books import Books
from tests.simulation.history import History
from tests.simulation.invariants import Judge
from tests.simulation.overhearing import overhearing
from tests.simulation.patience import Patience
from tests.simulation.people import DOINGS, Chosen, People
from tests.simulation.policies import Preferences, Rule, reads_slack, rule_of
from tests.simulation.processes import Process, Sky
from tests.simulation.replicas import TIMING, Outside, Replica
from tests.simulation.sealing import seal_now_and_then
from tests.simulation.slack_model import Workspace
from tests.simulation.store_server import Server
from tests.simulation.store_watch import KEYS
from tests.simulation.violations import Violation, Violations
from tests.simulation.virtual_time import VirtualLoop, run_virtually
from tests.simulation.weather import CALM, STORM, Weather

STORM_SECONDS = 900.0
LONGEST_PEACE = 3 * 3600.0
LOOK_SECONDS = 20.0
REBIRTH_SECONDS = 20.0
MOSTLY_PLAIN, IN_A_HURRY = 0.7, 0.6
NIGHT_MS = 600_000
AN_HOUR = 3600
MANY_JUMPS = (14, 22)
CLICKS, MANY_CLICKS = (10, 40), (40, 70)


@dataclass(frozen=True)
class Plan:
    seed: int
    weather: Weather = STORM
    altered_script: Callable[[str], str] = lambda text: text
    altered_replica: Callable[[Replica], None] = lambda _: None
    timing: Timing = TIMING
    dies_at: int = 0
    """The await at which the first replica is made to die; 0: only by chance."""
    clicks: tuple[int, int] | None = None
    """At least and at most so many; None: as the rule needs."""
    may_read_slack: bool | None = None
    """Whether Cobro may look for its own posts; None: as the seed says."""
    rule: Rule | None = None
    """Whose approvals are asked for; None: as the seed says."""
    often: Mapping[Chosen, float] = field(default_factory=dict)
    """What people do more often than usual."""


@dataclass
class Outcome:
    seed: int
    history: History
    violations: Violations = field(default_factory=Violations)
    counts: dict[str, int] = field(default_factory=dict)


class Trial:
    def __init__(self, plan: Plan, loop: VirtualLoop) -> None:
        self.plan = plan
        chance = Random(plan.seed)  # noqa: S311 a run is made again from its seed
        self.history = History(loop.time)
        self.sky = Sky(chance, plan.weather, self.history)
        server = Server(self.sky, loop.time, altered=plan.altered_script)
        books = Books(server.now, lambda: self.sky.fate(self.sky.weather.stamps), loop.time)
        may_read = reads_slack(plan.seed) if plan.may_read_slack is None else plan.may_read_slack
        self.outside = Outside(self.sky, server, books, Workspace(may_read))
        self.replicas: list[Replica] = []
        self.people = People(
            self.outside.workspace, books, self._any_replica, self.sky, doings={**DOINGS, **plan.often}
        )
        rule = self.rule = plan.rule or rule_of(plan.seed)
        Preferences(server.keyspace, KEYS("preferences")).put(rule)
        self.people.is_known = rule.routine is not None
        if rule.is_long:
            self.people.plain, self.people.hurry = MOSTLY_PLAIN, IN_A_HURRY
        self.clicks = plan.clicks or (MANY_CLICKS if rule.is_long else CLICKS)
        self.judge = Judge(self.outside, self.people, rule, moment=plan.weather.longest_moment)
        self.patience = Patience(self._any_replica, self.sky)
        books.changed = self.judge.look
        server.scripted.changed = self.judge.watch.look
        self._jobs: set[asyncio.Task[Any]] = set()
        self._born = 0
        self.steps = 0

    async def run(self) -> Outcome:
        chance = self.sky.chance
        for _ in range(chance.randint(2, 4)):
            self._bear(dies_at=self.plan.dies_at if not self._born else 0)
        for _ in range(chance.randint(1, 2)):
            self._do(self.people.bring_in())
        self._do(self.people.click_about(chance.randint(*self.clicks), STORM_SECONDS))
        self._do(seal_now_and_then(self._any_replica, self.sky, STORM_SECONDS))
        if self.rule.is_patient:
            self._do(self.patience.look(STORM_SECONDS))
        self._plan_weather()
        await self._watch(STORM_SECONDS)
        self.sky.weather = replace(CALM, latest_landing=self.plan.weather.latest_landing)
        self.history.note("weather", "clears")
        await self._peace()
        violations = self.judge.found or self.judge.at_the_end()
        self.patience.judge(self.judge.documents(), violations)
        for failure in self.sky.failures:
            violations.say("nothing fails unforeseen", failure)
        for violation in violations:
            self.history.note("judge", violation.rule, why=violation.why)
        return Outcome(self.plan.seed, self.history, violations, self._counts())

    def _do(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._jobs.add(task)

    def _bear(self, *, dies_at: int = 0) -> None:
        self._born += 1
        process = Process(f"replica{self._born}", self.sky, self._buried, dies_at=dies_at)
        replica = Replica(process, self.outside, timing=self.plan.timing)
        self.plan.altered_replica(replica)
        self.replicas.append(replica)
        process.begin(replica.assembly.worker.run())

    def _buried(self, process: Process) -> None:
        self.steps += process.steps
        self.replicas = [replica for replica in self.replicas if replica.process is not process]
        delay = self.sky.chance.uniform(0, REBIRTH_SECONDS) if self.replicas else 0.0
        asyncio.get_running_loop().call_later(delay, self._bear)

    def _any_replica(self) -> Replica:
        if not self.replicas:
            self._bear()
        return self.sky.chance.choice(self.replicas)

    def _plan_weather(self) -> None:
        chance, weather, server = self.sky.chance, self.plan.weather, self.outside.server
        for _ in range(chance.randint(*weather.store_restarts)):
            self._do(self._at(chance.uniform(0, STORM_SECONDS), lambda: server.restart(chance.uniform(0.5, 70))))
        for _ in range(chance.randint(*weather.small_jumps)):
            self._do(self._at(chance.uniform(0, STORM_SECONDS), self._small_jump))
        for _ in range(chance.randint(*(MANY_JUMPS if self.rule.is_patient else weather.long_jumps))):
            self._do(self._at(chance.uniform(0, STORM_SECONDS), self._long_jump))

    @staticmethod
    async def _at(moment: float, act: Callable[[], Any]) -> None:
        await asyncio.sleep(moment)
        await act()

    async def _small_jump(self) -> None:
        self._jump(self.sky.chance.uniform(-30, 30))

    async def _long_jump(self) -> None:
        while self._is_sending():  # noqa: ASYNC110 they are many, and each is its own future
            await asyncio.sleep(1)
        self._jump(self.sky.chance.uniform(60, self.rule.longest_jump))

    def _jump(self, seconds: float) -> None:
        workspace = self.outside.workspace
        workspace.jumped_at = asyncio.get_running_loop().time()
        workspace.hours_passed |= seconds >= AN_HOUR
        self.outside.server.jump(seconds)

    def _is_sending(self) -> bool:
        """Or about to, or what was sent may not be listed yet: settle times are measured by this clock."""
        space = self.outside.server.keyspace
        return bool(self.sky.airborne or any(space.zscores(KEYS("ops", state)) for state in ("sending", "unknown")))

    async def _watch(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while loop.time() < until and not self.judge.found:
            await asyncio.sleep(min(LOOK_SECONDS, max(until - loop.time(), 0.001)))
            self._look()

    def _look(self) -> None:
        self.judge.look_back()
        for task in self._jobs:
            if task.done() and not task.cancelled():
                task.result()

    async def _peace(self) -> None:
        """Until every operation is at rest and shown; the judge says what is wrong when that never comes."""
        loop = asyncio.get_running_loop()
        until = loop.time() + LONGEST_PEACE
        while loop.time() < until and not self.judge.found:
            await asyncio.sleep(LOOK_SECONDS)
            self._look()
            self._sleep_through_the_night()
            if self.outside.is_quiet and all(task.done() for task in self._jobs):
                return

    def _steps(self) -> int:
        return self.steps + sum(replica.process.steps for replica in self.replicas)

    def _sleep_through_the_night(self) -> None:
        """What is told in business hours only waits for the morning."""
        server = self.outside.server
        due = server.keyspace.zscores(KEYS("due"))
        if due and due[0][1] - server.now() > NIGHT_MS and not self._is_sending():
            self._jump((due[0][1] - server.now()) / 1000)

    def _counts(self) -> dict[str, int]:
        """By what it is of, a colon, and the name."""
        books, deeds = self.outside.books, self.people.deeds
        taken_back = Counter(taken.kind for taken in books.taken_back)
        return {
            "awaits": self._steps(),
            "books: invoices": len(books.prices),
            "books: issued": len(books.stampings),
            "books: payments": len(books.payments),
            "books: e-mails": len(books.emails),
            **{f"books: {kind} carried out": times for kind, times in taken_back.items()},
            **{f"alone: {way}": 1 for way in self.judge.stamps.alone.values()},
            **{f"waited: {what}": times for what, times in self.patience.done.items()},
            **{f"act: {verb}": times for verb, times in Counter(each.verb for each in deeds if each.accepted).items()},
            **{f"fault: {fault}": times for fault, times in self.sky.met.items()},
            "end: at rest": sum(operation["state"] in AT_REST for operation in self.judge.operations()),
            f"rule: {self.rule.name}": 1,
        }


def run(plan: Plan) -> Outcome:
    async def main(loop: VirtualLoop) -> Outcome:
        return await Trial(plan, loop).run()

    with overhearing() as overheard, uncollected():
        outcome = run_virtually(main)
    for said in overheard:
        outcome.violations.append(Violation("nothing fails unforeseen", said))
    return outcome


@contextmanager
def uncollected() -> Iterator[None]:
    """A life is short, and whatever it leaves is collected after it: looking for that meanwhile is a fifth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
