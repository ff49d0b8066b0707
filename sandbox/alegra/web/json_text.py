"""JSON whose numbers are exact: a Decimal is written digit by digit, never through a float."""

import json
from decimal import Decimal
from typing import Any


def json_text(value: Any) -> str:
    """`595000` for Decimal("595000.00"), `19928.5` for Decimal("19928.50")."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dict):
        return (
            "{"
            + ",".join(f"{json.dumps(str(key), ensure_ascii=False)}:{json_text(each)}" for key, each in value.items())
            + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ",".join(json_text(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def plain(value: Decimal) -> str:
    """Without exponent and without zeros at the end."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def padded(value: Decimal, places: int) -> str:
    """With at least `places` decimals, as Alegra pads some amounts (fact sheet 1.5)."""
    text = plain(value)
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.ljust(places, '0')}"
