"""What the audit is told of an operation's moves; the scripts add what the store holds, and the number and the time."""

from collections.abc import Mapping
from typing import Any

from bot.operations.answers import Guard
from bot.operations.operation import Operation
from bot.operations.step import Step
from bot.store.audit import said
from bot.store.records import UNASKED, Act
from bot.store.request_context import Asked

TOLD_OF_A_DOCUMENT = ("phase", "alegra_id", "content_hash", "revision")
"""What is told of the fields that a step sets; the contents themselves are in the request and the answer."""


def accepted(operation: Operation, guard: Guard) -> str:
    about: dict[str, Any] = {
        "kind": operation.kind,
        "contents": operation.request,
        "marker": operation.marker,
        "not_before": operation.not_before or None,
        "also": list(guard.others),
    }
    return said("accepted", by=operation.actor, **about, **_judged(guard))


def decided(by: str, guard: Guard) -> str:
    return said("decided", by=by, **_judged(guard))


def stepped(operation: Operation, step: Step) -> str | None:
    """None for what only waits longer: nothing has happened."""
    if step.state is operation.state and not step.document and step.act is None:
        return None
    about = {
        "error": step.fields.get("error"),
        "result": step.fields.get("result"),
        "sets": _document(step.document),
        "act": _act(step.act or step.document.get("history+")),
    }
    return said("moved", by=UNASKED, known=Asked(request=operation.request_id), **about)


def shown(operation: Operation) -> str:
    """Of what is at rest; on the way a card changes too often to be remembered."""
    return said("shown", by=UNASKED, known=Asked(request=operation.request_id))


def withdrawn(act: Act) -> str:
    return said("withdrawn", by=act.by, act=_act(act))


def resolved(act: Act) -> str:
    return said("resolved", by=act.by, act=_act(act))


def _judged(guard: Guard) -> dict[str, Any]:
    """What was asked of the document before, what became of it, and what the person had before their eyes."""
    return {
        "of_revision": guard.revision,
        "of_content": guard.content_hash,
        "four_eyes": guard.four_eyes or None,
        "sets": _document(guard.sets),
        "created": {"phase": guard.create.phase, "facts": guard.create.facts} if guard.create else None,
        "shown": guard.shown,
        "act": _act(guard.act),
    }


def _document(sets: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: sets[name] for name in TOLD_OF_A_DOCUMENT if sets.get(name) not in (None, "")}
    number = getattr(sets.get("content"), "number", "")
    return {**told, "number": number} if number else told


def _act(act: Act | None) -> dict[str, Any] | None:
    return {"what": act.what, **act.detail} if act else None
