"""What a kind of operation answers to the worker."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Done:
    result: dict[str, Any] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)
    """Fields of the document to set in the same step (see `store/documents.py`)."""


@dataclass(frozen=True)
class Refused:
    """A definite no: nothing happened at Alegra."""

    error: dict[str, Any]
    document: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NotSent:
    """It never left (connect, DNS, pool, 429): back to accepted, try again after `seconds`."""

    seconds: float
    why: str


@dataclass(frozen=True)
class Waiting:
    """It was sent and is being decided elsewhere (the authority); ask again after `seconds`."""

    seconds: float
    why: str


@dataclass(frozen=True)
class LanePaused:
    """401, 402, 403: nothing of this company goes out until it is mended; admins are told."""

    error: dict[str, Any]


@dataclass(frozen=True)
class Unknown:
    """It may or may not have happened."""

    why: str


@dataclass(frozen=True)
class NeedsPerson:
    error: dict[str, Any]
    document: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """The look-up saw the effect: adopt it."""

    result: dict[str, Any] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NotThere:
    """The look-up is sure that the effect is not there now; it may still land."""


@dataclass(frozen=True)
class CannotTell:
    why: str


Outcome = Done | Refused | NotSent | Waiting | LanePaused | Unknown | NeedsPerson
Sighting = Found | NotThere | CannotTell | Waiting | Refused | NeedsPerson
