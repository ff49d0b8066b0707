"""Closing a connection without an answer, as a lost network does."""

from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class ServerNotOurs(RuntimeError):
    def __init__(self) -> None:
        super().__init__("only under uvicorn can a connection be closed without an answer")


class NoAnswer(Response):
    """Cuts the socket.

    ASGI has no word for it, so the connection is found behind `receive`, which under uvicorn is a method of the object
    that holds the transport, and which no middleware wraps here.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as ASGI calls it
        transport: Any = getattr(getattr(receive, "__self__", None), "transport", None)
        if transport is None:
            raise ServerNotOurs
        transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass
