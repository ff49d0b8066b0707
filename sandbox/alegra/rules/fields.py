"""Reading the fields of a request's body: each function answers the value or refuses in Alegra's words.

The shapes are those of fact sheet 1.4, 1.5 and 5.2; that another kind of value is refused, never converted, is assumed.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from sandbox.alegra.books import Record, Table
from sandbox.alegra.rules.refusals import FieldRequired, Malformed, NotFound

MOST_DIGITS = 15
"""assumed: before the decimal point; more would be no amount of anybody's."""
NUMBER = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,3})?")
FINEST = Decimal("1e-10")
"""assumed: ten decimals, as in the padded numbers that Alegra shows."""


def text(body: Record, name: str, *, longest: int = 500, default: str | None = None) -> str | None:
    """A text of at most `longest` characters; null and absence answer `default`."""
    value = body.get(name)
    if value is None:
        return default
    if not isinstance(value, str):
        raise Malformed(name, "debe ser un texto")
    if len(value) > longest:
        raise Malformed(name, f"debe tener máximo {longest} caracteres")
    return value


def one_of(body: Record, name: str, allowed: tuple[str, ...], *, default: str | None = None) -> str | None:
    value = body.get(name)
    if value is None:
        return default
    if not isinstance(value, str) or value not in allowed:
        raise Malformed(name, f"debe ser uno de {', '.join(allowed[:12])}")
    return value


def day(body: Record, name: str) -> str:
    """yyyy-MM-dd (fact sheet 1.5)."""
    value = body.get(name)
    if value is None or value == "":
        raise FieldRequired(name)
    if not isinstance(value, str) or not _is_day(value):
        raise Malformed(name, "debe ser una fecha con el formato yyyy-MM-dd")
    return value


def amount(
    body: Record, name: str, *, label: str = "", default: Decimal | None = None, positive: bool = False
) -> Decimal:
    """A number or a numeric text, not negative; more than zero when `positive`."""
    label = label or name
    value = body.get(name)
    if value is None or value == "":
        if default is None:
            raise FieldRequired(label)
        return default
    number = _number(value, label)
    if number < 0 or (positive and number == 0):
        raise Malformed(label, "debe ser mayor que cero" if positive else "no puede ser negativo")
    return number


def switch(body: Record, name: str) -> bool:
    value = body.get(name)
    if value is None:
        return False
    if not isinstance(value, bool):
        raise Malformed(name, "debe ser verdadero o falso")
    return value


def reference(body: Record, name: str) -> str | None:
    """The id of `{"client": 12}` or `{"client": {"id": 12}}` (fact sheet 1.4); None when absent or null."""
    value = body.get(name)
    if isinstance(value, dict):
        value = value.get("id")
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Malformed(name, "debe ser un id")
    return str(value)


def referred(body: Record, name: str, table: Table, what: str) -> Record | None:
    """The record that the body refers to; NotFound when there is none with that id."""
    key = reference(body, name)
    if key is None:
        return None
    if key not in table:
        raise NotFound(what)
    return table[key]


def objects(body: Record, name: str) -> list[Record]:
    """A list of objects; bare ids become `{"id": ...}`."""
    value = body.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Malformed(name, "debe ser una lista")
    found = [{"id": each} if isinstance(each, int | str) and not isinstance(each, bool) else each for each in value]
    if not all(isinstance(each, dict) for each in found):
        raise Malformed(name, "debe ser una lista de objetos")
    return found


def obj(body: Record, name: str) -> Record | None:
    value = body.get(name)
    if value is not None and not isinstance(value, dict):
        raise Malformed(name, "debe ser un objeto")
    return value


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _number(value: Any, label: str) -> Decimal:
    if (
        isinstance(value, bool)
        or not isinstance(value, int | str | Decimal)
        or not NUMBER.fullmatch(str(value).strip())
    ):
        raise Malformed(label, "debe ser un número")
    number = Decimal(str(value).strip())
    if number.adjusted() >= MOST_DIGITS:
        raise Malformed(label, "es un número demasiado grande")
    return _plain(number.quantize(FINEST).normalize())


def _plain(number: Decimal) -> Decimal:
    """Without an exponent: 850000, not 8.5E+5."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number
