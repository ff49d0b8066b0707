"""What the journal's scripts are told of a document, of an operation, and of who holds it."""

from typing import Any

from bot.operations.answers import Casting, Guard
from bot.operations.operation import Operation
from bot.store.documents import encode_changes, encode_document


def judged(document_id: str, actor: str, guard: Guard) -> dict[str, Any]:
    conditions = {
        "phases": None if guard.phases is None else sorted(guard.phases),
        "revision": None if guard.revision is None else str(guard.revision),
        "content_hash": guard.content_hash,
        "four_eyes": guard.four_eyes,
        "alone": guard.alone,
        "waits": guard.waits or None,
        "casting": _cast(guard.casting) if guard.casting else None,
        "petition": guard.petition or None,
        "spends": guard.spends or None,
    }
    arguments: dict[str, Any] = {
        "document": document_id,
        "actor": actor,
        "guard": {name: value for name, value in conditions.items() if value is not None},
        "change": encode_changes({**guard.sets, **_added(guard.casting)}, guard.act),
        "others": [{"document": other, "number": number} for other, number in guard.others.items()],
    }
    if guard.create is not None:
        fields, acts = encode_document(guard.create)
        arguments["create"] = {"fields": fields, "acts": acts}
    return arguments


def _cast(casting: Casting) -> dict[str, Any]:
    vote = casting.vote
    return {
        "people": [person for person in (vote.by, vote.instead_of) if person],
        "seen": list(casting.seen),
        "needed": casting.needed,
        "decides": casting.decides,
        "is_counted": casting.is_counted,
        "field": casting.field,
        "barred": list(casting.barred),
        "taken_off": casting.taken_off,
    }


def _added(casting: Casting | None) -> dict[str, Any]:
    if casting is None:
        return {}
    added = () if casting.is_counted else (casting.vote,)
    if casting.kept is not None:
        return {casting.field: (*casting.kept, *added)}
    return {f"{casting.field}+": casting.vote} if added else {}


def about(operation_id: str) -> dict[str, Any]:
    return {"id": operation_id, "document": operation_id.rsplit("/", 2)[0]}


def held(operation: Operation) -> dict[str, Any]:
    return {"id": operation.id, "epoch": str(operation.epoch), "from": operation.state}
