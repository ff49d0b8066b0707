"""JSON whose numbers are exact: a Decimal never loses a digit on its way through a float."""

import json
from decimal import Decimal
from typing import Any


class NotAsFloat(ValueError):
    def __init__(self, number: Decimal) -> None:
        super().__init__(f"{number} has more digits than a float holds")


def json_text(value: Any) -> str:
    """`595000` for Decimal("595000.00"), `19928.5` for Decimal("19928.50")."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_number)
    except NotAsFloat:
        return _digit_by_digit(value)


def plain(value: Decimal) -> str:
    """Without exponent and without zeros at the end."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def padded(value: Decimal, places: int) -> str:
    """With at least `places` decimals, as Alegra pads some amounts (fact sheet 1.5)."""
    text = plain(value)
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.ljust(places, '0')}"


def _number(value: Any) -> int | float:
    """What the fast encoder writes with the same digits, or NotAsFloat."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} is no part of a record")
    if value == value.to_integral_value():
        return int(value)
    number = float(value)
    if Decimal(repr(number)) != value:
        raise NotAsFloat(value)
    return number


def _digit_by_digit(value: Any) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dict):
        return (
            "{"
            + ",".join(f"{json.dumps(key, ensure_ascii=False)}:{_digit_by_digit(each)}" for key, each in value.items())
            + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ",".join(_digit_by_digit(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)
