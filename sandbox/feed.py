"""Server-sent events: whoever watches gets the whole picture again at every change."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import StreamingResponse

QUIET_SECONDS = 15
"""A comment keeps proxies and browsers from giving up on a silent stream."""


class Feed:
    def __init__(self) -> None:
        self._wakers: set[asyncio.Event] = set()
        self._is_closed = False

    def changed(self) -> None:
        for waker in self._wakers:
            waker.set()

    def close(self) -> None:
        """End every stream, so that the server can stop at once."""
        self._is_closed = True
        self.changed()

    def stream(self, request: Request, picture: Callable[[], Any]) -> StreamingResponse:
        return StreamingResponse(
            self._pictures(request, picture), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def _pictures(self, request: Request, picture: Callable[[], Any]) -> AsyncIterator[str]:
        waker = asyncio.Event()
        waker.set()
        self._wakers.add(waker)
        try:
            while not self._is_closed and not await request.is_disconnected():
                try:
                    async with asyncio.timeout(QUIET_SECONDS):
                        await waker.wait()
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                waker.clear()
                if not self._is_closed:
                    yield f"data: {json.dumps(picture(), ensure_ascii=False)}\n\n"
        finally:
            self._wakers.discard(waker)
