"""The hours of a company, as its settings' form takes them."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from bot.billing.company_choices import CompanyChoices
from bot.locale import Words
from bot.slack.forms import FieldErrors
from bot.slack.modals.settings import CLOSING_HOUR, DAYS, OPENING_HOUR, SettingsForm, draw, read
from tests.slack.handing_in import untouched

WORDS, TODAY = Words("es_CO"), dt.date(2026, 11, 27)
SATURDAYS_TOO = replace(CompanyChoices(), opening_hour=7, closing_hour=17, working_days="123456")


def handed_in(choices: CompanyChoices, **typed: str) -> dict[str, Any]:
    return untouched(draw(SettingsForm(choices, CompanyChoices(), 0, 0), WORDS)["blocks"], **typed)


def test_what_nobody_changes_comes_back_as_it_was() -> None:
    assert read(handed_in(SATURDAYS_TOO), WORDS, today=TODAY) == SATURDAYS_TOO


@pytest.mark.parametrize(
    ("opens", "closes", "wrong"),
    [("24", "18", OPENING_HOUR), ("8", "8", CLOSING_HOUR), ("8", "25", CLOSING_HOUR), ("8", "", CLOSING_HOUR)],
)
def test_a_company_closes_after_it_has_opened(opens: str, closes: str, wrong: str) -> None:
    values = handed_in(SATURDAYS_TOO, **{OPENING_HOUR: opens, CLOSING_HOUR: closes})
    given = read(values, WORDS, today=TODAY)
    assert isinstance(given, FieldErrors)
    assert wrong in given.errors


def test_a_company_opens_on_some_day() -> None:
    given = read(handed_in(replace(SATURDAYS_TOO, working_days="")), WORDS, today=TODAY)
    assert isinstance(given, FieldErrors)
    assert set(given.errors) == {DAYS}
