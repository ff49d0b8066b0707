"""Whom a level that waits for too long asks too: more people, as many votes, and never who made the document."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.billing.eligibility import NotApprover, OwnDocument, Roles
from bot.billing.panels import reserve_of
from bot.billing.patience import Patience
from bot.billing.policy import DEFAULT_POLICY, EVERYBODY, Case, Level, Matter, Policy
from bot.billing.seating import Vote
from bot.billing.tally import Ballot, NotAsked, Poll, poll_of

TODAY = dt.date(2026, 11, 27)
PEOPLE = ("ana", "bruno", "carla", "diego", "emma", "olga")
ROLES = Roles(approvers=frozenset({"bruno", "emma", "olga"}), admins=frozenset({"diego", "ana"}))
CASE = Case(Matter.INVOICE, Decimal(0), "COP")


def poll(
    policy: Policy, *escalated: int, roles: Roles = ROLES, editors: tuple[str, ...] = (), votes: tuple[Vote, ...] = ()
) -> Poll:
    return poll_of(
        policy, CASE, roles=roles, requester="ana", editors=editors, today=TODAY, votes=votes, escalated=escalated
    )


def test_an_admin_decides_only_once_it_is_escalated_and_never_their_own() -> None:
    assert poll(DEFAULT_POLICY).ballot_of("diego") == NotApprover(ROLES.approvers)
    raised = poll(DEFAULT_POLICY, 0)
    assert isinstance(raised.ballot_of("diego"), Ballot)
    assert raised.tally.waits_for == {"bruno", "emma", "olga", "diego"}
    assert not isinstance(raised.ballot_of("ana"), Ballot), "an admin too, and asked for it"
    assert not isinstance(poll(DEFAULT_POLICY, 0, editors=("diego",)).ballot_of("diego"), Ballot)
    assert isinstance(poll(DEFAULT_POLICY, 0, editors=("emma",)).ballot_of("emma"), OwnDocument)


def test_whom_the_policy_names_needs_a_role_that_decides() -> None:
    policy = Policy((Level(people=("bruno",)),), patience=Patience(escalate_to=("emma", "carla")))
    assert reserve_of(policy, ROLES) == {"emma"}
    assert isinstance(poll(policy).ballot_of("emma"), NotAsked)
    assert poll(policy, 0).tally.waits_for == {"bruno", "emma"}


def test_in_the_place_of_everybody_as_many_decide() -> None:
    policy = Policy((Level(needed=EVERYBODY),))
    voted = (Ballot("bruno", (0,)),)
    before, raised = poll(policy, votes=voted), poll(policy, 0, votes=voted)
    assert (before.tally.missing, raised.tally.missing) == (2, 2)
    assert raised.tally.waits_for == {"emma", "olga", "diego"}
    done = replace(raised, votes=(*voted, Ballot("emma", (0,)), Ballot("diego", (0,))))
    assert done.tally.missing == 0


def test_only_the_level_that_waited_has_more_people() -> None:
    policy = Policy((Level(people=("bruno",)), Level(people=("emma",))))
    raised = poll(policy, 0, votes=(Ballot("diego", (0,)),))
    assert raised.tally.waits_for == {"emma"}


LEVELS = st.builds(
    lambda people, needed: Level(people=tuple(sorted(people)), needed=needed),
    st.sets(st.sampled_from(PEOPLE)),
    st.integers(0, 3),
)
POLICIES = st.builds(
    lambda levels, named: Policy(tuple(levels), patience=Patience(escalate_to=tuple(sorted(named)))),
    st.lists(LEVELS, min_size=1, max_size=3),
    st.sets(st.sampled_from(PEOPLE), max_size=2),
)
TEAMS = st.builds(
    lambda approvers, admins: Roles(approvers=approvers, admins=admins),
    st.frozensets(st.sampled_from(PEOPLE)),
    st.frozensets(st.sampled_from(PEOPLE)),
)


@given(POLICIES, TEAMS, st.sets(st.integers(0, 2)), st.sets(st.sampled_from(PEOPLE)), st.permutations(PEOPLE))
def test_no_vote_is_saved_and_nobody_who_made_it_has_one(
    policy: Policy, roles: Roles, places: set[int], editors: set[str], order: list[str]
) -> None:
    plain = poll(policy, roles=roles, editors=tuple(editors))
    about = poll(policy, *places, roles=roles, editors=tuple(editors))
    assert about.tally.missing == plain.tally.missing
    assert about.tally.waits_for >= plain.tally.waits_for
    for person in order:
        missing, ballot = about.tally.missing, about.ballot_of(person)
        if isinstance(ballot, Ballot) and missing:
            assert person not in {*editors, "ana"}
            assert person in roles.approvers | roles.admins
            about = replace(about, votes=(*about.votes, ballot))
            assert about.tally.missing == missing - 1


@given(POLICIES, TEAMS, st.permutations(PEOPLE), st.integers(0, 2))
def test_votes_that_were_counted_stay_counted_when_it_is_escalated(
    policy: Policy, roles: Roles, order: list[str], place: int
) -> None:
    about = poll(policy, roles=roles)
    for person in order[:3]:
        ballot = about.ballot_of(person)
        if isinstance(ballot, Ballot) and about.tally.missing:
            about = replace(about, votes=(*about.votes, ballot))
    raised = poll(policy, place, roles=roles, votes=about.votes)
    assert raised.tally.missing == about.tally.missing
