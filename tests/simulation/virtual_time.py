"""An asyncio loop whose time jumps to the next timer as soon as nothing is ready: hours pass in milliseconds."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import Context
from heapq import heappop, heappush
from itertools import count
from typing import Any, TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class NothingLeft(Exception):
    """Everybody waits for something that nobody will do."""

    def __init__(self) -> None:
        super().__init__("nothing is ready and no timer is set")


class VirtualLoop(asyncio.BaseEventLoop):
    """Timers fire in the order of their times, and ties in the order of their making: the same run, the same order.

    There are no sockets and no threads, so waiting is moving the time, and nobody sleeps who would have to be woken.
    """

    _ready: deque[asyncio.Handle]

    def __init__(self) -> None:
        super().__init__()
        self._elapsed = 0.0
        self._made = count()
        self._timers: list[tuple[float, int, asyncio.TimerHandle | asyncio.Future[None]]] = []

    def time(self) -> float:
        return self._elapsed

    def run_in_executor(self, _: Any, work: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:  # type: ignore[override]
        """At once, since there are no threads: what is put into one asks nobody anything."""
        done: asyncio.Future[Any] = self.create_future()
        done.set_result(work(*args))
        return done

    async def pause(self, seconds: float) -> None:
        """`asyncio.sleep` of what happens at every step of everybody: a future of its own, and no callback in between."""
        future = self.create_future()
        heappush(self._timers, (self._elapsed + seconds, next(self._made), future))
        await future

    def call_soon(
        self, callback: Callable[[Unpack[Ts]], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_later(
        self, delay: float, callback: Callable[[Unpack[Ts]], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.TimerHandle:
        return self.call_at(self._elapsed + delay, callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callable[[Unpack[Ts]], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.TimerHandle:
        timer = asyncio.TimerHandle(when, callback, args, self, context)
        heappush(self._timers, (when, next(self._made), timer))
        return timer

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """It is passed over when its time comes."""

    def _run_once(self) -> None:
        """In place of asyncio's own, which asks a selector and compares timers in Python."""
        if not self._ready:
            self._leap()
        self._take_due()
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle.cancelled():
                handle._run()

    def _leap(self) -> None:
        while self._timers and self._timers[0][2].cancelled():
            heappop(self._timers)
        if not self._timers:
            raise NothingLeft
        self._elapsed = max(self._elapsed, self._timers[0][0])

    def _take_due(self) -> None:
        while self._timers and self._timers[0][0] <= self._elapsed:
            timer = heappop(self._timers)[2]
            if timer.cancelled():
                continue
            if isinstance(timer, asyncio.Future):
                timer.set_result(None)
            else:
                self._ready.append(timer)


def paused(seconds: float) -> Awaitable[None]:
    """In the virtual loop that runs."""
    loop = asyncio.get_running_loop()
    return loop.pause(seconds) if isinstance(loop, VirtualLoop) else asyncio.sleep(seconds)


def run_virtually(main: Callable[[VirtualLoop], Coroutine[Any, Any, T]]) -> T:
    """What `main` answers, run to its end in a loop of its own; what it left behind is cancelled."""
    loop = VirtualLoop()
    try:
        asyncio.set_event_loop(loop)
        return loop.run_until_complete(main(loop))
    finally:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        asyncio.set_event_loop(None)
        loop.close()
