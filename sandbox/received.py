"""Reading JSON that others send, strictly: what is kept here is written out again for every page that watches.

Python's reader takes `NaN`, numbers without end and halves of characters, none of which a browser could read again.
"""

import json
import math
from collections.abc import Callable
from typing import Any


class NotJson(ValueError):
    def __init__(self) -> None:
        super().__init__("not JSON")


def read_json(raw: bytes | str, *, parse_float: Callable[[str], Any] | None = None) -> Any:
    """The value; `parse_float` reads numbers with a point or an exponent, else they are floats. Raises NotJson."""
    try:
        found = json.loads(raw, parse_float=parse_float or _finite, parse_constant=_no_constant)
        json.dumps(found, ensure_ascii=False, default=str).encode()
    except (ValueError, RecursionError):
        raise NotJson from None
    return found


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise NotJson
    return number


def _no_constant(_: str) -> Any:
    raise NotJson
