"""Every request and answer that crosses the sandbox, for the traffic drawer and for tests.

A line is red when a stranger refused, or when Slack would have shown a person trouble. Tests that provoke a
refusal say so with `expect`, and at the end of a run no red line may be left that nobody expected.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

KEPT = 2000
KEPT_CHARACTERS = 24_000_000
"""Of requests and answers together: with pages of thirty invoices, 2,000 lines would be 160 MB."""


@dataclass(frozen=True)
class Line:
    number: int
    at: float
    service: Literal["slack", "alegra"]
    direction: Literal["in", "out"]
    """in: a call that the stranger received; out: a payload that it delivered."""
    what: str
    request: Any
    answer: Any
    status: int
    milliseconds: float
    trouble: str = ""
    """Why the line is red: a code or a sentence; empty when all went well."""
    expected: bool = False


class Traffic:
    def __init__(self) -> None:
        self.lines: deque[Line] = deque()
        self._expected: list[str] = []
        self._watchers: list[Callable[[], None]] = []
        self._count = 0
        self._characters = 0

    def record(
        self,
        *,
        at: float,
        service: Literal["slack", "alegra"],
        direction: Literal["in", "out"],
        what: str,
        request: Any,
        answer: Any,
        status: int,
        milliseconds: float,
        trouble: str = "",
    ) -> Line:
        self._count += 1
        expected = bool(trouble) and any(part in f"{what} {trouble}" for part in self._expected)
        line = Line(self._count, at, service, direction, what, request, answer, status, milliseconds, trouble, expected)
        self.lines.append(line)
        self._forget_the_oldest()
        for watcher in self._watchers:
            watcher()
        return line

    def expect(self, part: str) -> None:
        """From now on a red line whose method or trouble contains `part` was asked for; earlier ones too."""
        self._expected.append(part)
        self.lines = deque(
            replace(line, expected=True) if line.trouble and part in f"{line.what} {line.trouble}" else line
            for line in self.lines
        )

    def unexpected(self) -> list[Line]:
        return [line for line in self.lines if line.trouble and not line.expected]

    def when_recorded(self, watcher: Callable[[], None]) -> None:
        self._watchers.append(watcher)

    def _forget_the_oldest(self) -> None:
        newest = _characters(self.lines[-1])
        self._characters = newest if len(self.lines) == 1 else self._characters + newest
        while len(self.lines) > KEPT or (self._characters > KEPT_CHARACTERS and len(self.lines) > 1):
            self._characters -= _characters(self.lines.popleft())


def _characters(line: Line) -> int:
    return sum(len(each) if isinstance(each, str) else len(repr(each)) for each in (line.request, line.answer))
