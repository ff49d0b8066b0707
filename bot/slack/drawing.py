"""What a drawing is before Slack has seen it."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]
View = dict[str, Any]


@dataclass(frozen=True)
class Message:
    text: str
    """What notifications and screen readers read: everything essential, but no amounts (locked phones)."""
    blocks: tuple[Block, ...] = ()

    @property
    def fingerprint(self) -> str:
        drawn = json.dumps([self.text, self.blocks], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(drawn.encode()).hexdigest()


@dataclass(frozen=True)
class File:
    """A file to put into a thread."""

    name: str
    title: str
    content: bytes = field(repr=False)

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.name.encode() + b"\0" + self.content).hexdigest()
