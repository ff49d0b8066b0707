"""When to look for an operation of unknown fate, and what is believed of what was seen (design 4.4). Pure."""

from collections.abc import Mapping
from typing import Any

from bot.operations.kind import Kind
from bot.operations.operation import Operation, State
from bot.operations.outcomes import CannotTell, Found, NeedsPerson, NotThere, Refused, Sighting, Waiting
from bot.operations.step import Step, at_rest, waiting
from bot.operations.timing import Timing, ms

SILENT = {"reason": "unknown", "text": "cannot_look"}
"""Of an operation that could not be looked for although it has settled: nobody can say by when it is known."""
LOOKED = {"reason": "unknown", "text": "looked"}


def next_look(operation: Operation, *, now: int, settle_seconds: float, timing: Timing) -> int:
    """At 5, 20 and 60 s after it was sent, when it has settled, and once more a while after it was missed."""
    if operation.missed_at:
        return operation.missed_at + ms(timing.second_look_seconds)
    moments = [*timing.look_seconds, settle_seconds]
    return min((at for at in (operation.sent_at + ms(seconds) for seconds in moments) if at > now), default=now)


def after_looking(operation: Operation, sighting: Sighting, *, kind: Kind, now: int, timing: Timing) -> Step:
    """What to do next; `sending` means: send it again.

    `now` is when the look began: what lands during it is not missed.
    """
    match sighting:
        case Found() | Refused() | NeedsPerson():
            return at_rest(sighting)
        case Waiting(seconds, why):
            return waiting(why, due_at=now + ms(seconds))
        case CannotTell(why):
            return _cannot_tell(operation, why, kind=kind, now=now, timing=timing)
        case NotThere():
            return _not_there(operation, kind=kind, now=now, timing=timing)


def _cannot_tell(operation: Operation, why: str, *, kind: Kind, now: int, timing: Timing) -> Step:
    """Goes on looking as long as it takes; what may not be re-sent anyway goes to a person once it has settled."""
    looked = operation.looked + 1
    if not kind.resend_allowed and _has_settled(operation, kind, now):
        return _to_person({"reason": "unknown_fate", "text": why}, looked=looked)
    planned = next_look(operation, now=now, settle_seconds=kind.settle_seconds, timing=timing)
    due_at = planned if planned > now else now + ms(timing.cannot_tell_seconds)
    silent = {"error": SILENT} if _has_settled(operation, kind, now) else {}
    return Step(State.UNKNOWN, due_at=due_at, fields={"looked": looked, **silent})


def _not_there(operation: Operation, *, kind: Kind, now: int, timing: Timing) -> Step:
    """Whoever had it sent again has looked before: one look after it has settled is then enough."""
    fields: dict[str, Any] = {"looked": operation.looked + 1}
    if operation.error == SILENT:
        fields["error"] = LOOKED
    if not _has_settled(operation, kind, now):
        due_at = next_look(operation, now=now, settle_seconds=kind.settle_seconds, timing=timing)
        return Step(State.UNKNOWN, due_at=due_at, fields=fields)
    if operation.ruling.sends_again and kind.resend_allowed:
        return Step(State.SENDING)
    second = ms(timing.second_look_seconds)
    if not operation.missed_at:
        return Step(State.UNKNOWN, due_at=now + second, fields={**fields, "missed_at": now})
    if now < operation.missed_at + second:
        return Step(State.UNKNOWN, due_at=operation.missed_at + second, fields=fields)
    return _missed_twice(operation, kind=kind, timing=timing)


def _missed_twice(operation: Operation, *, kind: Kind, timing: Timing) -> Step:
    looked = operation.looked + 1
    if not kind.resend_allowed:
        return _to_person({"reason": "unknown_fate"}, looked=looked)
    if operation.attempts >= timing.most_sends:
        return _to_person({"reason": "sent_often", "sends": operation.attempts}, looked=looked)
    return Step(State.SENDING)


def _to_person(error: Mapping[str, Any], *, looked: int) -> Step:
    return Step(State.NEEDS_PERSON, fields={"error": dict(error), "looked": looked})


def _has_settled(operation: Operation, kind: Kind, now: int) -> bool:
    return now >= operation.sent_at + ms(kind.settle_seconds)
