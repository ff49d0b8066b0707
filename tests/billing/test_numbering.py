import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from bot.billing.numbering import (
    NumberingProblem,
    NumberingWarning,
    days_left,
    numbering_problem,
    numbering_warning,
    numbers_left,
    past_number,
)
from tests.billing.cast import FE, TODAY

ENDLESS = replace(FE, starts=None, ends=None, last_number=None, next_number=None)


def test_the_card_can_say_how_much_is_left() -> None:
    assert (numbers_left(FE), days_left(FE, today=TODAY)) == (4659, 36)
    assert (numbers_left(ENDLESS), days_left(ENDLESS, today=TODAY)) == (None, None)
    assert numbers_left(replace(FE, last_number=None)) is None
    assert numbers_left(replace(FE, next_number=None)) is None


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"is_active": False}, NumberingProblem.INACTIVE),
        ({"starts": TODAY}, None),
        ({"starts": TODAY + dt.timedelta(days=1)}, NumberingProblem.NOT_STARTED),
        ({"ends": TODAY}, None),
        ({"ends": TODAY - dt.timedelta(days=1)}, NumberingProblem.EXPIRED),
        ({"next_number": 5000}, None),
        ({"next_number": 5001}, NumberingProblem.EXHAUSTED),
        ({"next_number": 9000}, NumberingProblem.EXHAUSTED),
    ],
)
def test_a_numbering_is_of_use_within_range_and_dates(
    changes: dict[str, Any], problem: NumberingProblem | None
) -> None:
    assert numbering_problem(replace(FE, **changes), on=TODAY) == problem


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        ({}, None),
        ({"ends": TODAY + dt.timedelta(days=30)}, None),
        ({"ends": TODAY + dt.timedelta(days=29)}, NumberingWarning(days_left=29, numbers_left=None)),
        ({"next_number": 4901}, None),
        ({"next_number": 4902}, NumberingWarning(days_left=None, numbers_left=99)),
        ({"ends": TODAY, "next_number": 5000}, NumberingWarning(days_left=0, numbers_left=1)),
        ({"ends": TODAY - dt.timedelta(days=1)}, None),
        ({"is_active": False, "next_number": 4999}, None),
    ],
)
def test_it_warns_under_thirty_days_or_a_hundred_numbers(
    changes: dict[str, Any], warning: NumberingWarning | None
) -> None:
    assert numbering_warning(replace(FE, **changes), today=TODAY) == warning


def test_a_numbering_without_end_never_warns() -> None:
    assert numbering_warning(ENDLESS, today=TODAY) is None


@pytest.mark.parametrize(
    ("prefix", "given", "follows"),
    [
        ("FE", "FE342", 343),
        ("FE", "FE400", 401),
        ("FE", "FE341", 342),
        ("FE", "FE000342", 343),
        ("FE", "FE-342", 343),
        ("", "342", 343),
        ("FE2", "FE2342", 343),
        ("FE", "FV342", 342),
        ("FE", "342", 342),
        ("FE", "FE342b", 342),
        ("FE", "FE٣٤٥", 342),
        ("FE", "FE", 342),
        ("FE", "", 342),
        ("F.", "FE900", 342),
    ],
)
def test_what_follows_a_number_is_the_next_and_never_an_earlier_one(prefix: str, given: str, follows: int) -> None:
    numbering = replace(FE, prefix=prefix)
    assert past_number(numbering, given) == replace(numbering, next_number=follows)


def test_the_last_number_exhausts_a_numbering() -> None:
    assert numbering_problem(past_number(FE, "FE5000"), on=TODAY) is NumberingProblem.EXHAUSTED


def test_where_alegra_does_not_say_what_follows_nobody_guesses() -> None:
    assert past_number(ENDLESS, "FE342") == ENDLESS
