"""The one server that all replicas share: its clock, which jumps, its restarts, and what one replica's client sees of it."""

import asyncio
import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from typing import Any, Self

from redis.exceptions import ConnectionError as StoreUnreachable
from redis.exceptions import NoScriptError

from tests.simulation.model_store import Keyspace, Scripted
from tests.simulation.processes import Process, Sky

BEGINNING = int(dt.datetime(2026, 9, 14, 14, tzinfo=dt.UTC).timestamp() * 1000)
"""A Monday morning in Bogotá."""
RETRIES_SECONDS = 3.0
"""How long redis-py itself goes on before it says that the store is away."""
POLL_SECONDS = 0.25
"""A worker polls so often; in here it is woken within that time of something falling due."""

Altered = Callable[[str], str]


class Server:
    def __init__(self, sky: Sky, elapsed: Callable[[], float], *, altered: Altered = lambda text: text) -> None:
        """`altered` changes scripts: a planted fault."""
        self.sky, self.elapsed, self._altered = sky, elapsed, altered
        self.jumped = 0
        self.is_down = False
        self.keyspace = Keyspace(self.now)
        self.scripted = Scripted(self.keyspace, pushed=self._pushed)
        self._sleepers: list[asyncio.Future[None]] = []

    def now(self) -> int:
        return BEGINNING + self.jumped + int(self.elapsed() * 1000)

    def jump(self, seconds: float) -> None:
        self.sky.fault("clock jump", "")
        self.sky.history.note("clock", "jumps", seconds=round(seconds, 1))
        self.jumped += int(seconds * 1000)
        self.wake_all()

    def load(self, name: str, text: str) -> None:
        self.scripted.load(name, self._altered(text))

    async def restart(self, seconds: float) -> None:
        """Everything that it had answered is there again; the scripts it had been taught are not."""
        self.sky.fault("store restart", "")
        self.sky.history.note("store", "goes", seconds=round(seconds, 1))
        self.is_down = True
        await asyncio.sleep(seconds)
        self.is_down = False
        self.scripted.forget()
        self.sky.history.note("store", "is back")
        self.wake_all()

    def wake_all(self) -> None:
        for sleeper in self._sleepers:
            if not sleeper.done():
                sleeper.set_result(None)
        self._sleepers = []

    def _pushed(self, key: str) -> None:
        """As BLPOP does, whoever has waited longest."""
        waiting = [sleeper for sleeper in self._sleepers if not sleeper.done()]
        if key.endswith(":wake") and waiting:
            waiting[0].set_result(None)

    async def nap(self, due: str, seconds: float) -> None:
        """Until a push, a jump or a restart; or until something is due, and a moment."""
        scores = self.keyspace.zscores(due)
        until_due = (scores[0][1] - self.now()) / 1000 if scores else seconds
        moment = self.sky.chance.uniform(0, POLL_SECONDS)
        seconds = POLL_SECONDS if until_due <= 0 else min(seconds, until_due + moment)
        sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append(sleeper)
        try:
            async with asyncio.timeout(seconds):
                await sleeper
        except TimeoutError:
            pass
        finally:
            if sleeper in self._sleepers:
                self._sleepers.remove(sleeper)


class StoreClient:
    """As much of redis-py's client as the bot uses; each command is one await at which the process may die."""

    def __init__(self, server: Server, process: Process) -> None:
        self._server, self._process = server, process
        self._space = server.keyspace

    async def _reach(self) -> None:
        await self._process.leave("store")
        if self._server.is_down:
            await asyncio.sleep(RETRIES_SECONDS)
            await self._process.come_back("store away")
        if self._server.is_down:
            raise StoreUnreachable("the store is away")

    async def evalsha(self, name: str, _: int, prefix: str, *arguments: str) -> str:
        await self._reach()
        if not self._server.scripted.knows(name):
            raise NoScriptError("NOSCRIPT")
        answer = self._server.scripted.evaluate(name, prefix, arguments)
        if self._server.sky.happens(self._server.sky.weather.lost_store_answer):
            answer = await self._again(name, prefix, arguments)
        await self._process.come_back("store answered")
        return answer

    async def _again(self, name: str, prefix: str, arguments: Sequence[str]) -> str:
        """The answer was lost, and redis-py sends the same command once more."""
        self._server.sky.fault("store answer lost", "")
        await self._reach()
        if not self._server.scripted.knows(name):
            raise NoScriptError("NOSCRIPT")
        return self._server.scripted.evaluate(name, prefix, arguments)

    async def eval(self, text: str, _: int, prefix: str, *arguments: str) -> str:
        await self._reach()
        name = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
        self._server.load(name, text)
        answer = self._server.scripted.evaluate(name, prefix, arguments)
        await self._process.come_back("store answered")
        return answer

    async def time(self) -> tuple[int, int]:
        await self._reach()
        now = self._server.now()
        await self._process.come_back("store answered")
        return now // 1000, now % 1000 * 1000

    async def hgetall(self, key: str) -> dict[str, str]:
        await self._reach()
        return self._space.hgetall(key)

    async def hget(self, key: str, name: str) -> str | None:
        await self._reach()
        return self._space.hget(key, name)

    async def get(self, key: str) -> str | None:
        await self._reach()
        return self._space.get(key)

    async def set(self, key: str, text: str, *, ex: int) -> None:
        await self._reach()
        self._space.set(key, text, "EX", ex)

    async def hset(self, key: str, name: str, text: str) -> None:
        await self._reach()
        self._space.hset(key, name, text)

    async def expire(self, key: str, seconds: int) -> None:
        await self._reach()
        self._space.expire(key, seconds)

    async def sadd(self, key: str, *members: str) -> None:
        await self._reach()
        self._space.sadd(key, *members)

    async def zrange(
        self, key: str, first: int, last: int, *, desc: bool = False, withscores: bool = False
    ) -> list[tuple[str, float]] | list[str]:
        await self._reach()
        found = self._space.zscores(key)[:: -1 if desc else 1]
        wanted = found[first:] if last == -1 else found[first : last + 1]
        return wanted if withscores else [member for member, _ in wanted]

    async def execute_command(self, _: str, key: str, first: int, last: int, **__: Any) -> list[bytes]:
        """LRANGE, undecoded."""
        await self._reach()
        return [text.encode() for text in self._space.lrange(key, first, last)]

    async def blpop(self, keys: list[str], *, timeout: float) -> str | None:  # noqa: ASYNC109 redis-py's name
        await self._reach()
        if self._space.exists(keys[0]):
            return self._space.lpop(keys[0])
        await self._server.nap(keys[0].replace(":wake", ":due"), timeout)
        await self._process.come_back("woken")
        return self._space.lpop(keys[0])

    def pipeline(self, *, transaction: bool) -> "Pipeline":  # noqa: ARG002 it always is one
        return Pipeline(self._reach, self._space)


class Pipeline:
    def __init__(self, reach: Callable[[], Any], space: Keyspace) -> None:
        self._reach, self._space = reach, space
        self._calls: list[Callable[[], Any]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._calls = []

    def hgetall(self, key: str) -> None:
        self._calls.append(lambda: self._space.hgetall(key))

    def lrange(self, key: str, first: int, last: int) -> None:
        self._calls.append(lambda: self._space.lrange(key, first, last))

    def llen(self, key: str) -> None:
        self._calls.append(lambda: self._space.llen(key))

    async def execute(self) -> list[Any]:
        await self._reach()
        return [call() for call in self._calls]
