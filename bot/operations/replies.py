"""A script's reply as one of the journal's answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.operations import answers
from bot.operations.operation import Operation
from bot.store.documents import decode_document
from bot.store.fields import Fields
from bot.store.records import Document

FIELDS = Fields(Operation)

ANSWERS: Mapping[str, Any] = {
    "accepted": answers.Accepted,
    "same": answers.Same,
    "other_contents": answers.OtherContents,
    "ended": lambda _, document: answers.Ended(document),
    "busy": answers.Busy,
    "stale": lambda _, document: answers.Stale(document),
    "wrong_phase": lambda _, document: answers.WrongPhase(document),
    "own_document": lambda _, document: answers.OwnDocument(document),
    "voted": lambda _, document: answers.Voted(document),
    "outvoted": lambda _, document: answers.Outvoted(document),
    "no_document": lambda *_: answers.NoDocument(),
    "no_operation": lambda *_: answers.NoOperation(),
    "withdrawn": answers.Withdrawn,
    "too_late": answers.TooLate,
    "resolved": answers.Resolved,
    "linked_elsewhere": answers.LinkedElsewhere,
}


def answer(verdict: str, found: Sequence[str], document: Sequence[Any]) -> Any:
    """The class that the verdict names, with the operation and the document as they are now."""
    return ANSWERS[verdict](
        read_operation(found) if found else None,
        read_document(document) if document and document[0] else None,
    )


def read_operation(stored: Sequence[str]) -> Operation:
    return FIELDS.decode(dict(zip(stored[::2], stored[1::2], strict=True)))


@dataclass(frozen=True)
class Unreadable:
    """An operation that another version of Cobro wrote, with a state or a field that this one does not know."""

    id: str


def legible(stored: Sequence[str]) -> Operation | Unreadable:
    try:
        return read_operation(stored)
    except (ValueError, TypeError):  # pydantic's errors are ValueErrors; a field that is missing is a TypeError
        return Unreadable(dict(zip(stored[::2], stored[1::2], strict=True))["id"])


def read_document(stored: Sequence[Any]) -> Document:
    return decode_document(stored[0], stored[1])
