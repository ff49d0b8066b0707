"""What comes through the gate, over real HTTP with Bolt behind it (reliability fact sheet D.1, and more)."""

import asyncio
import json
import time
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.gate import FORM
from bot.web import Health, serving
from tests.gate.guarded import COMMAND, NEEDLE, Guarded, guarded, signed, until_listening


@pytest.mark.parametrize("content_type", [FORM, b"Application/X-WWW-Form-URLencoded ; charset=utf-8"])
async def test_what_slack_signed_comes_through(gate: Guarded, content_type: bytes) -> None:
    answer = await gate.send(signed(COMMAND, content_type=content_type), COMMAND)
    assert answer.status_code == 200
    assert [body["text"] for body in gate.heard] == [f"create {NEEDLE}"]


async def test_the_same_signed_bytes_are_answered_once(gate: Guarded) -> None:
    headers = signed(COMMAND)
    first, *others = [await gate.send(headers, COMMAND) for _ in range(5)]
    assert first.status_code == 200
    assert {(answer.status_code, answer.content) for answer in others} == {(401, b"")}
    assert len(gate.heard) == 1


async def test_twenty_copies_at_once_are_answered_once(gate: Guarded) -> None:
    headers = signed(COMMAND)
    answers = await asyncio.gather(*(gate.send(headers, COMMAND) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [200] + [401] * 19
    assert len(gate.heard) == 1


async def test_the_same_letter_typed_twice_in_a_second_is_answered_twice_but_not_later() -> None:
    at = time.time()
    body = urlencode(
        {
            "payload": json.dumps(
                {
                    "type": "block_suggestion",
                    "user": {"id": "U1"},
                    "action_id": "client",
                    "block_id": "client",
                    "value": "a",
                }
            )
        }
    ).encode()
    fresh, old = signed(body), signed(body, ago=60)
    async with guarded(now=lambda: at) as gate:
        assert [(await gate.send(fresh, body)).status_code for _ in range(3)] == [200] * 3
        assert [(await gate.send(old, body)).status_code for _ in range(3)] == [200, 401, 401]
        assert [heard["value"] for heard in gate.heard] == ["a"] * 4


@pytest.mark.parametrize("text", ["create payload", "payload", "create payload=1&x", '{"payload": 1}', "%70ayload"])
async def test_the_word_payload_in_a_command_reaches_its_listener(gate: Guarded, text: str) -> None:
    body = urlencode({"command": "/invoice", "text": text, "user_id": "U1", "team_id": "T1"}).encode()
    assert (await gate.send(signed(body), body)).status_code == 200
    assert [heard["text"] for heard in gate.heard] == [text]


async def test_a_bot_that_is_not_ready_says_so_and_hears_nothing() -> None:
    async def inner(*_: Any) -> None:
        raise AssertionError("nothing may come through")

    async with serving(inner, health=Health(), host="127.0.0.1", port=0) as url:
        await until_listening(url)
        gate = Guarded(url)
        assert (await gate.send([], b"", method="GET", path="/healthz")).status_code == 200
        assert (await gate.send([], b"", method="GET", path="/readyz")).status_code == 503
        assert (await gate.send(signed(COMMAND), COMMAND)).status_code == 503
