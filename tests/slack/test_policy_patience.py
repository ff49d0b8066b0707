"""The end of the policy's form is read as it was drawn, and says under its field what it cannot take."""

from typing import Any

import pytest

from bot.billing.eligibility import Roles
from bot.billing.patience import Patience
from bot.billing.policy import Policy
from bot.locale import Words
from bot.slack.forms import FieldErrors
from bot.slack.modals import policy_patience
from bot.slack.modals.policy_patience import ESCALATE, ESCALATE_TO, EXPIRE, REMIND
from bot.slack.policy_lines import Company, policy_lines
from tests.slack.handing_in import untouched

WORDS = Words("es_CO")
LONG = Patience(4, 8, ("U0DIEGO004",), 10)


def handed_in(patience: Patience, **typed: str) -> dict[str, Any]:
    return untouched(policy_patience.fields(patience, WORDS), **typed)


@pytest.mark.parametrize("patience", [LONG, Patience(), Patience(0, 0, (), 0), Patience(400, 400, (), 250)])
def test_what_nobody_changes_comes_back_as_it_was(patience: Patience) -> None:
    assert policy_patience.read(handed_in(patience), WORDS) == patience


@pytest.mark.parametrize("text", ["-1", "4.5", "401", "cuatro", "²"])
def test_what_is_no_whole_number_of_hours_is_said_under_its_field(text: str) -> None:
    read = policy_patience.read(handed_in(LONG, **{REMIND: text, ESCALATE: text, EXPIRE: text}), WORDS)
    assert isinstance(read, FieldErrors)
    assert set(read.errors) == {REMIND, ESCALATE, EXPIRE}


def test_whom_it_names_is_read() -> None:
    read = policy_patience.read(handed_in(LONG), WORDS)
    assert isinstance(read, Patience)
    assert read.escalate_to == LONG.escalate_to
    assert ESCALATE_TO in handed_in(LONG)


def test_a_policy_says_of_itself_what_becomes_of_what_nobody_decides() -> None:
    company = Company("COP", Roles(), {})
    *_, said = policy_lines(Policy(patience=LONG), company, WORDS)
    assert "recuerda cada 4 horas hábiles" in said
    assert "después de 8 horas hábiles puede decidir también <@U0DIEGO004>" in said
    assert "vence después de 10 días hábiles" in said
    lines = policy_lines(Policy(patience=Patience(0, 0, (), 0)), company, WORDS)
    assert not any("nadie decide" in line for line in lines)
