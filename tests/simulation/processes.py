"""A replica of the bot as the simulation sees it: it dies, or stands still, at any of its awaits."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bot.store.scripts import STORE_GONE
from tests.simulation.history import History
from tests.simulation.virtual_time import paused
from tests.simulation.weather import Weather

FINE = {"ok", "accepted"}
LONGEST_STEP = 0.05
"""Seconds that a call takes to leave."""


@dataclass
class Sky:
    """The chance and the weather that everything in a run is under."""

    chance: Random
    weather: Weather
    history: History
    airborne: "set[asyncio.Future[Any]]" = field(default_factory=set)
    """Writes that have left and not landed yet."""
    met: Counter[str] = field(default_factory=Counter)
    """How often each fault happened."""
    failures: list[str] = field(default_factory=list)
    """Exceptions that nobody foresaw."""

    def happens(self, probability: float) -> bool:
        return probability > 0 and self.chance.random() < probability

    def fate(self, weights: dict[str, int]) -> str:
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def fault(self, what: str, fate: str) -> None:
        if fate not in FINE:
            self.met[f"{what} {fate}".rstrip()] += 1


@dataclass
class Process:
    name: str
    sky: Sky
    after_death: Callable[["Process"], None]
    dies_at: int = 0
    """The await at which it is made to die, counted from 1; 0: only by chance."""
    is_dead: bool = False
    thaws_at: float = 0.0
    has_frozen: bool = False
    steps: int = 0
    tasks: set["asyncio.Task[Any]"] = field(default_factory=set)

    def begin(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self.tasks.discard(task)
        failure = None if task.cancelled() else task.exception()
        if failure and not isinstance(failure, STORE_GONE):
            self.sky.failures.append(f"{task.get_coro()}: {failure!r}")

    @property
    def may_have_drawn_late(self) -> bool:
        """It stood still, drew what was overtaken, and died before it could see that (docs/reliability.md)."""
        return self.is_dead and self.has_frozen

    async def leave(self, where: str) -> None:
        """Right before something goes out of the process."""
        self._meet_fate(where)
        await paused(self.sky.chance.random() * LONGEST_STEP)
        await self._thaw()

    async def come_back(self, where: str) -> None:
        """Right after an answer came, before anything is made of it."""
        self._meet_fate(where)
        await self._thaw()

    def freeze(self, seconds: float) -> None:
        self.sky.history.note(self.name, "freezes", seconds=round(seconds, 1))
        self.sky.fault("freeze", "")
        self.has_frozen = True
        self.thaws_at = asyncio.get_running_loop().time() + seconds

    def die(self, where: str) -> None:
        """As SIGKILL does: nothing of it goes on, and what it tries while it is taken down reaches nobody."""
        if self.is_dead:
            return
        self.is_dead = True
        self.sky.fault("death", "")
        self.sky.history.note(self.name, "dies", where=where, step=self.steps)
        for task in list(self.tasks):
            task.cancel()
        self.after_death(self)

    def _meet_fate(self, where: str) -> None:
        self.must_live()
        self.steps += 1
        weather, lot = self.sky.weather, self.sky.chance.random()
        if self.steps == self.dies_at or lot < weather.crash:
            self.die(where)
        elif lot < weather.crash + weather.freeze:
            self.freeze(self.sky.chance.uniform(1, weather.longest_freeze))
        self.must_live()

    async def _thaw(self) -> None:
        if self.thaws_at:
            loop = asyncio.get_running_loop()
            while loop.time() < self.thaws_at:  # noqa: ASYNC110 it may freeze again meanwhile
                await asyncio.sleep(self.thaws_at - loop.time())
        self.must_live()

    def must_live(self) -> None:
        if self.is_dead:
            raise asyncio.CancelledError
