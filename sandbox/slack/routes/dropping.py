"""Closes a connection as if the network had failed."""

from starlette.requests import Request
from starlette.responses import Response


async def dropped(request: Request) -> Response:
    """Close the connection and wait until the server knows, so that nothing of the answer is sent.

    ASGI has no word for it: uvicorn's own cycle, whose `receive` we were given, holds the transport.
    """
    cycle = getattr(request._receive, "__self__", None)  # noqa: SLF001  see above
    transport = getattr(cycle, "transport", None)
    if transport is not None:
        transport.abort()
        while not await request.is_disconnected():
            continue
    return Response(status_code=503)
