"""Real processes, struck at every point of decision 8 by whatever can strike there; `tests/stories/test_kills*.py` kill more finely.

`make test` runs a sample that is always the same; `CHAOS_MATRIX=all make test TEST=tests/chaos/test_crash_matrix.py` runs
every cell, of which the time-outs wait for the client's own half minute or minute.
"""

import asyncio
import os

import pytest

from bot.slack.own_posts import HISTORY
from tests.chaos.points import POINTS, Scene
from tests.chaos.strikes import SLACK_SECONDS, STRIKES
from tests.stories.mortal import ordeal
from tests.stories.once import everything_is_there_once

DEATHS = ("killed", "terminated", "store killed")
RESETS = ("reset before the effect", "reset after the effect")
TIME_OUTS = ("time-out, early effect", "time-out, late effect", "time-out, no effect")
ARRIVES = (*DEATHS, "reset before the effect", "time-out, no effect")
"""What can strike a request of Slack's on its way here; what is late there is a second press."""
ACCEPTED = (*DEATHS, "reset after the effect", "time-out, early effect")
"""The same while its answer is on its way back."""
EVERYTHING = (*DEATHS, *RESETS, *TIME_OUTS)
IS_WHOLE = os.environ.get("CHAOS_MATRIX") == "all"
MATRIX = {
    "a submission": ARRIVES,
    "a submission that was accepted": ACCEPTED,
    "a claim": DEATHS,
    "the creation": EVERYTHING,
    "its card": EVERYTHING,
    "a click": ARRIVES,
    "a click that was accepted": ACCEPTED,
    "the stamp": EVERYTHING,
    "the e-mail": EVERYTHING,
    "the payment": EVERYTHING,
    "the digest of a day": EVERYTHING,
}
SAMPLE = {
    ("the creation", "store killed"),
    ("the stamp", "terminated"),
    ("the payment", "reset after the effect"),
}
CELLS = [
    (point, strike) for point, strikes in MATRIX.items() for strike in strikes if IS_WHOLE or (point, strike) in SAMPLE
]
AFTER = {"a submission that was accepted", "a click that was accepted"}
"""Its effect is there already, whatever strikes."""
EFFECTLESS = {"killed", "reset before the effect", "time-out, no effect"}


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("name", "strike"), CELLS)
async def test_whatever_strikes_it_is_there_once(name: str, strike: str) -> None:
    point = POINTS[name]
    async with ordeal(tick_seconds=point.tick_seconds, **point.settings) as it:
        it.stage.slack.state.teams.first.workspace.grants.optional = HISTORY
        scene = Scene(it)
        await _struck(scene, name, strike)
        await point.ends(scene)
        everything_is_there_once(it.stage, emails=_emails(name, strike))


@pytest.mark.skipif(not IS_WHOLE, reason="part of the whole matrix only")
@pytest.mark.parametrize("strike", ["killed", "terminated"])
async def test_a_day_that_passed_while_all_were_down_is_told_once(strike: str) -> None:
    async with ordeal() as it:
        it.stage.slack.state.teams.first.workspace.grants.optional = HISTORY
        scene, point = Scene(it), POINTS["the digest of a day"]
        await point.begins(scene)
        await (it.bot.is_killed() if strike == "killed" else it.bot.ends())
        await point.acts(scene)
        await it.bot.starts()
        await point.ends(scene)
        everything_is_there_once(it.stage)


async def _struck(scene: Scene, name: str, strike: str) -> None:
    point, how = POINTS[name], STRIKES[strike]
    await point.begins(scene)
    if point.door == "clicks" and strike in TIME_OUTS:
        scene.it.stage.slack.state.delivery.ack_seconds = SLACK_SECONDS
    hold = point.holds(scene, "answer" if name in AFTER else how.moment)
    acting = asyncio.create_task(point.acts(scene))
    await hold.reached()
    await how.strikes(scene, hold)
    await acting


def _emails(name: str, strike: str) -> int:
    """One that did not leave is not repeated by itself, and a person is told."""
    return 0 if name == "the e-mail" and strike in EFFECTLESS else 1
