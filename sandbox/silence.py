"""Closing a connection without an answer, as a lost network does."""

from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

UNWRAPPED = "sandbox.unwrapped_receive"


class ServerNotOurs(RuntimeError):
    def __init__(self) -> None:
        super().__init__("only under uvicorn can a connection be closed without an answer")


class NoAnswer(Response):
    """Cuts the socket.

    ASGI has no word for it, so the connection is found behind `receive`, which under uvicorn is a method of the object
    that holds the transport. A middleware that wraps `receive` leaves the server's own in the scope, as `UNWRAPPED`.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as ASGI calls it
        own: Receive = scope.get(UNWRAPPED, receive)
        transport: Any = getattr(getattr(own, "__self__", None), "transport", None)
        if transport is None:
            raise ServerNotOurs
        transport.abort()
        while (await own())["type"] != "http.disconnect":
            pass
