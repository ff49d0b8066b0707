"""One company whose every next step somebody else chooses: the bot's own assembly, with time standing still in between."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bot.operations.operation import AT_REST
from tests.properties.account import Account
from tests.simulation.deeds import ACCEPTED, Deed
from tests.simulation.history import History
from tests.simulation.outsiders import read_again
from tests.simulation.people import People
from tests.simulation.policies import Preferences, Rule
from tests.simulation.processes import Process, Sky
from tests.simulation.replicas import Outside, Replica
from tests.simulation.slack_model import Workspace
from tests.simulation.store_server import Server
from tests.simulation.store_watch import KEYS
from tests.simulation.virtual_time import VirtualLoop
from tests.simulation.weather import Weather

LONGEST_PEACE = 6 * 3600.0
SEAL_SECONDS = 40.0
"""The bot does it every second; the judge misses it after that many entries."""
LOOK_SECONDS = 15.0

Work = Callable[[Replica], Coroutine[Any, Any, Any]]


@dataclass
class ChosenSky(Sky):
    """Fair, but for what was chosen to become of the next writes and stamps."""

    writes: deque[str] = field(default_factory=deque)
    stamps: deque[str] = field(default_factory=deque)

    def fate(self, weights: dict[str, int]) -> str:
        if weights is self.weather.writes and self.writes:
            return self.writes.popleft()
        if weights is self.weather.stamps and self.stamps:
            return self.stamps.popleft()
        return super().fate(weights)


class Office:
    def __init__(self, rule: Rule, *, seed: int) -> None:
        self.loop = VirtualLoop()
        chance = Random(seed)  # noqa: S311 a run is made again from its seed
        self.history = History(self.loop.time)
        self.sky = ChosenSky(chance, Weather(), self.history)
        server = Server(self.sky, self.loop.time)
        self.store = server.keyspace
        self.account = Account(server.now, lambda: self.sky.fate(self.sky.weather.stamps), self.loop.time)
        self.outside = Outside(self.sky, server, self.account, Workspace())
        self.people = People(self.outside.workspace, self.account, lambda: self.replica, self.sky)
        Preferences(self.store, KEYS("preferences")).put(rule)
        self._born = 0
        self.run(self._bear())

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    def passes(self, seconds: float) -> None:
        self.run(asyncio.sleep(seconds))

    def ask(self, work: Work) -> Any:
        """What the replica answers; whatever else it is doing goes on meanwhile."""

        async def asked() -> Any:
            return await self.replica.process.begin(work(self.replica))

        return self.run(asked())

    def does(self, person: str, verb: str, document: str, work: Work, *, operation: str = "", card: str = "") -> Any:
        """Noted for the judge before it is answered."""
        deed = Deed(self.loop.time(), person, verb, document, operation, card)
        self.people.deeds.append(deed)
        answer = self.ask(work)
        deed.accepted = isinstance(answer, ACCEPTED)
        self.history.note(person, verb, document=document, answer=type(answer).__name__)
        return answer

    def hint(self, document: str) -> None:
        """As a webhook, or the watch, does: some replica reads it again."""
        self.ask(lambda replica: read_again(replica, document))

    def dies(self) -> None:
        """As by SIGKILL; another one is started at once."""

        async def die() -> None:
            self.replica.process.die("somebody killed it")
            await self._bear()

        self.run(die())

    def settles(self) -> bool:
        """Until nobody has anything left to do; whether that came."""
        until = self.loop.time() + LONGEST_PEACE
        while not self.outside.is_quiet:
            if self.loop.time() > until:
                return False
            self.passes(LOOK_SECONDS)
        return True

    @property
    def waiting(self) -> list[str]:
        """Operations under way, for whoever reads a failure."""
        names = [name for name in self.store.names() if name.startswith(KEYS("op", ""))]
        return [name for name in names if self.store.hget(name, "state") not in AT_REST]

    def close(self) -> None:
        left = asyncio.all_tasks(self.loop)
        for task in left:
            task.cancel()
        self.run(_ended(left))
        self.loop.close()

    async def _bear(self) -> None:
        self._born += 1
        process = Process(f"replica{self._born}", self.sky, lambda _: None)
        self.replica = Replica(process, self.outside)
        process.begin(self.replica.assembly.worker.run())
        process.begin(_seals(self.replica))


async def _seals(replica: Replica) -> None:
    while True:
        await asyncio.sleep(SEAL_SECONDS)
        await replica.assembly.sealing.audit.seal()


async def _ended(tasks: set["asyncio.Task[Any]"]) -> None:
    await asyncio.gather(*tasks, return_exceptions=True)
