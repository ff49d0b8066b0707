"""Thousands of requests that no Slack would send: refused or answered, never a 5xx, an exception, or a word of them in a log.

`HOSTILE=10000 make test TEST=tests/stories/test_hostile_payloads.py` sends as many as the figures in docs/reliability.md.
"""

import asyncio
import json
import os
import random
import re
import resource
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.stories.distortions import NEEDLE, distorted, signed
from tests.stories.hostile_story import payloads_of_a_story
from tests.stories.stage import Stage

COUNT = int(os.environ.get("HOSTILE", "300"))
SEED = 4711
AT_ONCE = 8
GROWTH_KB = 20 * 1024 + 2 * COUNT
"""The local Slack lives in the same process and keeps what it is told: two kilobytes for each payload."""
SAID_NOWHERE = {
    "ResponseUrlSpent",
    "HostRefused",
    "TriggerExpired",
    "ViewGone",
    "PersonUnknown",
    "ChannelGone",
    "InvalidBlocks",
    "SlackError",
}
"""Where an answer would go was bent too; `_undrawable` sees to it that no drawing of ours is among the last two."""
LOST_ITS_SENSE = {400, 401, 404, 413, 415}


async def test_signed_payloads_that_are_bent_break_nothing(stage: Stage, capfd: pytest.CaptureFixture[str]) -> None:
    genuine = await payloads_of_a_story(stage)
    assert set(_kinds(genuine)) >= {
        "command", "block_actions", "block_suggestion", "view_submission", "shortcut", "message_action", "event_callback"
    }  # fmt: skip
    stage.traffic.expect("")
    undrawable = _undrawable(stage)
    chance = random.Random(SEED)  # noqa: S311  the same payloads are sent again from their seed
    statuses = Counter[int]()
    await _sent(stage, (distorted(chance.choice(genuine), chance) for _ in range(COUNT // 10)), statuses)
    before = _memory()
    await _sent(stage, (distorted(chance.choice(genuine), chance) for _ in range(COUNT)), statuses)

    assert set(statuses) <= {200, *LOST_ITS_SENSE}, statuses
    assert statuses[200] > COUNT // 2, "most of them come through to the listeners"
    assert undrawable == [], "whatever is put into a form can be drawn"
    said = "".join(capfd.readouterr())
    for trouble in ("listener_failed", "Traceback"):
        assert trouble not in said, said[said.find(trouble) - 200 :][:3000]
    assert set(re.findall(r"why=(\w+) event=afterwards_failed", said)) <= SAID_NOWHERE
    assert NEEDLE not in said
    assert _memory() - before < GROWTH_KB
    await stage.person("ana").types("/invoice create")
    await stage.person("ana").modal("Nueva factura")


def _kinds(payloads: list[dict[str, Any]]) -> Iterator[str]:
    for each in payloads:
        yield "command" if "command" in each else each["type"]


async def _sent(stage: Stage, payloads: Iterator[dict[str, Any]], statuses: Counter[int]) -> None:
    secret, url = stage.environment["SLACK_SIGNING_SECRET"], f"{stage.app_url}/slack/events"

    async def sends(client: httpx.AsyncClient) -> None:
        for payload in payloads:
            headers, body = signed(payload, secret)
            answer = await client.post(url, headers=headers, content=body)
            statuses[answer.status_code] += 1
            assert answer.status_code < 500, json.dumps(payload)[:2000]

    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        await asyncio.gather(*(sends(client) for _ in range(AT_ONCE)))


def _undrawable(stage: Stage) -> list[str]:
    """Grows with what Slack refuses because of how it is drawn."""
    refused: list[str] = []

    def heard() -> None:
        line = stage.traffic.lines[-1]
        of_a_drawing = line.what != "users.info" and "required field: trigger_id" not in line.trouble
        if of_a_drawing and line.trouble.startswith(("invalid_blocks", "invalid_arguments", "msg_too_long")):
            refused.append(f"{line.what}: {line.trouble}")

    stage.traffic.when_recorded(heard)
    return refused


def _memory() -> int:
    """The most that this process ever took, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
