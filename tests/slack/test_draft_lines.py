"""Lines of an invoice that is being written, as they read once they are closed."""

import pytest

from bot.billing.composing import ComposedLine
from bot.billing.directory import Company
from bot.locale import Words
from bot.slack.modals.draft_phrases import closed_line

RIVERA = Company(
    name="Rivera",
    identification="900123456",
    country="colombia",
    currency="COP",
    timezone="America/Bogota",
    precision=2,
)


def test_a_line_whose_item_is_gone_still_says_everything_that_was_typed() -> None:
    line = ComposedLine(1, "gone", "3", "777000,5", description="Turno de noche")
    said = closed_line(line, None, None, RIVERA, Words("es_CO"))
    assert said == "3 × producto que ya no está en Alegra · Turno de noche · $777.000,50"


@pytest.mark.parametrize("typed", ["setecientos", "1,500"])
def test_a_price_that_cannot_be_read_stays_as_it_was_typed(typed: str) -> None:
    said = closed_line(ComposedLine(1, "gone", "3", typed), None, None, RIVERA, Words("es_CO"))
    assert said == f"3 × producto que ya no está en Alegra · {typed}"
