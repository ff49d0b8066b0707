"""The course of one operation in one worker's hands, from its claim until it is let go or settled."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog

from bot.operations import looking, sending
from bot.operations.answers import Lane
from bot.operations.journal import Journal
from bot.operations.kind import Kind
from bot.operations.operation import AT_REST, Operation, State
from bot.operations.outcomes import (
    CannotTell,
    Done,
    Found,
    LanePaused,
    NotSent,
    NotThere,
    Outcome,
    Refused,
    Sighting,
    Unknown,
)
from bot.operations.showing import Showing, show_later, told_anew
from bot.operations.step import Step
from bot.operations.timing import Timing, ms

log = structlog.get_logger("cobro.operations")

REFUSE_SECONDS = 60
"""Before looking again whether what is not permitted any more has happened."""
TellAdmins = Callable[[Lane], Awaitable[None]]
"""Called each time the lane is found closed; accepts a notice named after `lane.since`, so that one is told once."""


Permits = Callable[[Operation], Awaitable[Refused | None]]
"""Asked right before an operation leaves: what stands against it now."""


async def permit_everything(_: Operation) -> None:
    return None


@dataclass(frozen=True)
class Surroundings:
    """What every course needs."""

    journal: Journal
    timing: Timing
    tell_admins: TellAdmins
    real_seconds: Callable[[], float] = time.monotonic
    """Time that nobody moves: for what a request may take."""
    permits: Permits = permit_everything
    moved: Callable[[Operation], None] = lambda _operation: None
    """Told of every step, for the metrics."""


class Course:
    def __init__(self, operation: Operation, kind: Kind, around: Surroundings) -> None:
        self.operation = operation
        self._kind = kind
        self._around = around
        self._journal = around.journal
        self._timing = around.timing
        self._showing = Showing(kind, around.timing)

    async def run(self) -> None:
        """Raises Fenced when another worker, or a person's Undo, was faster."""
        try:
            if self.operation.state is State.SENDING:
                await self._follow(await self._lost())
            elif self.operation.state in AT_REST:
                await self._settle()
            else:
                await self._go_on()
        except asyncio.CancelledError:
            self._showing.abandon()
            raise
        finally:
            await self._showing.finish()

    async def _lost(self) -> Step:
        now = await self._journal.now()
        return sending.lost(self.operation, now=now, settle_seconds=self._kind.settle_seconds, timing=self._timing)

    async def _go_on(self) -> None:
        """From accepted or unknown, until something has to be waited for or nothing is left."""
        await self._show_quietly()
        step = await self._next()
        if step.state is State.SENDING:
            began = self._around.real_seconds()
            await self._take(step)
            step = await self._sent(began)
        await self._follow(step)

    async def _next(self) -> Step:
        if self.operation.state is State.UNKNOWN:
            step = await self._looked()
            if step.state is not State.SENDING:
                return step
        now, lane = await self._journal.now(), await self._journal.lane()
        return sending.before_sending(self.operation, now=now, lane=lane)

    async def _looked(self) -> Step:
        now = await self._journal.now()
        return looking.after_looking(
            self.operation, await self._sighting(), kind=self._kind, now=now, timing=self._timing
        )

    async def _sighting(self) -> Sighting:
        try:
            return await self._kind.look_up(self.operation)
        except Exception as failure:  # the edge of a kind: looking again is always allowed
            log.exception("look_up_failed", operation=self.operation.id)
            return CannotTell(type(failure).__name__)

    async def _sent(self, began: float) -> Step:
        """Send it, if the lease that was taken at `began` still outlives the time-out."""
        left = self._timing.lease_seconds - (self._around.real_seconds() - began)
        if left < self._kind.timeout_seconds + self._timing.margin_seconds:
            log.warning("held_too_short", operation=self.operation.id, seconds_left=left)
            return sending.held_too_short(self.operation, now=await self._journal.now())
        outcome = await self._outcome()
        now = await self._journal.now()
        if isinstance(outcome, LanePaused):
            await self._pause_lane(outcome, now)
        return sending.after_sending(
            self.operation, outcome, now=now, settle_seconds=self._kind.settle_seconds, timing=self._timing
        )

    async def _outcome(self) -> Outcome:
        """A kind that raises, or takes longer than it said, has sent something of unknown fate."""
        try:
            async with asyncio.timeout(self._kind.timeout_seconds + self._timing.margin_seconds):
                refused = await self._around.permits(self.operation)
                return await self._unless_it_happened(refused) if refused else await self._kind.send(self.operation)
        except Exception as failure:  # the edge of a kind
            log.exception("send_failed", operation=self.operation.id)
            return Unknown(type(failure).__name__)

    async def _unless_it_happened(self, refused: Refused) -> Outcome:
        """An earlier try may have arrived: what is there is not refused any more."""
        sighting = await self._kind.look_up(self.operation)
        match sighting:
            case Found(result, document):
                return Done(result, document)
            case NotThere():
                return refused
        return NotSent(REFUSE_SECONDS, refused.error.get("situation", ""))

    async def _pause_lane(self, paused: LanePaused, now: int) -> None:
        lane = await self._journal.pause_lane(paused.error, until=now + ms(self._timing.lane_seconds))
        log.warning("lane_paused", operation=self.operation.id, until=lane.until)
        try:
            await self._around.tell_admins(lane)
        except Exception:  # the edge of what the root gave: the next operation that finds it closed tells them
            log.exception("admins_not_told")

    async def _take(self, step: Step) -> None:
        self.operation = await self._journal.step(
            self.operation,
            told_anew(self.operation, step),
            keeps_document=self._kind.keeps_document,
            lease_ms=ms(self._timing.lease_seconds),
        )
        self._around.moved(self.operation)
        log.info("operation", operation=self.operation.id, state=self.operation.state, attempts=self.operation.attempts)

    async def _follow(self, step: Step) -> None:
        if step.due_at is None:
            await self._take(step)
            await self._settle()
        else:
            await self._let_go(step, step.due_at)

    async def _let_go(self, step: Step, due_at: int) -> None:
        """Show what is new before anybody else may take it, then leave it until it is due."""
        told = told_anew(self.operation, step)
        if told.fields.get("shown", self.operation.shown) == told.state:
            await self._take(told)
            return
        await self._take(replace(told, due_at=None))
        await self._show_quietly()
        await self._take(Step(told.state, due_at=due_at))

    async def _show_quietly(self) -> None:
        if self.operation.shown != self.operation.state and await self._showing.quietly(self.operation):
            self.operation = await self._journal.mark_shown(self.operation)

    async def _settle(self) -> None:
        """At rest: it is done with when Slack shows it."""
        seconds = await self._showing.insist(self.operation)
        if seconds <= 0:
            self.operation = await self._journal.mark_shown(self.operation)
        else:
            await self._take(show_later(self.operation, seconds, now=await self._journal.now()))
