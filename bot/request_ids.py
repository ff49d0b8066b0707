"""Every HTTP request has an id: in each log line of its handling, in what it accepts, and in the answer's header."""

import secrets
from collections.abc import Callable, MutableMapping
from typing import Any

from bot.billing.crockford import encoded
from bot.gate import App, Receive, Scope, Send
from bot.store.request_context import asking

HEADER = b"x-request-id"
LENGTH = 10


def new_request_id() -> str:
    """Short enough to be read out over the telephone, long enough for years."""
    return encoded(secrets.randbits(5 * LENGTH), length=LENGTH)


def identified(inner: App, *, new_id: Callable[[], str]) -> App:
    """Ids that come in with a request are not taken over: anybody can write them."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        request = new_id()
        if not request:
            await inner(scope, receive, send)
            return

        async def answer(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (HEADER, request.encode())]
            await send(message)

        with asking(request=request):
            await inner(scope, receive, answer)

    return app
