"""What happened in a run, line by line; two runs of one seed have the same hash."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class History:
    elapsed: Callable[[], float]
    lines: list[str] = field(default_factory=list)

    def note(self, who: str, what: str, **about: object) -> None:
        said = " ".join(f"{name}={value}" for name, value in about.items())
        self.lines.append(f"{self.elapsed():10.3f} {who:10} {what} {said}".rstrip())

    @property
    def digest(self) -> str:
        return hashlib.sha256("\n".join(self.lines).encode()).hexdigest()
