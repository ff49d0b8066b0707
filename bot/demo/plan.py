"""What a demo was asked to be."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class DemoPlan:
    """A port of 0 takes any free one."""

    language: Literal["", "es", "en"] = ""
    """Everybody's; empty leaves each person's own."""
    port: int = 3000
    port_slack: int = 4100
    port_alegra: int = 4200
    folder: Path = Path(".cobro/demo")
    keeps_data: bool = False
    opens_browser: bool = True


class CannotStart(Exception):
    """With the sentence to show."""
