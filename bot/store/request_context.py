"""Who asks, and under which request, as far as the task that is running knows: for the log and for the audit.

It is carried by the context of a task, and by every task that is made from it: what follows an ack has the click's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any

from bot.store.readings import Readings


@dataclass(frozen=True)
class Asked:
    request: str = ""
    """The id of the payload, or of the one that accepted the operation which is carried out now."""
    actor: str = ""
    roles: tuple[str, ...] = ()
    """Those that the actor was seen to have when the click was judged."""
    doing: str = ""
    """What was typed, pressed or handed in: a command or an id."""
    subject: str = ""
    """The document that the button or form was drawn for."""
    reason: str = ""
    """Why closed books are written into, as an admin said."""
    operation: str = ""
    """The one that a worker has in hand."""
    troubles: list[str] = field(default_factory=list, compare=False)
    """What came in between, for the metrics; shared by all that follows from one payload."""
    readings: Readings | None = field(default=None, compare=False)
    """What the store answered already, while the click waits for its answer."""

    @property
    def document(self) -> str:
        return self.operation.partition("/")[0] or self.subject


NOBODY = Asked()
"""Outside of any payload."""
_ASKED: ContextVar[Asked] = ContextVar("asked", default=NOBODY)


def asked() -> Asked:
    return _ASKED.get()


@contextmanager
def asking(**known: Any) -> Iterator[Asked]:
    """Until it ends, `known` is what the fields of Asked are; `bot/logs.py` writes some of them into every line."""
    now = replace(_ASKED.get(), **known)
    token = _ASKED.set(now)
    try:
        yield now
    finally:
        _ASKED.reset(token)


def was_seen_as(*roles: str) -> None:
    """The roles by which the click was judged, for what it does from here on."""
    _ASKED.set(replace(_ASKED.get(), roles=roles))


def met(trouble: str) -> None:
    """Something else than an answer: `refused`, `expected`, `slow`, `failed`."""
    _ASKED.get().troubles.append(trouble)
