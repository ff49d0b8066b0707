"""What a click reads always, or more than once: asked of the store together, remembered until the click is answered.

A click is one moment: roles and settings are what they were when it came in. Nothing is remembered from one click to
the next, so a change is in force at once, in every process.
"""

from dataclasses import dataclass, field
from typing import Any

from bot.store.keys import Keys


@dataclass
class Readings:
    """By key, what the store answered. Over when the click is answered: what follows an ack reads anew."""

    _answers: dict[str, Any] = field(default_factory=dict)
    _is_over: bool = False

    def keep(self, key: str, answer: Any) -> None:
        if not self._is_over:
            self._answers[key] = answer

    def knows(self, key: str) -> bool:
        return key in self._answers

    def of(self, key: str) -> Any:
        """For what stays as it is throughout a click. Raise KeyError."""
        return self._answers[key]

    def take(self, key: str) -> Any:
        """For what the click itself may change: known once. Raise KeyError."""
        return self._answers.pop(key)

    def forget(self, key: str) -> None:
        self._answers.pop(key, None)

    def end(self) -> None:
        self._is_over = True
        self._answers.clear()


def document_key(keys: Keys, document: str) -> str:
    """Under which its fields and its history are remembered together."""
    return keys("doc", document)
