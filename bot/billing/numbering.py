"""What a numbering still allows: its range, its dates, and when to warn."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.billing.directory import Numbering

WARN_DAYS = 30
WARN_NUMBERS = 100


class NumberingProblem(StrEnum):
    INACTIVE = "inactive"
    NOT_STARTED = "not_started"
    EXPIRED = "expired"
    EXHAUSTED = "exhausted"


@dataclass(frozen=True)
class NumberingWarning:
    """Usable, but not for long; None is what is not short or not known."""

    days_left: int | None
    numbers_left: int | None


def numbers_left(numbering: Numbering) -> int | None:
    """None when Alegra gives no range."""
    if numbering.next_number is None or numbering.last_number is None:
        return None
    return max(numbering.last_number - numbering.next_number + 1, 0)


def days_left(numbering: Numbering, *, today: dt.date) -> int | None:
    """0 on its last day, negative behind it; None when Alegra gives no end."""
    return None if numbering.ends is None else (numbering.ends - today).days


def past_number(numbering: Numbering, given: str) -> Numbering:
    """The numbering once it has given this number (`FE342`): never backwards, since answers overtake each other.

    As it was where the number is not one of its own, and where Alegra does not say what follows.
    """
    digits = re.fullmatch(rf"{re.escape(numbering.prefix)}[ -]?([0-9]+)", given)
    if digits is None or numbering.next_number is None:
        return numbering
    return replace(numbering, next_number=max(numbering.next_number, int(digits[1]) + 1))


def numbering_problem(numbering: Numbering, *, on: dt.date) -> NumberingProblem | None:
    """Why no document of that issue date can take a number of it."""
    if not numbering.is_active:
        return NumberingProblem.INACTIVE
    if numbering.starts is not None and on < numbering.starts:
        return NumberingProblem.NOT_STARTED
    if numbering.ends is not None and on > numbering.ends:
        return NumberingProblem.EXPIRED
    return NumberingProblem.EXHAUSTED if numbers_left(numbering) == 0 else None


def numbering_warning(numbering: Numbering, *, today: dt.date) -> NumberingWarning | None:
    """Under 30 days or 100 numbers left. None also when it is of no use any more: numbering_problem says so."""
    if numbering_problem(numbering, on=today) is not None:
        return None
    days, numbers = days_left(numbering, today=today), numbers_left(numbering)
    few_days = days if days is not None and days < WARN_DAYS else None
    few_numbers = numbers if numbers is not None and numbers < WARN_NUMBERS else None
    if few_days is None and few_numbers is None:
        return None
    return NumberingWarning(few_days, few_numbers)
