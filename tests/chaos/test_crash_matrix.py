"""The writes to Alegra, each struck by everything but SIGKILL, which `tests/stories/test_kills*.py` strike with.

`make test` runs a sample; `CHAOS_MATRIX=all make test TEST=tests/chaos/test_crash_matrix.py` runs every cell, of which the
time-outs wait for the client's own half minute or minute.
"""

import asyncio
import os
import signal
import time

import pytest

from bot.operations.operation import State
from tests.stories.acts import (
    a_filled_payment,
    ana_submits,
    bruno_approves,
    cards,
    carla_records_it_all,
    is_issued,
    is_paid,
)
from tests.stories.held import Hold, Moment
from tests.stories.mortal import Ordeal, ordeal
from tests.stories.once import everything_is_there_once

PATHS = {"create": "/invoices", "stamp": "/invoices/stamp", "payment": "/payments"}
"""By kind of operation: points 6 to 10, 14 and 17 of decision 8."""
RESETS = {"reset before the effect": "drop_before", "reset after the effect": "lost_answer"}
TIME_OUTS = ("time-out, early effect", "time-out, late effect", "time-out, no effect")
FAULTS = ("terminated", "store killed", *RESETS, *TIME_OUTS)
SAMPLE = {("create", "store killed"), ("stamp", "terminated"), ("payment", "reset after the effect")}
CELLS = [
    (kind, fault)
    for kind in PATHS
    for fault in FAULTS
    if os.environ.get("CHAOS_MATRIX") == "all" or (kind, fault) in SAMPLE
]
TIME_OUT_SECONDS = 90.0


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("kind", "fault"), CELLS)
async def test_whatever_strikes_a_write_it_is_there_once(kind: str, fault: str) -> None:
    async with ordeal() as it:
        it.stage.traffic.expect("fault ")
        hold = _armed(it, kind, fault)
        await _up_to(it, kind)
        if hold is not None:
            await hold.reached()
            await _strikes(it, kind, fault, hold)
        await _to_the_end(it, kind)
        is_lost = (kind, fault) == ("stamp", "reset after the effect")
        everything_is_there_once(it.stage, stamps_answered=0 if is_lost else 1)


def _armed(it: Ordeal, kind: str, fault: str) -> Hold | None:
    if fault in RESETS:
        it.stage.alegra.state.faults.add(RESETS[fault], method="POST", path=PATHS[kind])
        return None
    moment: Moment = "answer" if fault == "time-out, early effect" else "request"
    return it.alegra.hold("POST", f"/api/v1{PATHS[kind]}", moment)


async def _up_to(it: Ordeal, kind: str) -> None:
    """The write that is struck is on its way."""
    await ana_submits(it.stage)
    if kind == "create":
        return
    card = await bruno_approves(it.stage)
    it.stage.clock.advance(16)
    if kind == "payment":
        await is_issued(it.stage, card)
        assert await (await a_filled_payment(it.stage, "1011500")).submit() == {}


async def _strikes(it: Ordeal, kind: str, fault: str, hold: Hold) -> None:
    if fault == "terminated":
        ending = asyncio.create_task(it.bot.ends())
        await asyncio.sleep(0)
        hold.let_go()
        await ending
        await it.bot.starts()
    elif fault == "store killed":
        async with it.bot.store() as store:
            os.kill(int((await store.client.info("server"))["process_id"]), signal.SIGKILL)
        hold.let_go()
    else:
        await _is_unknown(it, kind)
        hold.let_go() if fault == "time-out, late effect" else hold.lose()


async def _is_unknown(it: Ordeal, kind: str) -> None:
    """The client gave up; no time has passed for Alegra meanwhile."""
    end = time.monotonic() + TIME_OUT_SECONDS
    while (await it.bot.operation(kind)).state is State.SENDING:
        assert time.monotonic() < end, "it waits for ever"
        await asyncio.sleep(0.5)
    assert (await it.bot.operation(kind)).state is State.UNKNOWN


async def _to_the_end(it: Ordeal, kind: str) -> None:
    if kind == "create":
        await bruno_approves(it.stage)
    (card,) = cards(it.stage)
    await is_issued(it.stage, card)
    if kind == "payment":
        await is_paid(it.stage, card)
    else:
        await carla_records_it_all(it.stage, card)
