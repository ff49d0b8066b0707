"""The gate with Bolt behind it, over real HTTP, and requests as Slack signs them."""

import asyncio
import contextlib
import hashlib
import hmac
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.gate import FORM, Gate
from bot.slack_door import behind
from bot.web import Health, serving

PATH = "/slack/events"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NEEDLE = "Clinica-Los-Andes-900123456"
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
        await until_listening(known.url)
        yield known


async def _anybody() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-canary")


async def until_listening(url: str) -> None:
    while True:
        with contextlib.suppress(OSError):
            _, writer = await connected(url)
            writer.close()
            return
        await asyncio.sleep(0.01)


async def connected(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", urlsplit(url).port)


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
