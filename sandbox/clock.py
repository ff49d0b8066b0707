"""The one clock of both strangers: real time plus what people and tests moved it by."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.received import read_json

LATEST = datetime(2200, 1, 1, tzinfo=UTC).timestamp()


class Clock:
    """Runs at the speed of real time and can be moved forward, never back."""

    def __init__(self, *, start: datetime | None = None, real: Callable[[], float] = time.time) -> None:
        self._real = real
        self._ahead = start.timestamp() - real() if start else 0.0
        self._watchers: list[Callable[[], None]] = []

    def now(self) -> float:
        """Seconds since the epoch."""
        return self._real() + self._ahead

    def utc(self) -> datetime:
        return datetime.fromtimestamp(self.now(), UTC)

    def advance(self, seconds: float) -> None:
        """Raise ValueError when asked to go back (expiries and leases could not be undone), or past LATEST."""
        if not seconds >= 0:
            raise ValueError("the sandbox's clock only moves forward")
        if self.now() + seconds > LATEST:
            raise ValueError("the sandbox's clock ends with the year 2199")
        self._ahead += seconds
        for watcher in self._watchers:
            watcher()

    def when_moved(self, watcher: Callable[[], None]) -> None:
        self._watchers.append(watcher)


def clock_routes(clock: Clock) -> list[Route]:
    """GET /clock answers `{"now_ms": 1790000000000}`; POST /clock takes `{"advance_seconds": 60}`."""

    async def read(_: Request) -> Response:
        return JSONResponse({"now_ms": int(clock.now() * 1000)})

    async def move(request: Request) -> Response:
        try:
            clock.advance(float(read_json(await request.body())["advance_seconds"]))
        except (KeyError, TypeError, ValueError, OverflowError) as wrong:
            return JSONResponse({"error": f"advance_seconds must be a number of seconds, 0 or more: {wrong}"}, 400)
        return await read(request)

    return [Route("/clock", read, methods=["GET"]), Route("/clock", move, methods=["POST"])]
