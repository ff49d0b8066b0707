"""How Alegra writes single values: numbers as text, ids as numbers, empty things in many ways (Alegra fact sheet 1.4, 1.5).

For pydantic models at the edge. Every type here takes what was seen in the wild and gives one shape.
"""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from bot.alegra.errors import Exchange, Unreadable

ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
LARGEST_AMOUNT = Decimal(10) ** 15
MOST_DECIMALS = 40
LARGEST_PERCENTAGE = 1000


class Shape(BaseModel):
    """Camel case outside; what we do not know is ignored."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, extra="ignore", frozen=True, defer_build=True
    )


M = TypeVar("M", bound=Shape)


def shaped(model: type[M], answer: Any) -> M:
    """Raise `Unreadable` when the answer does not have the model's shape."""
    try:
        return model.model_validate(answer)
    except (ValidationError, RecursionError, ArithmeticError) as wrong:
        where = wrong.errors(include_url=False)[0]["loc"] if isinstance(wrong, ValidationError) else ()
        fault = f"{model.__name__}: {'.'.join(map(str, where)) or 'the whole'} is not as expected"
        raise Unreadable(Exchange("", ""), fault) from None


def listed(answer: Any) -> list[Any]:
    """The rows of a list, bare or wrapped (Alegra fact sheet 1.3). Raise `Unreadable` when there are none to find."""
    if isinstance(answer, dict):
        answer = next((answer[key] for key in ("data", "results", "rows") if isinstance(answer.get(key), list)), answer)
    if not isinstance(answer, list):
        raise Unreadable(Exchange("", ""), "a list was expected")
    return answer


def _id(value: Any) -> str:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not ID.fullmatch(text):
        raise ValueError("not an id")
    return text


def _amount(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise ValueError("not a number")  # noqa: TRY004  # pydantic understands ValueError only
    try:
        number = Decimal(value.strip() if isinstance(value, str) else value)
    except InvalidOperation as wrong:
        raise ValueError("not a number") from wrong
    if not number.is_finite() or abs(number) > LARGEST_AMOUNT or int(number.as_tuple().exponent) < -MOST_DECIMALS:
        raise ValueError("not a plausible amount")
    return number


def _percentage(value: Any) -> Decimal:
    number = _amount(value)
    if abs(number) > LARGEST_PERCENTAGE:
        raise ValueError("not a plausible percentage")
    return number


def _text(value: Any) -> str:
    """Lone surrogates, which JSON allows and nothing else does, become question marks."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal | None):
        raise ValueError("not a text")  # noqa: TRY004  # pydantic understands ValueError only
    return "" if value is None else str(value).encode("utf-8", "replace").decode()


def _day(value: Any) -> dt.date:
    """Also `2026-05-02 10:22:31`."""
    if not isinstance(value, str):
        raise ValueError("not a date")  # noqa: TRY004  # pydantic understands ValueError only
    return dt.date.fromisoformat(value.strip()[:10])


def _flag(value: Any) -> bool:
    return value is True or str(value).strip().lower() in {"1", "true", "yes", "active"}


def _reference(value: Any) -> Any:
    """An object, from an object, a list of one, a bare id, or the many forms of nothing."""
    if isinstance(value, list):
        value = value[0] if value else None
    if value in (None, "", False):
        return None
    return {"id": value} if isinstance(value, int | str) else value


def _many(value: Any) -> Any:
    """A list, from a list, one object, or nothing."""
    if value in (None, "", False):
        return []
    return value if isinstance(value, list) else [value]


def _blank(empty: Any) -> BeforeValidator:
    return BeforeValidator(
        lambda value: empty if value is None or (isinstance(value, str) and not value.strip()) else value
    )


Id = Annotated[str, BeforeValidator(_id)]
IdOrBlank = Annotated[str, BeforeValidator(lambda value: "" if value in (None, "") else _id(value))]
Amount = Annotated[Decimal, BeforeValidator(_amount)]
AmountOrZero = Annotated[Decimal, BeforeValidator(_amount), _blank(0)]
AmountOrNone = Annotated[
    Decimal | None, BeforeValidator(lambda value: None if value is None else _amount(value)), _blank(None)
]
Percentage = Annotated[Decimal, BeforeValidator(_percentage), _blank(0)]
Text = Annotated[str, BeforeValidator(_text)]
Day = Annotated[dt.date, BeforeValidator(_day)]
DayOrNone = Annotated[
    dt.date | None, BeforeValidator(lambda value: None if value is None else _day(value)), _blank(None)
]
Flag = Annotated[bool, BeforeValidator(_flag)]
One = BeforeValidator(_reference)
OneOf = BeforeValidator(lambda value: (value[0] if value else "") if isinstance(value, list) else value)
"""For what is a text in some answers and an object in others."""
Many = BeforeValidator(_many)


class Reference(Shape):
    id: Id
    name: Text = ""


ReferenceOrNone = Annotated[Reference | None, One]


class Identification(Shape):
    """`{type, number, dv}`; Peru sends it as `identification` too (Alegra fact sheet 4.3)."""

    type: Text = ""
    number: Text = ""
    dv: Text = ""
