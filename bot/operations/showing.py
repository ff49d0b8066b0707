"""Making Slack show where an operation stands: quietly on the way, insisted upon at the end (design 4.6)."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import structlog

from bot.operations.kind import Kind
from bot.operations.operation import Operation
from bot.operations.step import Step
from bot.operations.timing import Timing, ms
from bot.store.scripts import STORE_GONE

log = structlog.get_logger("cobro.operations")

FAILED = -1.0


class Showing:
    """The showings of one operation in one worker's hands, one at a time."""

    def __init__(self, kind: Kind, timing: Timing) -> None:
        self._kind = kind
        self._timing = timing
        self._under_way: asyncio.Task[float] | None = None

    async def quietly(self, operation: Operation) -> bool:
        """Whether it was shown; nothing waits for it longer than a moment, and a failure is only logged."""
        await self.finish()
        self._under_way = asyncio.create_task(self._show(operation))
        await asyncio.wait({self._under_way}, timeout=self._timing.quiet_show_seconds)
        return self._under_way.done() and self._under_way.result() == 0

    async def insist(self, operation: Operation) -> float:
        """The seconds after which to try again; 0 when all is shown."""
        await self.finish()
        asked = await self._show(operation)
        return asked if asked >= 0 else min(2.0**operation.show_tries, self._timing.longest_show_pause_seconds)

    async def finish(self) -> None:
        """Let a showing that is under way come to its end: two at once could post twice."""
        if self._under_way:
            await asyncio.wait({self._under_way})
            self._under_way = None

    def abandon(self) -> None:
        """The worker ends, and its time to drain is over."""
        if self._under_way:
            self._under_way.cancel()

    async def _show(self, operation: Operation) -> float:
        try:
            return await self._kind.show(operation)
        except STORE_GONE as gone:
            log.warning("store_gone", operation=operation.id, error=str(gone))
            return FAILED
        except Exception:  # the edge of a kind: showing again is always allowed
            log.exception("show_failed", operation=operation.id, state=operation.state)
            return FAILED


def show_later(operation: Operation, seconds: float, *, now: int) -> Step:
    fields = {"show_tries": operation.show_tries + 1}
    return Step(operation.state, due_at=now + ms(seconds), fields=fields)


def told_anew(operation: Operation, step: Step) -> Step:
    """The step, forgetting what is shown when the reason changes though the state does not."""
    fields = dict(step.fields)
    if step.state is not operation.state:
        fields["show_tries"] = 0
    if "error" in fields and _reason(fields["error"]) != _reason(operation.error):
        fields["shown"] = ""
    return replace(step, fields=fields)


def _reason(error: Mapping[str, Any]) -> tuple[Any, Any]:
    """What a card says of it: the rest, such as how often it was tried, is not drawn."""
    return error.get("reason"), error.get("text")
