"""The floor: the signature checked, the form parsed, an answer; no library but the server. `python -m benchmarks.floor PORT`."""

import hashlib
import hmac
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

import uvicorn

Messages = MutableMapping[str, Any]
SECRET = os.environ["SLACK_SIGNING_SECRET"].encode()
WINDOW_SECONDS = 300


async def app(
    scope: Messages, receive: Callable[[], Awaitable[Messages]], send: Callable[[Messages], Awaitable[None]]
) -> None:
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    status, said = _answer(dict(scope["headers"]), body)
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(said)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": said})


def _answer(headers: dict[bytes, bytes], body: bytes) -> tuple[int, bytes]:
    at, signature = headers.get(b"x-slack-request-timestamp", b"0"), headers.get(b"x-slack-signature", b"")
    right = b"v0=" + hmac.new(SECRET, b"v0:" + at + b":" + body, hashlib.sha256).hexdigest().encode()
    if abs(time.time() - int(at)) > WINDOW_SECONDS or not hmac.compare_digest(right, signature):
        return 401, b""
    form = parse_qs(body.decode())
    return 200, json.dumps({"text": f"hello <@{form['user_id'][0]}>"}).encode()


if __name__ == "__main__":
    uvicorn.run(
        app, port=int(sys.argv[1]), loop="uvloop", http="httptools", lifespan="off", log_config=None, access_log=False
    )
