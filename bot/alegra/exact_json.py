"""JSON whose numbers stay exact: Decimal in, Decimal out (Alegra fact sheet 1.5)."""

import json
from decimal import Decimal
from typing import Any, NoReturn


class NotJson(ValueError):
    def __init__(self, why: str) -> None:
        super().__init__(f"not JSON: {why}")


def loads(raw: bytes) -> Any:
    """Numbers with a fraction or exponent become Decimal. Raise `NotJson`, also for NaN, Infinity and absurd nesting."""
    try:
        return json.loads(raw, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, ArithmeticError, RecursionError) as wrong:
        raise NotJson(str(wrong)) from wrong


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number")


def dumps(value: Any) -> str:
    """A Decimal is written as a plain JSON number, never as a float or with an exponent."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(str(key))}:{dumps(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(dumps(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
