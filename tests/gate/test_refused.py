"""What the gate refuses, and with which answer."""

import json
import time
from typing import Any

import pytest

from bot.gate import FORM, JSON, Rejected
from tests.gate.guarded import (
    COMMAND,
    NEEDLE,
    PATH,
    Guarded,
    Headers,
    guarded,
    replaced,
    signed,
    stamp,
    unsigned,
)

NESTED = b"payload=" + b"[" * 20_000


NOT_UTF8 = b"text=\xff\xfe" + NEEDLE.encode()


NOT_JSON = b'{"text": "' + NEEDLE.encode()
HALF = b'{"type": "event_callback", "event": {"type": "message", "text": "\\ud83d"}}'
SIGNED_AT = time.time()
GOOD = signed(COMMAND)
SIGNED = dict(GOOD)[b"x-slack-signature"]
BAD = b"v0=" + b"0" * 64


@pytest.mark.parametrize(
    ("why", "status", "headers", "body"),
    [
        ("a wrong signature", 401, unsigned(COMMAND), COMMAND),
        ("another body than was signed", 401, GOOD, COMMAND + b"&user_id=U2"),
        ("no signature", 401, replaced(GOOD, b"x-slack-signature"), COMMAND),
        ("no timestamp", 401, replaced(GOOD, b"x-slack-request-timestamp"), COMMAND),
        ("a signature six minutes old", 401, signed(COMMAND, ago=360), COMMAND),
        ("a signature of the future", 401, signed(COMMAND, ago=-360), COMMAND),
        (
            "a byte that is no ASCII in the signature",
            401,
            replaced(GOOD, b"x-slack-signature", b"v0=\xe9" * 9),
            COMMAND,
        ),
        ("a signature in capitals", 401, replaced(GOOD, b"x-slack-signature", b"v0=" + SIGNED[3:].upper()), COMMAND),
        ("a signature of another version", 401, replaced(GOOD, b"x-slack-signature", b"v1=" + SIGNED[3:]), COMMAND),
        ("an empty signature", 401, replaced(GOOD, b"x-slack-signature", b""), COMMAND),
        ("two signatures, bad and good", 401, replaced(GOOD, b"x-slack-signature", BAD, SIGNED), COMMAND),
        ("two signatures, good and bad", 401, replaced(GOOD, b"x-slack-signature", SIGNED, BAD), COMMAND),
        ("two timestamps", 401, replaced(GOOD, b"x-slack-request-timestamp", stamp(), stamp()), COMMAND),
        ("a timestamp of letters", 401, replaced(GOOD, b"x-slack-request-timestamp", b"abc"), COMMAND),
        ("a timestamp with an exponent", 401, replaced(GOOD, b"x-slack-request-timestamp", b"1e9"), COMMAND),
        ("a negative timestamp", 401, replaced(GOOD, b"x-slack-request-timestamp", b"-1790000000"), COMMAND),
        ("a timestamp without end", 401, replaced(GOOD, b"x-slack-request-timestamp", b"9" * 5000), COMMAND),
        ("Arabic digits", 401, replaced(GOOD, b"x-slack-request-timestamp", "١٧٩٠٠٠٠٠٠٠".encode()), COMMAND),
        ("bytes that are no text, unsigned", 401, unsigned(NOT_UTF8), NOT_UTF8),
        ("bytes that are no text, signed", 400, signed(NOT_UTF8), NOT_UTF8),
        ("broken JSON, unsigned", 401, unsigned(NOT_JSON, content_type=JSON), NOT_JSON),
        ("broken JSON, signed", 400, signed(NOT_JSON, content_type=JSON), NOT_JSON),
        ("JSON that is no object, signed", 400, signed(b"[1]", content_type=JSON), b"[1]"),
        ("a form that holds broken JSON, signed", 400, signed(b"payload=" + NOT_JSON), b"payload=" + NOT_JSON),
        ("a form whose JSON is no object, signed", 400, signed(b"payload=%5B1%5D"), b"payload=%5B1%5D"),
        ("half of a character, signed", 400, signed(HALF, content_type=JSON), HALF),
        ("an event that is a list, signed", 400, signed(b'{"event": []}', content_type=JSON), b'{"event": []}'),
        (
            "a view that is null, signed",
            400,
            signed(b"payload=%7B%22view%22:null%7D"),
            b"payload=%7B%22view%22:null%7D",
        ),
        ("a user that is a number, signed", 400, signed(b"payload=%7B%22user%22:1%7D"), b"payload=%7B%22user%22:1%7D"),
        ("two payloads, signed", 400, signed(b"payload={}&payload=[]"), b"payload={}&payload=[]"),
        ("20,000 brackets in a form, unsigned", 401, unsigned(NESTED), NESTED),
        ("20,000 brackets in a form, signed", 400, signed(NESTED), NESTED),
        ("200,000 brackets, signed", 400, signed(b"[" * 200_000, content_type=JSON), b"[" * 200_000),
        ("no content type", 415, replaced(GOOD, b"content-type"), COMMAND),
        ("two content types", 415, replaced(GOOD, b"content-type", FORM, JSON), COMMAND),
        ("plain text", 415, replaced(GOOD, b"content-type", b"text/plain"), COMMAND),
        ("a form of several parts", 415, replaced(GOOD, b"content-type", b"multipart/form-data; boundary=x"), COMMAND),
        ("a body that is too large", 413, unsigned(b""), NEEDLE.encode() * 50_000),
        ("nothing at all, unsigned", 401, unsigned(b""), b""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_is_refused(why: str, status: int, headers: Headers, body: bytes) -> None:
    """By a clock that stands at the moment of signing: the table is signed when it is read, which may be long ago."""
    async with guarded(now=lambda: SIGNED_AT) as gate:
        answer = await gate.send(headers, body)
        assert (answer.status_code, answer.content) == (status, b"")
        assert gate.heard == []
        assert len(gate.rejections) == 1
        assert NEEDLE not in gate.rejections[0]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", PATH, 405),
        ("PUT", PATH, 405),
        ("HEAD", PATH, 405),
        ("OPTIONS", PATH, 405),
        ("POST", "/", 404),
        ("POST", PATH + "/", 404),
        ("POST", "/slack/install", 404),
        ("POST", "/slack//events", 404),
        ("POST", "/slack/events%00", 404),
        ("POST", "/metrics", 404),
    ],
)
async def test_nothing_else_is_behind_it(gate: Guarded, method: str, path: str, status: int) -> None:
    answer = await gate.send(signed(COMMAND), COMMAND, method=method, path=path)
    assert (answer.status_code, answer.content) == (status, b"")
    assert gate.heard == []


def test_a_rejection_says_why_without_the_request() -> None:
    assert str(Rejected(401, "wrong signature")) == "401: wrong signature"


@pytest.mark.parametrize(
    "odd",
    [
        {"event": {"channel": 1}},
        {"event": {"event": {"user": 1}}},
        {"event": {"authorizations": [1]}},
        {"item": {"channel": 1}},
        {"message": {"user": 1}},
        {"previous_message": {"user": 1}},
        {"assistant_thread": {"channel": 1}},
        {"view": {"app_installed_team_id": [1]}},
        {"enterprise": 1},
        {"team": {"id": {}}},
    ],
    ids=str,
)
@pytest.mark.parametrize("kind", ["of_no_kind", "event_callback", "block_actions"])
async def test_where_bolt_would_look_without_asking_is_looked_at_first(
    gate: Guarded, odd: dict[str, Any], kind: str
) -> None:
    whole: dict[str, dict[str, Any]] = {
        "of_no_kind": {},
        "event_callback": {"event": {"type": "app_home_opened"}},
        "block_actions": {
            "user": {"id": "U1"},
            "trigger_id": "1.2",
            "actions": [{"action_id": "client", "block_id": "client"}],
        },
    }
    fine, bent = (json.dumps({"type": kind, **whole[kind], **more}).encode() for more in ({}, odd))
    assert (await gate.send(signed(fine, content_type=JSON), fine)).status_code == 404, "nobody listens to it here"
    assert (await gate.send(signed(bent, content_type=JSON), bent)).status_code == 400
