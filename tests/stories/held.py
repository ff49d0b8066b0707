"""Requests that stop at a door until a test lets them go, so that something can happen exactly then."""

import asyncio
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Literal

from starlette.types import ASGIApp, Receive, Scope, Send

PATIENCE_SECONDS = 45.0
GIVEN_UP_SECONDS = 150.0
"""Longer than every time-out."""
Moment = Literal["request", "answer"]


@dataclass
class Hold:
    method: str
    path: str
    """A pattern."""
    moment: Moment
    """Before it is carried out, or after."""
    times: int = 1
    """How many it stops."""
    stopped: int = 0
    is_lost: bool = False
    _given_up: asyncio.Event = field(default_factory=asyncio.Event)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def meets(self, method: str, path: str) -> bool:
        return self.times > 0 and self.method in ("*", method) and fnmatchcase(path, self.path)

    async def reached(self, *, times: int = 1) -> None:
        """Wait until it holds so many."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self.stopped < times:
                self._changed.clear()
                await self._changed.wait()

    async def is_given_up(self) -> None:
        """Wait until whoever sent what is held waits for its answer no longer."""
        async with asyncio.timeout(GIVEN_UP_SECONDS):
            await self._given_up.wait()

    def let_go(self) -> None:
        """What is held goes on: a request is carried out now, an answer arrives now; nothing more is stopped."""
        self.times = 0
        self._released.set()

    def lose(self) -> None:
        """What is held is never carried out, or never answered."""
        self.is_lost = True
        self.let_go()

    async def stop(self, receive: Receive) -> None:
        """`receive`: of a request that has been read whole, after which it tells only that its sender left."""
        self.stopped += 1
        self._changed.set()
        leaving = asyncio.create_task(self._sender_leaves(receive))
        await self._released.wait()
        leaving.cancel()

    async def _sender_leaves(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._given_up.set()


@dataclass
class Holds:
    _holds: list[Hold] = field(default_factory=list)

    def hold(self, method: str, path: str, moment: Moment, *, times: int = 1) -> Hold:
        hold = Hold(method, path, moment, times)
        self._holds.append(hold)
        return hold

    def met_by(self, method: str, path: str) -> Hold | None:
        for hold in self._holds:
            if hold.meets(method, path):
                hold.times -= 1
                return hold
        return None


class Door:
    """In front of a whole server; what it holds stands outside of it, as in the network."""

    def __init__(self, app: ASGIApp, holds: Holds) -> None:
        self._app, self._holds = app, holds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        hold = self._holds.met_by(scope["method"], scope["path"]) if scope["type"] == "http" else None
        if hold is None:
            await self._app(scope, receive, send)
        elif hold.moment == "request":
            await self._held_before(hold, scope, receive, send)
        else:
            await self._held_after(hold, scope, receive, send)

    async def _held_before(self, hold: Hold, scope: Scope, receive: Receive, send: Send) -> None:
        whole = await _whole(receive)
        await hold.stop(receive)
        if not hold.is_lost:
            await self._app(scope, whole, send)

    async def _held_after(self, hold: Hold, scope: Scope, receive: Receive, send: Send) -> None:
        answer: list[MutableMapping[str, Any]] = []

        async def keep(message: MutableMapping[str, Any]) -> None:
            answer.append(message)

        await self._app(scope, await _whole(receive), keep)
        await hold.stop(receive)
        for message in () if hold.is_lost else answer:
            await send(message)


async def _whole(receive: Receive) -> Receive:
    """The body now, since its sender may be gone when it is read."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)

    async def again() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return again
