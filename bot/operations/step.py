"""One move of an operation, as the rules of sending and looking decide it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.operations.operation import State
from bot.operations.outcomes import Done, Found, NeedsPerson, Refused
from bot.store.records import Act


@dataclass(frozen=True)
class Step:
    state: State
    due_at: int | None = None
    """Let go until then, in milliseconds; None: this worker goes on with it at once."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the operation to set."""
    document: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the document to set."""
    act: Act | None = None
    """A line for the document's history."""


def at_rest(outcome: Done | Found | Refused | NeedsPerson) -> Step:
    match outcome:
        case Done(result, document) | Found(result, document):
            return Step(State.DONE, fields={"result": result, "error": {}}, document=document)
        case Refused(error, document):
            return Step(State.REFUSED, fields={"error": error}, document=document)
        case NeedsPerson(error, document):
            return Step(State.NEEDS_PERSON, fields={"error": error}, document=document)


def waiting(why: str, *, due_at: int) -> Step:
    """It arrived and is being decided elsewhere: absence seen earlier counts no longer."""
    fields = {"missed_at": 0, "error": {"reason": "waiting", "text": why}}
    return Step(State.UNKNOWN, due_at=due_at, fields=fields)
