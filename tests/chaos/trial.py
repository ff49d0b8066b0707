"""One storm over some invoices, from the first request until everything is still again."""

import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from redis.exceptions import RedisError
from starlette.middleware import Middleware

from bot.operations.operation import State
from bot.slack.own_posts import HISTORY
from bot.store.audit import Audit
from bot.store.connection import redis_time
from bot.store.keys import Keys
from bot.store.scripts import Store
from sandbox.serving import running
from tests.chaos import verdict
from tests.chaos.board import Board
from tests.chaos.crew import EVERYTHING, STORE, Crew, crew
from tests.chaos.intents import Intent, drawn
from tests.chaos.passing import Dial, Looks, time_passes
from tests.chaos.staff import Staff
from tests.chaos.storm import Gust, Storm
from tests.stories.held import Holds
from tests.stories.mortal import front, pointed_at
from tests.stories.stage import Stage, strangers

FIRST_NUMBERS = {"FE": 342, "RR": 89}
"""The next ones of the numberings, in the world of the strangers."""
SETTINGS = {"COBRO_RISK_DUPLICATE_PERCENT": "0"}
"""Prices that differ by little are the storm's own doing, and no reason to look twice."""
A_MINUTE = 90_000
"""Requests, so that a 429 is over in a second: of a limit that no header tells, the bot takes what it had asked by then in
that minute for the limit of every real minute to come, while hours of the timetable pass in each."""
SETTLING_SECONDS = 300.0
"""Real ones without any progress."""
LOOK_SECONDS = 0.2
STORE_AWAY = re.compile(r"\\nredis\.exceptions\.(?:Connection|Timeout|BusyLoading|ReadOnly|Redis)Error: [^\\]*\"")
"""The last line of a traceback, as the log has it."""


@dataclass(frozen=True)
class Outcome:
    intents: tuple[Intent, ...]
    struck: "Counter[str]"
    killed: "Counter[str]"
    asked: "Counter[str]"
    """By kind of operation: of what a person has to say what became of it."""
    repeated: int
    """Forms that people had to hand in again."""
    lists: "Counter[str]"
    """Approvals from a list, and how many of them somebody else had to finish."""
    seconds: float

    def __str__(self) -> str:
        endings = Counter(str(each.ending) for each in self.intents)
        besides = {
            "edited": sum(each.is_edited for each in self.intents),
            "from a list": sum(each.is_listed for each in self.intents),
            "e-mailed": sum(each.is_emailed for each in self.intents),
        }
        return (
            f"{self.seconds:.0f} s; {_told(endings)}, {_told(besides)}; {_told(self.struck + self.killed)}; "
            f"{_told(self.lists)}; {self.repeated} forms repeated; asked of a person: {_told(self.asked) or 'nothing'}"
        )


async def trial(folder: Path, *, seed: int, invoices: int, shape: str) -> Outcome:
    """Raise AssertionError where anything is twice, missing, unsaid or untrue."""
    began, storms, looks = time.monotonic(), list[Storm](), Looks()
    intents = drawn(invoices, Random(seed))  # noqa: S311  a seed to replay, no secret
    async with AsyncExitStack() as stack:
        slack_doors = [Middleware(Dial, looks), _gust(storms, "slack")]
        stage = await stack.enter_async_context(
            strangers(slack_doors=slack_doors, alegra_doors=[_gust(storms, "alegra")])
        )
        stage.alegra.state.switches.change({"requests_per_minute": A_MINUTE})
        stage.slack.state.teams.first.workspace.grants.optional = HISTORY  # cards once, else twice at most
        bots = await stack.enter_async_context(crew(folder, stage.environment | SETTINGS, looks, shape=shape))
        door = await stack.enter_async_context(front(bots.answering, Holds()))
        door.user_middleware.insert(0, _gust(storms, "clicks"))
        pointed_at(stage, await stack.enter_async_context(running(door)))
        await bots.starts()
        storms.append(_storm(stage, bots, seed, deaths=invoices))
        store = Store(client=bots.client, keys=Keys("main"), clock=redis_time(bots.client))
        chance = Random(seed + 1)  # noqa: S311  the same
        staff = Staff(stage, chance, Board(stage, intents), storms[0].comes_closer)
        async with _everybody(stage, storms[0], staff, looks):
            await _settles(staff, bots, store)
            storms[0].deaths = 0
            await bots.is_whole()
        asked = await _judged(stage, store, intents)
        assert (unforeseen := _unforeseen(bots.said)) == [], f"nobody wrote a sentence for {unforeseen}"
        lists = await _lists(store)
        return Outcome(intents, storms[0].struck, bots.killed, asked, staff.repeated, lists, time.monotonic() - began)


async def _judged(stage: Stage, store: Store, intents: tuple[Intent, ...]) -> Counter[str]:
    asked = await verdict.asked_of_people(stage, store)
    books = verdict.Books(stage, intents, asked)
    verdict.each_is_there_once(books)
    verdict.numbers_have_no_gap(books, FIRST_NUMBERS)
    verdict.balances_tie(books)
    verdict.each_email_left_once(books)
    verdict.the_cards_say_so(books)
    await verdict.nothing_is_left(stage, store)
    return Counter(kind for _, kind in asked)


async def _lists(store: Store) -> Counter[str]:
    """By the audit: of a list whose worker died nobody knew for a while what had become of it."""
    moves = [json.loads(each) for each in await Audit(store).entries(1, verdict.EVERYTHING)]
    seen = [each["seen"] for each in moves if each["what"] == "moved" and "/bulk/" in each["seen"].get("operation", "")]
    ended = {each["operation"] for each in seen if each["state"] == State.DONE}
    struck = {each["operation"] for each in seen if each["state"] == State.UNKNOWN}
    return Counter({"lists": len(ended), "lists whose worker died, completed by another": len(ended & struck)})


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
async def _everybody(stage: Stage, storm: Storm, staff: Staff, looks: Looks) -> AsyncIterator[None]:
    """People work, and time passes; what either raises ends the storm."""
    async with asyncio.TaskGroup() as around:
        tasks = [
            around.create_task(staff.works()),
            around.create_task(time_passes(stage.clock, looks, is_busy=lambda: bool(storm.under_way))),
        ]
        yield
        for task in tasks:
            task.cancel()


async def _settles(staff: Staff, bots: Crew, store: Store) -> None:
    """The storm goes on until its deaths are used up or nothing is left that it could strike."""
    before, end = None, time.monotonic() + SETTLING_SECONDS
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        await bots.is_whole()
        try:
            left = await verdict.unsettled(store)
            if staff.board.is_done and not left and not await verdict.unsaid(store):
                return
        except RedisError:
            continue
        waiting = [(each.price, staff.board.seen(each).text) for each in staff.board.open()]
        now = (waiting, left)
        if now != before:
            before, end = now, time.monotonic() + SETTLING_SECONDS
        assert time.monotonic() < end, f"nothing moves: {waiting} {left} {staff.told}"


def _told(counted: "Counter[str] | dict[str, int]") -> str:
    return ", ".join(f"{what}: {times}" for what, times in sorted(counted.items()))


def _unforeseen(said: str) -> list[str]:
    """What the log calls an error that nobody wrote a sentence for. That the store was away is the storm's doing."""
    return [line[-2000:] for line in said.splitlines() if "Traceback" in line and not STORE_AWAY.search(line)][:3]
