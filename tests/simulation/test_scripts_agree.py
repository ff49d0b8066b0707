"""The scripts mean the same in here as in the real store: every call of a few lives is made there too, and compared."""

import asyncio
import json
from typing import Any

import pytest

from bot.store.connection import Client
from tests.simulation.trial import Plan, Trial
from tests.simulation.virtual_time import VirtualLoop, run_virtually


def logged(seed: int) -> list[tuple[str, tuple[str, ...], str]]:
    async def main(loop: VirtualLoop) -> Any:
        trial = Trial(Plan(seed), loop)
        await trial.run()
        return trial.outside.server.scripted.log

    log: list[tuple[str, tuple[str, ...], str]] = run_virtually(main)
    return log


def in_any_order(answer: Any) -> Any:
    """A hash comes as a flat list of names and texts, in an order that means nothing, as do the names in JSON."""
    if isinstance(answer, str) and answer.startswith("{"):
        return json.loads(answer)
    if not isinstance(answer, list):
        return answer
    if answer and len(answer) % 2 == 0 and all(isinstance(each, str) for each in answer):
        pairs = sorted(zip(answer[::2], answer[1::2], strict=True))
        return [[name, in_any_order(text)] for name, text in pairs]
    return [in_any_order(each) for each in answer]


@pytest.mark.parametrize("seed", [11, 12, 13])
async def test_every_answer_is_the_real_stores(seed: int, redis: Client) -> None:
    log = await asyncio.to_thread(logged, seed)
    for text, (prefix, *arguments), answer in log:
        real = await redis.eval(text, 1, prefix, *arguments)
        assert in_any_order(json.loads(real)) == in_any_order(json.loads(answer)), (text[-600:], arguments)
    assert len(log) > 50
