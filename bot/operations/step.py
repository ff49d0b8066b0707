"""One move of an operation, as the rules of sending and looking decide it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.operations.operation import State
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
