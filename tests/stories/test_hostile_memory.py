"""Thousands of hostile requests leave nothing behind in the bot's process.

`HOSTILE=10000 make test TEST="tests/stories/test_hostile_memory.py -s"` sends as many as the figures in docs/reliability.md, and prints them.
"""

import asyncio
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from benchmarks.programs import weighed
from tests.stories.distortions import distorted, signed
from tests.stories.hostile_story import payloads_of_a_story
from tests.stories.mortal import Ordeal, unjudged
from tests.stories.stage import Stage

COUNT = int(os.environ.get("HOSTILE", "100"))
SEED = 4711
AT_ONCE = 8
WARM = max(COUNT // 5, 200)
"""As many go before: for what is built once, and pages that a forked process makes its own when it first touches them."""
GROWTH_MB = 1.5
"""What the kernel gives in one piece comes and goes; a kilobyte for each of 10,000 requests would be ten."""

Request = tuple[dict[str, str], bytes]

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what memory is a process's own"),
    pytest.mark.timeout(120 + COUNT // 2),
]


async def test_hostile_requests_leave_nothing_in_memory() -> None:
    async with unjudged() as drama:
        genuine = await payloads_of_a_story(drama.stage)
        chance = random.Random(SEED)  # noqa: S311  the same requests are sent again from their seed
        statuses = Counter[int]()
        weights = []
        for count in (WARM, COUNT, COUNT):
            await _sent(drama, (_hostile(genuine, drama.stage, chance) for _ in range(count)), statuses)
            weights.append(weighed(drama.bot.pid).private)
    told = ", ".join(f"{weight:.2f}" for weight in weights)
    sys.stderr.write(f"\nprivate MB after {WARM} requests, {COUNT} more and as many more: {told}; {dict(statuses)}\n")
    assert weights[-1] - weights[0] < GROWTH_MB


def _hostile(genuine: list[dict[str, Any]], stage: Stage, chance: random.Random) -> Request:
    """Mostly signed and bent; else by a stranger, or far too long."""
    secret = stage.environment["SLACK_SIGNING_SECRET"]
    headers, body = signed(distorted(chance.choice(genuine), chance), secret)
    match chance.randrange(10):
        case 0:
            return headers | {"X-Slack-Signature": f"v0={'0' * 64}"}, body
        case 1:
            return headers, body + b"&x=" + b"A" * chance.choice((1, 100_000, 2_000_000))
        case _:
            return headers, body


async def _sent(drama: Ordeal, requests: Iterator[Request], statuses: Counter[int]) -> None:
    async def sends(client: httpx.AsyncClient) -> None:
        for headers, body in requests:
            answer = await client.post(f"{drama.bot.url}/slack/events", headers=headers, content=body)
            statuses[answer.status_code] += 1
            assert answer.status_code < 500, drama.bot.said[-3000:]

    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        await asyncio.gather(*(sends(client) for _ in range(AT_ONCE)))
