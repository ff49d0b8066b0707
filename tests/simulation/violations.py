"""What was found wrong in a run, by which rule."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Violation:
    rule: str
    why: str


class Violations(list[Violation]):
    def say(self, rule: str, why: str) -> None:
        self.append(Violation(rule, why))
