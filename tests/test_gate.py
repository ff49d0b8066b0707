"""What stands before Bolt, tried over real HTTP with Bolt behind it (reliability fact sheet D.1, and more)."""

import asyncio
import contextlib
import hashlib
import hmac
import json
import resource
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.gate import FORM, JSON, Gate, Rejected
from bot.slack_door import behind
from bot.web import Health, serving

PATH = "/slack/events"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NEEDLE = "Clinica-Los-Andes-900123456"
LARGE = 50 * 1024 * 1024
GROWTH = 20 * 1024 * 1024
COMMAND = urlencode({"command": "/invoice", "text": f"create {NEEDLE}", "user_id": "U1", "team_id": "T1"}).encode()
SLACK = AsyncWebClient(token="xoxb-canary", retry_handlers=[])

Headers = list[tuple[bytes, bytes]]


@dataclass
class Guarded:
    url: str
    heard: list[dict[str, Any]] = field(default_factory=list)
    """The bodies that came to a listener."""
    rejections: list[str] = field(default_factory=list)

    async def send(self, headers: Headers, body: Any, *, method: str = "POST", path: str = PATH) -> httpx.Response:
        async with httpx.AsyncClient(trust_env=False, timeout=20) as client:
            return await client.request(method, self.url + path, headers=headers, content=body)


@asynccontextmanager
async def guarded(*, body_seconds: float = 5.0, now: Callable[[], float] = time.time) -> AsyncIterator[Guarded]:
    app = AsyncApp(client=SLACK, signing_secret=SECRET, process_before_response=True, authorize=_anybody)
    seen: set[str] = set()
    known = Guarded("")

    async def first_time(signature: str) -> bool:
        is_new = signature not in seen
        seen.add(signature)
        return is_new

    async def listener(ack: AsyncAck, body: dict[str, Any]) -> None:
        known.heard.append(body)
        await ack()

    app.command("/invoice")(listener)
    app.options("client")(listener)
    gate = Gate(
        behind(app),
        path=PATH,
        secret=SECRET,
        now=now,
        first_time=first_time,
        rejected=lambda rejection: known.rejections.append(str(rejection)),
        body_seconds=body_seconds,
    )
    async with serving(gate, health=Health(is_ready=True), host="127.0.0.1", port=0) as known.url:
        await _listening(known.url)
        yield known


async def _anybody() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-canary")


async def _listening(url: str) -> None:
    while True:
        with contextlib.suppress(OSError):
            _, writer = await _connected(url)
            writer.close()
            return
        await asyncio.sleep(0.01)


