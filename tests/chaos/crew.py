"""The processes of Cobro on one store, each of which may be killed at any moment and comes back a little later."""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from bot.store.connection import Client, connect_socket
from bot.store.embedded import EmbeddedStore, launch
from sandbox.slack.client.waiting import until
from tests.chaos.passing import Looks
from tests.stories.mortal import Mortal

ROLES = {"replicas": ("all", "all"), "roles": ("web", "web", "worker", "worker")}
STORE, EVERYTHING = "store", "everything"
POLL_SECONDS, TICK_SECONDS = 0.25, 0.5
"""Every look of a worker and of the timetable asks the strangers for the time; most of an idle process's work is that."""
STARTS = 5
"""A supervisor starts again what found no store."""


@dataclass
class Crew:
    embedded: EmbeddedStore
    client: Client
    bots: dict[str, Mortal]
    """By name: the role and a number."""
    looks: Looks
    killed: Counter[str] = field(default_factory=Counter)
    """By role, or `store`."""
    _coming: set["asyncio.Task[None]"] = field(default_factory=set)
    _asked: "count[int]" = field(default_factory=count)

    def answering(self) -> str:
        """The address of one that answers, each in turn; empty while there is none."""
        urls = [bot.url for name, bot in self.bots.items() if bot.url and not name.startswith("worker")]
        return urls[next(self._asked) % len(urls)] if urls else ""

    async def starts(self) -> None:
        await asyncio.gather(*(bot.starts() for bot in self.bots.values()))

    async def dies(self, victim: str, *, for_seconds: float) -> None:
        """With SIGKILL; who is dead or not yet back is left alone."""
        if victim in (STORE, EVERYTHING):
            await self._kill_store(for_seconds)
        for name, bot in self.bots.items():
            if victim in (name, EVERYTHING) and bot.url:
                await bot.is_killed()
                self.looks.died(name)
                self.killed[name.partition("-")[0]] += 1
                self._later(self._comes_back(bot, for_seconds))

    async def is_whole(self) -> None:
        """Wait until everybody is back. Raise what a start raised."""
        while self._coming:
            await asyncio.gather(*self._coming)

    async def ends(self) -> None:
        for coming in self._coming:
            coming.cancel()
        await asyncio.gather(*self._coming, return_exceptions=True)
        await asyncio.gather(*(bot.ends() for bot in self.bots.values()))

    @property
    def said(self) -> str:
        return "".join(bot.said for bot in self.bots.values())

    async def _kill_store(self, for_seconds: float) -> None:
        if self.embedded.has_ended:
            return
        os.kill(int((await self.client.info("server"))["process_id"]), signal.SIGKILL)
        self.killed[STORE] += 1
        self._later(self._store_comes_back(for_seconds))

    async def _store_comes_back(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await until(lambda: self.embedded.has_ended, "the store to be dead")
        self.embedded.serve_again()

    async def _comes_back(self, bot: Mortal, seconds: float) -> None:
        await asyncio.sleep(seconds)
        for tries_left in reversed(range(STARTS)):
            try:
                await bot.starts()
            except AssertionError:
                if not tries_left or not self.killed[STORE]:
                    raise
            else:
                return

    def _later(self, coming: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(coming)
        self._coming.add(task)
        task.add_done_callback(self._has_come)

    def _has_come(self, task: "asyncio.Task[None]") -> None:
        if task.cancelled() or not task.exception():
            self._coming.discard(task)


@asynccontextmanager
async def crew(folder: Path, environment: Mapping[str, str], looks: Looks, *, shape: str) -> AsyncIterator[Crew]:
    """Nobody has started yet."""
    async with AsyncExitStack() as stack:
        embedded = launch(folder / "store")
        stack.callback(embedded.close)
        client = connect_socket(embedded.socket)
        stack.push_async_callback(client.aclose)
        bots = {}
        for number, role in enumerate(ROLES[shape], 1):
            name = f"{role}-{number}"
            (folder / name).mkdir()
            theirs = {"REDIS_URL": f"unix://{embedded.socket}", "COBRO_ROLE": role, "COBRO_LEAVE_SECONDS": "0"}
            if role != "web":  # which sends nothing to Alegra, and need not be waited for
                theirs["COBRO_CLOCK_URL"] = f"{environment['COBRO_CLOCK_URL']}?{name}"
            bots[name] = Mortal(
                folder / name, {**environment, **theirs}, tick_seconds=TICK_SECONDS, poll_seconds=POLL_SECONDS
            )
        together = Crew(embedded, client, bots, looks)
        stack.push_async_callback(together.ends)
        yield together
