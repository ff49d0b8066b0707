"""What stands before Bolt in HTTP mode (design 10).

Seven of fifteen hostile requests make Bolt raise or answer 5xx, and an unsigned body of 50 MB lands in its log
(reliability fact sheet D.1). So nothing reaches Bolt that is not one well-formed, freshly signed request; and
what was checked and read here is handed on as it was read, as in Socket Mode.
"""

import asyncio
import hmac
import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes

from bot.payload_shapes import misfit

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

Payload = dict[str, Any]
Behind = Callable[[Payload, Send], Awaitable[None]]
"""Answers what was let in."""

BODY_BYTES = 1024 * 1024  # Slack's largest view is 250 KB, up to three times that when percent-encoded
BODY_SECONDS = 5.0  # Slack itself gives up after three
WINDOW_SECONDS = 300  # Slack fact sheet 1.7
MOST_DRIFT_SECONDS = 26 * 3600
"""A clock that is further off is not told from an old request: a wrong time zone is at most this."""
QUESTION = "block_suggestion"
"""What has been typed into a type-ahead select so far: it changes nothing, and nothing in it is unique."""
SAME_QUESTION_SECONDS = 2
SIGNATURE = re.compile(rb"v0=[0-9a-f]{64}")
TIMESTAMP = re.compile(rb"[0-9]{9,11}")
FORM = b"application/x-www-form-urlencoded"
JSON = b"application/json"


class Rejected(Exception):
    """A request that Bolt never sees; answered with `status` and an empty body."""

    def __init__(self, status: int, why: str) -> None:
        self.status, self.why = status, why
        super().__init__(f"{status}: {why}")


class SenderLeft(Exception):
    """The connection closed before the whole body had come."""


class Gate:
    """`first_time(signature)` answers whether these signed bytes are new; `now` is real time in seconds."""

    def __init__(
        self,
        inner: Behind,
        *,
        path: str,
        secret: str,
        now: Callable[[], float],
        first_time: Callable[[str], Awaitable[bool]],
        rejected: Callable[[Rejected], None],
        body_seconds: float = BODY_SECONDS,
        drifted: Callable[[float], None] = lambda _seconds: None,
    ) -> None:
        """`drifted` is told by how many seconds a request that Slack signed comes late; 0 is within the window."""
        self._drifted = drifted
        self._inner, self._path, self._secret = inner, path, secret.encode()
        self._now, self._first_time, self._rejected = now, first_time, rejected
        self._body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            payload = await self._admit(scope, receive)
        except Rejected as rejection:
            self._rejected(rejection)
            await _answer(send, rejection.status)
        except SenderLeft:
            return
        else:
            await self._inner(payload, send)

    async def _admit(self, scope: Scope, receive: Receive) -> Payload:
        if scope["path"] != self._path:
            raise Rejected(404, "no such path")
        if scope["method"] != "POST":
            raise Rejected(405, "only POST")
        content_type = _one(scope, b"content-type", 415).split(b";")[0].strip().lower()
        if content_type not in {FORM, JSON}:
            raise Rejected(415, "neither a form nor JSON")
        timestamp, signature = _one(scope, b"x-slack-request-timestamp", 401), _one(scope, b"x-slack-signature", 401)
        if not (TIMESTAMP.fullmatch(timestamp) and SIGNATURE.fullmatch(signature)):
            raise Rejected(401, "malformed signature headers")
        payload = _read(await self._signed(scope, receive, timestamp, signature), content_type)
        if self._may_come_again(payload, timestamp):
            return payload
        if not await self._first_time(signature.decode()):
            raise Rejected(401, "seen before")
        return payload

    async def _signed(self, scope: Scope, receive: Receive, timestamp: bytes, signature: bytes) -> bytes:
        """What Slack signed, and just now. What is only late or early tells how far our clock is from Slack's."""
        late = self._now() - int(timestamp)
        if abs(late) > MOST_DRIFT_SECONDS:
            raise Rejected(401, "too old or too new")
        body = await self._whole_body(scope, receive)
        if not hmac.compare_digest(_signature(self._secret, timestamp, body), signature):
            raise Rejected(401, "wrong signature")
        if abs(late) > WINDOW_SECONDS:
            self._drifted(late)
            raise Rejected(401, "too old or too new")
        self._drifted(0)
        return body

    def _may_come_again(self, payload: Payload, timestamp: bytes) -> bool:
        """Whoever types, deletes and types the same letter within a second asks with the same signed bytes."""
        return payload.get("type") == QUESTION and self._now() - int(timestamp) <= SAME_QUESTION_SECONDS

    async def _whole_body(self, scope: Scope, receive: Receive) -> bytes:
        try:
            async with asyncio.timeout(self._body_seconds):
                return await _body(scope, receive)
        except TimeoutError:
            raise Rejected(408, "the body did not come") from None


def _one(scope: Scope, name: bytes, status: int) -> bytes:
    values: list[bytes] = [value for key, value in scope["headers"] if key.lower() == name]
    if len(values) != 1:
        raise Rejected(status, f"{len(values)} {name.decode()} headers")
    return values[0]


async def _body(scope: Scope, receive: Receive) -> bytes:
    declared = [value for key, value in scope["headers"] if key.lower() == b"content-length"]
    if declared and (not declared[0].isdigit() or int(declared[0]) > BODY_BYTES):
        raise Rejected(413, "body too large")
    chunks, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise SenderLeft
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > BODY_BYTES:
            raise Rejected(413, "body too large")
        chunks.append(chunk)
        more = message.get("more_body", False)
    return b"".join(chunks)


def _read(body: bytes, content_type: bytes) -> Payload:
    """The payload, or a command's form. What is signed is Slack's own, and still Bolt must not raise on it."""
    try:
        text = body.decode()
        if content_type == JSON:
            return _checked(_loaded(text))
        if text.startswith("payload="):
            return _checked(_loaded(_only_field(body)))
        form: Payload = dict(parse_qsl(text, keep_blank_values=True))
    except (ValueError, RecursionError):
        raise Rejected(400, "unreadable body") from None
    if text.startswith("{"):
        raise Rejected(400, "JSON in a form")
    return form


def _loaded(text: str) -> Any:
    """JSON can hold half of a character, which nothing can store or send. Raise ValueError."""
    payload = json.loads(text)
    if "\\ud" in text.lower():
        json.dumps(payload, ensure_ascii=False).encode()
    return payload


def _only_field(form: bytes) -> str:
    """Slack sends nothing beside a payload. Quicker than parsing the form."""
    value = form.partition(b"=")[2]
    if b"&" in value:
        raise Rejected(400, "more than a payload")
    return unquote_to_bytes(value.replace(b"+", b" ")).decode()


def _checked(payload: Any) -> Payload:
    """Bolt looks into a payload without asking what it is."""
    if not isinstance(payload, dict):
        raise Rejected(400, "not a JSON object")
    if where := misfit(payload):
        raise Rejected(400, f"misshapen: {where}")
    return payload


def _signature(secret: bytes, timestamp: bytes, body: bytes) -> bytes:
    return b"v0=" + hmac.digest(secret, b"v0:" + timestamp + b":" + body, "sha256").hex().encode()


async def _answer(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
