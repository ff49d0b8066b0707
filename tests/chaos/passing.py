"""Hours that pass in minutes, but never faster than every process that may be sending looks at the clock.

What Alegra does later than the settle time is not promised (decision 8), and on a busy machine a second may be a
process's own slowness. So time is asked of the processes, not of the machine: it moves on by a few seconds when each
that works has looked several times since it moved last, and stands still while Alegra has something in hand.
"""

import asyncio
from collections import Counter
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.clock import Clock

STEP_SECONDS, LOOKS = 15.0, 2
"""Sixteen steps are the shortest settle time and the second look after it: twice as often a process that has a request
on its way would have to look without having sent it."""
PAUSE_SECONDS = 0.03
CLOCK = "/clock"


class Looks:
    """How often each process has looked at the clock since it moved, by what stands behind the `?` of its address."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._living: set[str] = set()

    def looked(self, name: str) -> None:
        self._living.add(name)
        self._seen[name] += 1

    def died(self, name: str) -> None:
        self._living.discard(name)

    @property
    def are_enough(self) -> bool:
        """While nobody lives time stands: hours in which all are down are the crash matrix's."""
        return bool(self._living) and all(self._seen[name] >= LOOKS for name in self._living)

    def begin_anew(self) -> None:
        self._seen.clear()


class Dial:
    """In front of the server that has the clock."""

    def __init__(self, app: ASGIApp, looks: Looks) -> None:
        self._app, self._looks = app, looks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == CLOCK and scope["query_string"]:
            self._looks.looked(scope["query_string"].decode())
        await self._app(scope, receive, send)


async def time_passes(clock: Clock, looks: Looks, *, is_busy: Callable[[], bool]) -> None:
    """For ever. `is_busy`: a request is with Alegra."""
    while True:
        await asyncio.sleep(PAUSE_SECONDS)
        if looks.are_enough and not is_busy():
            looks.begin_anew()
            clock.advance(STEP_SECONDS)
