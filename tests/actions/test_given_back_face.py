"""What came back to its author keeps its buttons until something becomes of it, and then says what."""

from dataclasses import replace

import pytest

from bot.actions.given_back_face import closed_return
from bot.locale import Words
from bot.slack import samples
from bot.slack.messages import given_back_closed
from bot.slack.messages.given_back_closed import Fate
from bot.store.records import UNASKED, Act, Document, Phase
from tests.actions.bench import ANA, BRUNO, OLGA

RETURNED = Act(10, BRUNO, "returned", {"reason": "La OC es otra"})
EXPIRED = Act(10, UNASKED, "expired")
GIVEN_BACK = Document("D-7K3Q", "main", Phase.RETURNED, ANA, content=samples.PENDING, history=(RETURNED,))
PENDING = replace(GIVEN_BACK, phase=Phase.PENDING)


def settled(document: Document, *acts: Act, first: Act = RETURNED) -> tuple[Fate, str, int] | None:
    closed = closed_return(replace(document, history=(first, *acts)), 10, now=99, permalink="")
    return (closed.fate, closed.by, closed.at) if closed else None


def test_while_its_author_can_go_on_from_there_the_buttons_stay() -> None:
    assert settled(GIVEN_BACK) is None
    assert settled(GIVEN_BACK, first=EXPIRED) is None
    assert settled(GIVEN_BACK, Act(20, ANA, "edited")) is None, "on its way, or refused by Alegra"


@pytest.mark.parametrize(
    ("what", "fate"), [("edited", Fate.RESENT), ("asked_again", Fate.ASKED_AGAIN), ("discarded", Fate.DISCARDED)]
)
def test_what_became_of_it_is_told_with_who_and_when(what: str, fate: Fate) -> None:
    assert settled(PENDING, Act(20, ANA, what), Act(30, OLGA, "approved")) == (fate, ANA, 20)
    assert settled(PENDING, Act(20, ANA, what), first=EXPIRED) == (fate, ANA, 20)


def test_an_edit_that_alegra_refused_before_it_was_discarded_is_not_called_sent() -> None:
    discarded = replace(GIVEN_BACK, phase=Phase.DISCARDED)
    assert settled(discarded, Act(20, ANA, "edited"), Act(30, ANA, "discarded")) == (Fate.DISCARDED, ANA, 30)


def test_of_one_that_came_back_again_the_first_note_says_only_what_followed_it() -> None:
    later = (Act(20, ANA, "edited"), Act(30, BRUNO, "returned"), Act(40, ANA, "discarded"))
    assert settled(GIVEN_BACK, *later) == (Fate.RESENT, ANA, 20)
    twice = replace(GIVEN_BACK, history=(RETURNED, *later[:2]))
    assert closed_return(twice, 30, now=99, permalink="") is None, "the second one stands"


def test_what_went_on_outside_of_cobro_names_nobody() -> None:
    closed = closed_return(replace(GIVEN_BACK, phase=Phase.DELETED), 10, now=99, permalink="")
    assert closed is not None
    assert closed.fate is Fate.OVERTAKEN
    assert "Ya no espera por ti" in given_back_closed.draw(closed, Words("es_CO")).text


def test_a_note_of_a_discarding_is_left_as_it_is() -> None:
    discarded = replace(
        GIVEN_BACK, phase=Phase.DISCARDED, history=(RETURNED, Act(20, ANA, "edited"), Act(30, BRUNO, "discarded"))
    )
    assert closed_return(discarded, 30, now=99, permalink="") is None


def test_the_closed_note_says_why_it_came_back_and_has_no_buttons() -> None:
    closed = closed_return(replace(PENDING, history=(RETURNED, Act(20, ANA, "edited"))), 10, now=99, permalink="")
    assert closed is not None
    drawn = given_back_closed.draw(closed, Words("es_CO"))
    assert "«La OC es otra»" in str(drawn.blocks)
    assert "la envió otra vez" in drawn.text
    assert {block["type"] for block in drawn.blocks} == {"section", "context"}
