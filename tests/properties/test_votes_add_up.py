"""Votes under any policy: strangers change nothing, one more never takes back, order does not matter, twice is once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.billing.eligibility import Roles
from bot.billing.policy import Case, Level, Matter, Policy
from bot.billing.substitutions import Substitution
from bot.billing.tally import Ballot, Poll, poll_of
from tests.properties.lengths import PATIENCE, PURE

pytestmark = PATIENCE

TODAY = dt.date(2026, 11, 27)
APPROVERS = ("bruno", "diego", "emma", "fabio", "olga")
REQUESTER, EDITOR = "ana", "olga"
STRANGERS = (REQUESTER, EDITOR, "carla", "nobody")
"""Who asked for it, who edited it though they approve others', who has another role, who has none."""
MEMBERS = {"S1": frozenset({"bruno", "diego", "carla"}), "S2": frozenset({"emma", "ana"})}
CASE = Case(Matter.INVOICE, Decimal(10_000_000), "COP")

NAMED = st.sets(st.sampled_from([*APPROVERS, *MEMBERS]), max_size=4).map(lambda people: tuple(sorted(people)))
LEVELS = st.lists(st.builds(Level, people=NAMED, needed=st.integers(0, 3)), min_size=1, max_size=3)
AWAY = st.lists(
    st.builds(
        Substitution, st.sampled_from(APPROVERS), st.sampled_from(APPROVERS), first=st.just(TODAY), last=st.just(TODAY)
    ),
    max_size=2,
)
CLICKS = st.lists(st.sampled_from([*APPROVERS, *STRANGERS]), max_size=10)
BALLOTS = st.lists(st.tuples(st.sampled_from(APPROVERS), st.sets(st.integers(0, 2))), max_size=5)


def begun(levels: Sequence[Level], away: Sequence[Substitution] = (), votes: tuple[Ballot, ...] = ()) -> Poll:
    roles = Roles(approvers=frozenset(APPROVERS), members=MEMBERS, substitutions=tuple(away))
    return poll_of(
        Policy(tuple(levels)), CASE, roles=roles, requester=REQUESTER, editors=[EDITOR], today=TODAY, votes=votes
    )


def after(about: Poll, clicks: Sequence[str]) -> Poll:
    for person in clicks:
        ballot = about.ballot_of(person)
        if isinstance(ballot, Ballot):
            about = replace(about, votes=(*about.votes, ballot))
    return about


@PURE
@given(LEVELS, AWAY, CLICKS, st.randoms(use_true_random=False))
def test_whoever_may_not_vote_changes_nothing_whenever_they_press(
    levels: list[Level], away: list[Substitution], clicks: list[str], chance: Random
) -> None:
    crowd = list(clicks)
    for stranger in STRANGERS:
        crowd.insert(chance.randint(0, len(crowd)), stranger)
    fair = [person for person in clicks if person not in STRANGERS]
    assert after(begun(levels, away), crowd).votes == after(begun(levels, away), fair).votes


@PURE
@given(LEVELS, AWAY, CLICKS)
def test_pressing_twice_is_pressing_once(levels: list[Level], away: list[Substitution], clicks: list[str]) -> None:
    """At once, when nobody else came between; later too, for they have voted."""
    doubled = [person for person in clicks for _ in range(2)]
    once = after(begun(levels, away), clicks)
    assert after(begun(levels, away), doubled).votes == once.votes
    voters = [vote.by for vote in once.votes]
    assert after(once, voters).votes == once.votes


@PURE
@given(LEVELS, AWAY, CLICKS, CLICKS)
def test_what_is_approved_stays_approved_whoever_presses_then(
    levels: list[Level], away: list[Substitution], clicks: list[str], more: list[str]
) -> None:
    missing = [
        after(begun(levels, away), (*clicks, *more)[:count]).tally.missing for count in range(len(clicks + more))
    ]
    assert missing == sorted(missing, reverse=True)


@PURE
@given(LEVELS, BALLOTS, st.sampled_from(APPROVERS), st.sets(st.integers(0, 2)))
def test_one_more_vote_never_takes_a_level_back(
    levels: list[Level], ballots: list[tuple[str, set[int]]], person: str, places: set[int]
) -> None:
    """Also of votes that were cast before somebody changed the groups and roles."""
    votes = tuple(Ballot(who, tuple(sorted(where))) for who, where in dict(ballots).items() if who != person)
    before = begun(levels, votes=votes).tally
    now = begun(levels, votes=(*votes, Ballot(person, tuple(sorted(places))))).tally
    assert before.missing - 1 <= now.missing <= before.missing
    through = {level.panel.place for level in before.levels if not level.missing}
    assert through <= {level.panel.place for level in now.levels if not level.missing}


@PURE
@given(LEVELS, BALLOTS, st.randoms(use_true_random=False))
def test_the_order_of_the_votes_does_not_matter(
    levels: list[Level], ballots: list[tuple[str, set[int]]], chance: Random
) -> None:
    votes = [Ballot(who, tuple(sorted(where))) for who, where in dict(ballots).items()]
    other = list(votes)
    chance.shuffle(other)
    first, second = (begun(levels, votes=tuple(each)).tally for each in (votes, other))
    assert [level.missing for level in first.levels] == [level.missing for level in second.levels]


@PURE
@given(LEVELS, st.permutations(APPROVERS), st.permutations(APPROVERS))
def test_in_whatever_order_people_press_they_come_as_far(
    levels: list[Level], first: list[str], second: list[str]
) -> None:
    """As long as each presses again when their level has come."""
    rounds = len(APPROVERS)
    assert after(begun(levels), first * rounds).tally.missing == after(begun(levels), second * rounds).tally.missing
