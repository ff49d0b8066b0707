"""What strikes a process that is at a certain point: by name, as the columns of the matrix of decision 8."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from tests.chaos.points import Scene
from tests.stories.held import Hold, Moment
from tests.stories.mortal import OFTEN

SLACK_SECONDS = 3.0
"""In which an app answers (Slack fact sheet 2.1), where the stories wait longer."""


@dataclass(frozen=True)
class Strike:
    moment: Moment
    """Of the held request: before it is carried out, or after."""
    strikes: Callable[[Scene, Hold], Awaitable[None]]


async def _kill(scene: Scene, hold: Hold) -> None:
    await scene.it.bot_dies_and_comes_back(hold)


async def _terminate(scene: Scene, hold: Hold) -> None:
    """What is on its way may end first; the process leaves as it does when it is replaced."""
    bot = scene.it.bot
    ending = asyncio.create_task(bot.ends())
    await asyncio.sleep(0)
    hold.let_go()
    await ending
    bot.tick_seconds = OFTEN
    await bot.starts()


async def _reset(_scene: Scene, hold: Hold) -> None:
    hold.lose()


async def _late(scene: Scene, hold: Hold) -> None:
    await hold.is_given_up()
    hold.let_go()


async def _never(scene: Scene, hold: Hold) -> None:
    await hold.is_given_up()
    hold.lose()


async def _store_dies(scene: Scene, hold: Hold) -> None:
    async with scene.it.bot.store() as store:
        os.kill(int((await store.client.info("server"))["process_id"]), signal.SIGKILL)
    hold.let_go()


STRIKES: Mapping[str, Strike] = {
    "killed": Strike("request", _kill),
    "terminated": Strike("request", _terminate),
    "reset before the effect": Strike("request", _reset),
    "reset after the effect": Strike("answer", _reset),
    "time-out, early effect": Strike("answer", _never),
    "time-out, late effect": Strike("request", _late),
    "time-out, no effect": Strike("request", _never),
    "store killed": Strike("request", _store_dies),
}
