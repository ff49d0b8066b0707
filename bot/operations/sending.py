"""When an operation may leave, and what its outcome makes of it (design 4.2 to 4.4). Pure."""

from dataclasses import replace
from typing import Any

from bot.operations.answers import Lane
from bot.operations.looking import next_look
from bot.operations.operation import Operation, Ruling, State
from bot.operations.outcomes import Done, LanePaused, NeedsPerson, NotSent, Outcome, Refused, Unknown, Waiting
from bot.operations.step import Step, at_rest, waiting
from bot.operations.timing import Timing, ms


def before_sending(operation: Operation, *, now: int, lane: Lane | None) -> Step:
    """Wait for the seconds of Undo, then for the lane; else write down that it leaves, before it does."""
    if now < operation.not_before:
        return Step(operation.state, due_at=operation.not_before)
    if lane and now < lane.until:
        return Step(operation.state, due_at=lane.until)
    return leaving(operation, now=now)


def leaving(operation: Operation, *, now: int) -> Step:
    fields: dict[str, Any] = {
        "attempts": operation.attempts + 1,
        "sent_at": now,
        "looked": 0,
        "missed_at": 0,
        "ruling": Ruling(),
    }
    fields["shown"] = ""  # what a card said of the last try, with its times, is said anew
    return Step(State.SENDING, fields=fields)


def held_too_short(operation: Operation, *, now: int) -> Step:
    """It did not leave after all: this worker was frozen for most of its lease."""
    return never_left(operation, due_at=now, error={})


def lost(operation: Operation, *, now: int, settle_seconds: float, timing: Timing) -> Step:
    """Claimed in `sending`: whoever sent it did not come back to tell."""
    return unknown(operation, "the worker that sent it ended", now=now, settle_seconds=settle_seconds, timing=timing)


def after_sending(operation: Operation, outcome: Outcome, *, now: int, settle_seconds: float, timing: Timing) -> Step:
    match outcome:
        case Done() | Refused() | NeedsPerson():
            return at_rest(outcome)
        case NotSent(seconds, why):
            return never_left(operation, due_at=now + ms(seconds), error={"reason": "not_sent", "text": why})
        case LanePaused(error):
            return never_left(operation, due_at=now + ms(timing.lane_seconds), error={"reason": "lane_paused", **error})
        case Waiting(seconds, why):
            return waiting(why, due_at=now + ms(seconds))
        case Unknown(why):
            return unknown(operation, why, now=now, settle_seconds=settle_seconds, timing=timing)


def never_left(operation: Operation, *, due_at: int, error: dict[str, Any]) -> Step:
    """Back to accepted; this was no send."""
    fields: dict[str, Any] = {"attempts": operation.attempts - 1, "sent_at": 0, "error": error}
    return Step(State.ACCEPTED, due_at=due_at, fields=fields)


def unknown(operation: Operation, why: str, *, now: int, settle_seconds: float, timing: Timing) -> Step:
    unknown_now = replace(operation, missed_at=0)
    look_at = next_look(unknown_now, now=now, settle_seconds=settle_seconds, timing=timing)
    fields = {"missed_at": 0, "error": {"reason": "unknown", "text": why}}
    return Step(State.UNKNOWN, due_at=look_at, fields=fields)
