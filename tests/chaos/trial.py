"""One storm over some invoices, from the first request until everything is still again."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from redis.exceptions import RedisError
from starlette.middleware import Middleware

from bot.operations.journal import Journal
from bot.store.connection import redis_time
from bot.store.keys import Keys
from bot.store.scripts import Store
from sandbox.serving import running
from tests.chaos import verdict
from tests.chaos.crew import EVERYTHING, STORE, Crew, crew
from tests.chaos.passing import time_passes
from tests.chaos.staff import Staff
from tests.chaos.storm import Gust, Storm
from tests.stories.held import Holds
from tests.stories.mortal import front, pointed_at
from tests.stories.stage import Stage, strangers

HISTORY = frozenset({"channels:history", "groups:history", "im:history"})
"""With them, every card is there once; without, twice at most (decision 8)."""
FIRST_NUMBER = 342
"""The next one of the numbering, in the world of the strangers."""
SETTLING_SECONDS = 120.0
"""Real ones without any progress."""
LOOK_SECONDS = 0.2


@dataclass(frozen=True)
class Outcome:
    struck: "Counter[str]"
    killed: "Counter[str]"
    asked: int
    """Invoices of which a person has to say what became of them."""
    repeated: int
    """Submissions that people had to repeat."""
    seconds: float

    def __str__(self) -> str:
        told = [f"{what}: {times}" for what, times in sorted((self.struck + self.killed).items())]
        return f"{self.seconds:.0f} s, {self.repeated} submissions repeated, {self.asked} asked of a person; {', '.join(told)}"


async def trial(folder: Path, *, seed: int, invoices: int, shape: str) -> Outcome:
    """Raise AssertionError where anything is twice, missing, unsaid or untrue."""
    began = time.monotonic()
    storms: list[Storm] = []
    async with AsyncExitStack() as stack:
        stage = await stack.enter_async_context(
            strangers(slack_doors=[_gust(storms, "slack")], alegra_doors=[_gust(storms, "alegra")])
        )
        stage.slack.state.teams.first.workspace.grants.optional = HISTORY
        bots = await stack.enter_async_context(crew(folder, stage.environment, shape=shape))
        door = await stack.enter_async_context(front(bots.answering, Holds()))
        door.user_middleware.insert(0, _gust(storms, "clicks"))
        pointed_at(stage, await stack.enter_async_context(running(door)))
        await bots.starts()
        storms.append(_storm(stage, bots, seed, deaths=invoices))
        store = Store(client=bots.client, keys=Keys("main"), clock=redis_time(bots.client))
        staff = Staff(stage, Random(seed + 1))  # noqa: S311  a seed to replay, no secret
        async with _passing(stage, storms[0], staff, store):
            await staff.ask_for(invoices)
            await _settles(staff, bots, store, invoices)
        asked = await verdict.asked_of_people(stage, store)
        verdict.each_is_there_once(stage, invoices, asked)
        verdict.each_is_stamped_once(stage, FIRST_NUMBER, asked)
        verdict.the_cards_say_so(stage, asked)
        await verdict.nothing_is_left(stage, store)
        assert (unforeseen := _unforeseen(bots.said)) == [], f"nobody wrote a sentence for {unforeseen}"
        return Outcome(storms[0].struck, bots.killed, len(asked), staff.repeated, time.monotonic() - began)


def _gust(storms: list[Storm], service: str) -> Middleware:
    return Middleware(Gust, lambda: storms[0] if storms else None, service)


def _storm(stage: Stage, bots: Crew, seed: int, *, deaths: int) -> Storm:
    return Storm(
        seed,
        victims=(*bots.bots, *bots.bots, STORE, STORE, EVERYTHING),
        deaths=deaths,
        kill=lambda victim, seconds: bots.dies(victim, for_seconds=seconds),
        in_alegra=stage.alegra.state.faults.add,
        in_slack=stage.slack.state.faults.add,
    )


@asynccontextmanager
async def _passing(stage: Stage, storm: Storm, staff: Staff, store: Store) -> AsyncIterator[None]:
    """Approvers press what they see, and time passes."""
    around = [
        asyncio.create_task(staff.approve_what_comes()),
        asyncio.create_task(time_passes(stage.clock, Journal(store), storm)),
    ]
    try:
        yield
    finally:
        for task in around:
            task.cancel()
        await asyncio.gather(*around, return_exceptions=True)


async def _settles(staff: Staff, bots: Crew, store: Store, invoices: int) -> None:
    """The storm goes on until its deaths are used up or nothing is left that it could strike."""
    before, end = None, time.monotonic() + SETTLING_SECONDS
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        await bots.is_whole()
        waiting = [card.text for card in staff.open_cards()]
        try:
            left = await Journal(store).listed(*verdict.UNSETTLED)
        except RedisError:
            continue
        now = (waiting, left, len(staff.done))
        if len(staff.done | staff.asking) >= invoices and not left:
            return
        if now != before:
            before, end = now, time.monotonic() + SETTLING_SECONDS
        assert time.monotonic() < end, f"nothing moves: {waiting} {left}"


def _unforeseen(said: str) -> list[str]:
    """What the log calls an error that nobody wrote a sentence for."""
    return [line[:2000] for line in said.splitlines() if "Traceback" in line and "RedisError" not in line][:3]
