"""A substitute reads before their vote counts that a later level would have nobody left, and what to do instead."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.locale import Words
from bot.slack import petition
from bot.slack.drawing import Block
from bot.slack.messages import approval_card
from bot.slack.petition import petition_blocks
from tests.slack.reading import ENGLISH, SPANISH, read

CARD = approval_card.SAMPLES["a substitute's vote"]
MEXICAN = Words("es_MX")


def asked_before(blocks: Iterable[Block], action: str) -> str:
    """The text of the dialog of the button called `action`."""
    found = [each for block in blocks for each in block.get("elements", ()) if each.get("action_id") == action]
    text: str = found[0]["confirm"]["text"]["text"]
    return text


def test_the_card_names_who_would_spend_what() -> None:
    said = read(approval_card.draw(CARD, SPANISH))
    assert "⚠️ Si <@U0EMMA0005> vota en lugar de <@U0BRUNO002>, nadie queda para el nivel 2" in said


@pytest.mark.parametrize(
    ("words", "end"), [(SPANISH, "a quien administra."), (MEXICAN, "a quien administra."), (ENGLISH, ".")]
)
def test_the_dialog_of_the_vote_warns_and_is_not_cut(words: Words, end: str) -> None:
    client = replace(CARD.invoice.client, name="Inversiones " * 30)
    long = replace(CARD, invoice=replace(CARD.invoice, client=client, total=Decimal("987654321098765.43")))
    text = asked_before(approval_card.draw(long, words).blocks, approval_card.APPROVE)
    assert "⚠️" in text
    assert text.endswith(end)
    assert len(text) <= 300


def test_the_dialog_of_a_vote_that_spends_nothing_warns_of_nothing() -> None:
    for sample in ("pending", "two levels"):
        text = asked_before(approval_card.draw(approval_card.SAMPLES[sample], SPANISH).blocks, approval_card.APPROVE)
        assert "⚠️" not in text


def test_so_does_that_of_what_is_asked_for() -> None:
    shown = replace(petition.SAMPLES["void"], levels=CARD.levels)
    assert "nadie queda para el nivel 2" in asked_before(petition_blocks(shown, SPANISH), petition.APPROVE)
