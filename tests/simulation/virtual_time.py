"""An asyncio loop whose time jumps to the next timer as soon as nothing is ready: hours pass in milliseconds."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class NothingLeft(Exception):
    """Everybody waits for something that nobody will do."""

    def __init__(self) -> None:
        super().__init__("nothing is ready and no timer is set")


class _Leap:
    """Stands where a loop has its selector: there are no sockets, so waiting is moving the time."""

    def __init__(self, move: Callable[[float], None]) -> None:
        self._move = move

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise NothingLeft
        self._move(timeout)
        return []

    def close(self) -> None:
        pass


class VirtualLoop(asyncio.BaseEventLoop):
    """Timers fire in the order of their times, and ties in the order of their making: the same run, the same order."""

    def __init__(self) -> None:
        super().__init__()
        self._elapsed = 0.0
        self._selector = _Leap(self._pass)

    def time(self) -> float:
        return self._elapsed

    def _pass(self, seconds: float) -> None:
        self._elapsed += max(seconds, 0.0)

    def _process_events(self, event_list: list[Any]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody sleeps who would have to be woken."""


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
