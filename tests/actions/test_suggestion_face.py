"""A suggestion that is settled says by whom and how; one that stands keeps its buttons."""

from dataclasses import replace
from typing import Any

import pytest

from bot.actions.suggestion_face import closed_suggestion
from bot.slack import samples
from bot.slack.messages.suggestion_closed import Fate
from bot.store.records import Act, Document, Phase
from tests.actions.bench import ANA, BRUNO, OLGA

STANDS = {"suggestion": {"by": BRUNO, "at": 10}}
SUGGESTED = Document(
    "D-7K3Q", "main", Phase.PENDING, ANA, content=samples.PENDING, facts=STANDS, history=(Act(10, BRUNO, "suggested"),)
)


def settled(*acts: Act, **more: Any) -> tuple[Fate, str, int] | None:
    document = replace(SUGGESTED, history=(*SUGGESTED.history, *acts), **more)
    closed = closed_suggestion(document, 11, now=99, permalink="")
    return (closed.fate, closed.by, closed.at) if closed else None


def test_one_that_stands_is_not_settled_by_a_vote() -> None:
    assert settled() is None
    assert settled(Act(20, OLGA, "voted")) is None


@pytest.mark.parametrize(
    ("what", "fate"),
    [("took_over", Fate.TAKEN_OVER), ("declined", Fate.DECLINED), ("edited", Fate.OVERTAKEN)],
)
def test_what_became_of_it_is_told_with_who_and_when(what: str, fate: Fate) -> None:
    assert settled(Act(20, OLGA, "voted"), Act(30, ANA, what), facts={}) == (fate, ANA, 30)


def test_a_newer_one_overtakes_it() -> None:
    newer = {"suggestion": {"by": OLGA, "at": 20}}
    assert settled(Act(20, OLGA, "suggested"), facts=newer) == (Fate.OVERTAKEN, OLGA, 20)


def test_a_decision_overtakes_it_although_nobody_answered() -> None:
    assert settled(Act(20, OLGA, "approved"), phase=Phase.APPROVED) == (Fate.OVERTAKEN, OLGA, 20)


@pytest.mark.parametrize("ended", ["undone", "refused"])
def test_it_stands_again_after_an_approval_of_which_nothing_came(ended: str) -> None:
    approved, nothing_came = Act(20, OLGA, "approved"), Act(30, OLGA, ended)
    assert settled(approved, nothing_came) is None
    taken_over = Act(40, ANA, "took_over")
    assert settled(approved, nothing_came, taken_over, facts={}) == (Fate.TAKEN_OVER, ANA, 40)


def test_of_one_that_nobody_remembers_nothing_is_said() -> None:
    assert closed_suggestion(SUGGESTED, 9, now=99, permalink="") is None
