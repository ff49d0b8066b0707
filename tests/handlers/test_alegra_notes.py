from bot.alegra.errors import Exchange, OutcomeUnknown, RateLimited
from bot.locale import Words
from handlers.alegra_notes import unanswered

SPANISH = Words("es_CO")
SOMEWHERE = Exchange("GET", "/invoices")


def test_whoever_meets_a_minute_that_is_used_up_is_told_when_to_come_back() -> None:
    assert "vuelve a intentarlo en 24 s" in unanswered(RateLimited(SOMEWHERE, 23.2), SPANISH).text


def test_whatever_else_kept_alegra_from_answering_nothing_was_done() -> None:
    assert unanswered(OutcomeUnknown(SOMEWHERE, "silence"), SPANISH).text.startswith("Alegra no respondió.")
