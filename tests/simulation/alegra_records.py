"""What Alegra's books keep and refuse."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Json = dict[str, Any]


@dataclass
class Refusal(Exception):
    status: int
    message: str
    code: int = 0


@dataclass(frozen=True)
class Stamping:
    """The authority has got it: from now on it is a legal document."""

    invoice: str
    total: Decimal
    at: float


@dataclass(frozen=True)
class TakenBack:
    kind: str
    """As its operation is called: void, void_payment, delete."""
    key: str
    at: float
