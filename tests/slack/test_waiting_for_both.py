"""Whom something waits for, wherever it is said; and no green button where nothing can follow from it."""

from dataclasses import replace

import pytest

from bot.locale import Words
from bot.slack import petition
from bot.slack.approval_levels import LevelRow
from bot.slack.messages import approval_card, direct_card, expired_card, petition_asked, private_notes, voting_notes
from bot.slack.petition import petition_blocks
from tests.slack.reading import SPANISH, read

BOTH = "<@U0BRUNO002> y <@U0DIEGO004>"
EITHER = "<@U0BRUNO002> o <@U0DIEGO004>"
BLOCKED = "nobody of those who are named"


def test_the_requester_reads_and_where_both_are_needed_and_or_where_one_is() -> None:
    card = direct_card.SAMPLES["pending"]
    assert EITHER in read(direct_card.draw(card, SPANISH))
    assert BOTH in read(direct_card.draw(replace(card, missing=2), SPANISH))


def test_so_does_whoever_has_just_handed_it_in() -> None:
    said = {name: note.write(SPANISH).text for name, note in private_notes.SAMPLES.items()}
    assert said["submitted"].startswith(f"Enviada a aprobación a {EITHER} · ")
    assert said["submitted, both are needed"] == f"Enviada a aprobación a {BOTH}"


def test_so_does_who_is_asked_to_let_something_be_taken_back() -> None:
    assert EITHER in petition_asked.draw(petition.SAMPLES["void"], SPANISH).text
    assert BOTH in petition_asked.draw(petition.SAMPLES["payment"], SPANISH).text


def test_so_does_who_has_voted_or_is_not_asked() -> None:
    said = {name: note.write(SPANISH).text for name, note in voting_notes.SAMPLES.items()}
    assert said["already voted"].endswith(f"Falta {EITHER}.")
    assert said["already voted, both are needed"].endswith(f"Faltan 2: {BOTH}.")
    assert said["not yet asked"].endswith(f"Faltan 2: {BOTH}.")
    assert said["already voted, nothing is missing"].endswith("una persona, un voto.")


def test_so_does_everybody_of_what_nobody_decided() -> None:
    assert f"Esperaba a {EITHER}. No se emitió" in read(expired_card.draw(expired_card.SAMPLES["expired"], SPANISH))
    both = expired_card.draw(expired_card.SAMPLES["both were needed"], SPANISH)
    assert f"Esperaba 2 aprobaciones: {BOTH}. No se emitió" in read(both)


@pytest.mark.parametrize("words", [SPANISH, Words("es_CO", hides_amounts=True)], ids=["shown", "hidden"])
@pytest.mark.parametrize(("sample", "style"), [("pending", "primary"), (BLOCKED, None), ("nobody is left", None)])
def test_where_people_are_missing_the_button_of_the_card_stays_without_its_colour(
    words: Words, sample: str, style: str | None
) -> None:
    drawn = approval_card.draw(approval_card.SAMPLES[sample], words)
    decision = next(block for block in drawn.blocks if block.get("block_id") == "decision")
    assert decision["elements"][0].get("style") == style


@pytest.mark.parametrize(("later", "style"), [((), "primary"), ((LevelRow(1, is_named=True),), None)])
def test_so_does_that_of_what_is_asked_for(later: tuple[LevelRow, ...], style: str | None) -> None:
    asked = petition.SAMPLES["void"]
    drawn = petition_blocks(replace(asked, levels=asked.levels + later), SPANISH)
    buttons = [each for block in drawn for each in block.get("elements", ())]
    (approve,) = [each for each in buttons if each.get("action_id") == petition.APPROVE]
    assert approve.get("style") == style