async def _connected(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", urlsplit(url).port)


@pytest.fixture
async def gate() -> AsyncIterator[Guarded]:
    async with guarded() as gate:
        yield gate


@pytest.fixture(autouse=True)
def every_log_line(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever the level, no log holds anything of a body, and nothing that comes from outside is an error of ours."""
    caplog.set_level("DEBUG")
    yield
    assert NEEDLE not in caplog.text
    assert [record.message for record in caplog.records if record.levelname in ("ERROR", "CRITICAL")] == []


def signature(timestamp: bytes, body: bytes) -> bytes:
    return b"v0=" + hmac.new(SECRET.encode(), b"v0:" + timestamp + b":" + body, hashlib.sha256).hexdigest().encode()


def stamp(ago: float = 0.0) -> bytes:
    return str(int(time.time() - ago)).encode()


def signed(body: bytes, *, content_type: bytes = FORM, ago: float = 0.0) -> Headers:
    timestamp = stamp(ago)
    return [
        (b"content-type", content_type),
        (b"x-slack-request-timestamp", timestamp),
        (b"x-slack-signature", signature(timestamp, body)),
    ]


def replaced(headers: Headers, name: bytes, *values: bytes) -> Headers:
    return [(key, value) for key, value in headers if key != name] + [(name, value) for value in values]


def unsigned(body: bytes, *, content_type: bytes = FORM) -> Headers:
    return replaced(signed(body, content_type=content_type), b"x-slack-signature", b"v0=" + b"0" * 64)


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


async def test_the_same_letter_typed_twice_in_a_second_is_answered_twice_but_not_later(gate: Guarded) -> None:
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
    assert [(await gate.send(fresh, body)).status_code for _ in range(3)] == [200] * 3
    assert [(await gate.send(old, body)).status_code for _ in range(3)] == [200, 401, 401]
    assert [heard["value"] for heard in gate.heard] == ["a"] * 4


@pytest.mark.parametrize("text", ["create payload", "payload", "create payload=1&x", '{"payload": 1}', "%70ayload"])
async def test_the_word_payload_in_a_command_reaches_its_listener(gate: Guarded, text: str) -> None:
    body = urlencode({"command": "/invoice", "text": text, "user_id": "U1", "team_id": "T1"}).encode()
    assert (await gate.send(signed(body), body)).status_code == 200
    assert [heard["text"] for heard in gate.heard] == [text]


@pytest.mark.parametrize("declares_its_length", [True, False])
async def test_fifty_megabytes_leave_no_trace(gate: Guarded, declares_its_length: bool) -> None:  # noqa: FBT001  a parameter of pytest
    chunk = (NEEDLE * 2000).encode()

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(LARGE // len(chunk)):
            yield chunk

    length = [(b"content-length", str(LARGE // len(chunk) * len(chunk)).encode())] if declares_its_length else []
    before = _peak_memory()
    try:
        answer = await gate.send(unsigned(b"") + length, chunks())
    except httpx.WriteError:
        assert gate.rejections == ["413: body too large"]
    else:
        assert (answer.status_code, answer.content) == (413, b"")
    assert _peak_memory() - before < GROWTH


def _peak_memory() -> int:
    """In bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


async def test_a_body_that_trickles_in_is_taken(gate: Guarded) -> None:
    async def letters() -> AsyncIterator[bytes]:
        for at in range(len(COMMAND)):
            yield COMMAND[at : at + 1]
            await asyncio.sleep(0)

    assert (await gate.send(signed(COMMAND), letters())).status_code == 200


async def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    async with guarded(body_seconds=0.2) as gate:
        reader, writer = await _half_a_request(gate)
        quick = signed(COMMAND)
        assert (await gate.send(quick, COMMAND)).status_code == 200
        assert (await reader.readline()).split()[1] == b"408"
        writer.close()
        assert len(gate.heard) == 1


async def test_a_sender_who_leaves_in_the_middle_is_forgotten(gate: Guarded) -> None:
    _, writer = await _half_a_request(gate)
    writer.close()
    await writer.wait_closed()
    assert (await gate.send(signed(COMMAND), COMMAND)).status_code == 200
    assert (len(gate.heard), gate.rejections) == (1, [])


async def _half_a_request(gate: Guarded) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await _connected(gate.url)
    headers = [*signed(COMMAND), (b"host", b"cobro"), (b"content-length", str(len(COMMAND)).encode())]
    lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
    writer.write(b"POST " + PATH.encode() + b" HTTP/1.1\r\n" + lines + b"\r\n" + COMMAND[:10])
    await writer.drain()
    return reader, writer


async def test_a_bot_that_is_not_ready_says_so_and_hears_nothing() -> None:
    async def inner(*_: Any) -> None:
        raise AssertionError("nothing may come through")

    async with serving(inner, health=Health(), host="127.0.0.1", port=0) as url:
        await _listening(url)
        gate = Guarded(url)
        assert (await gate.send([], b"", method="GET", path="/healthz")).status_code == 200
        assert (await gate.send([], b"", method="GET", path="/readyz")).status_code == 503
        assert (await gate.send(signed(COMMAND), COMMAND)).status_code == 503


TOKENS = st.text(
    st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=':"(),/;<=>?@[\\]{}'), min_size=1
)
VALUES = st.binary(max_size=60).map(lambda value: bytes(byte for byte in value if byte >= 32 and byte != 127).strip())
NAMES = st.sampled_from([b"content-type", b"x-slack-signature", b"x-slack-request-timestamp", b"cookie", b"expect"])
TYPES = st.sampled_from([FORM, JSON])
JSONS = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
)
LOOKED_INTO = ("type", "user", "team", "enterprise", "view", "actions", "event", "command", "callback_id", "challenge")
SLACK_LIKE = st.fixed_dictionaries({}, optional=dict.fromkeys(LOOKED_INTO, JSONS))
BODIES = st.one_of(
    st.binary(max_size=300),
    st.dictionaries(st.text(max_size=12), st.text(max_size=20), max_size=6).map(lambda form: urlencode(form).encode()),
    SLACK_LIKE.map(lambda payload: urlencode({"payload": json.dumps(payload)}).encode()),
    JSONS.map(lambda value: json.dumps(value).encode()),
    SLACK_LIKE.map(lambda value: json.dumps(value).encode()),
)


async def test_garbage_from_anybody_is_never_our_error(gate: Guarded) -> None:
    with httpx.Client(trust_env=False, timeout=20) as client:

        @settings(max_examples=150, deadline=None)
        @given(method=st.sampled_from(["POST", "PUT", "GET"]), headers=st.lists(st.tuples(NAMES, VALUES)), body=BODIES)
        def garbage(method: str, headers: Headers, body: bytes) -> None:
            answer = client.request(method, gate.url + PATH, headers=headers, content=body)
            assert 400 <= answer.status_code < 500
            assert answer.content == b""

        await asyncio.to_thread(garbage)
    assert gate.heard == []


async def test_signed_garbage_is_never_our_error(gate: Guarded) -> None:
    """Slack's own mistakes, or those of whoever holds the secret."""
    with httpx.Client(trust_env=False, timeout=20) as client:

        @settings(max_examples=250, deadline=None)
        @given(body=BODIES, content_type=TYPES)
        def garbage(body: bytes, content_type: bytes) -> None:
            answer = client.post(gate.url + PATH, headers=signed(body, content_type=content_type), content=body)
            assert answer.status_code < 500

        await asyncio.to_thread(garbage)


def test_a_rejection_says_why_without_the_request() -> None:
    assert str(Rejected(401, "wrong signature")) == "401: wrong signature"
