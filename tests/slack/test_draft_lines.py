"""Lines of an invoice that is being written, as they read once they are closed."""

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
    line = ComposedLine(1, "gone", "3", "777.000,5", description="Turno de noche")

    said = closed_line(line, None, None, RIVERA, Words("es_CO"))

    assert said == "3 × producto que ya no está en Alegra · Turno de noche · 777.000,5"
