"""Roles given to people and groups, and who may not be given what."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from bot.billing.appointments import GIVEN, Appointments, Candidates, RoleProblem, changes, role_problems
from bot.billing.closing import Closed, closed
from bot.billing.eligibility import Act, Allowed, NotPermitted, OnlySees, Role, Roles, may_begin, may_draft

PEOPLE = ["U1", "U2", "U3", "U4"]
GROUPS = ["S1", "S2", "S3"]
ENTRIES = st.lists(st.sampled_from(PEOPLE + GROUPS), max_size=4, unique=True).map(tuple)
APPOINTMENTS = st.dictionaries(st.sampled_from(GIVEN), ENTRIES).map(Appointments)
MEMBERS = st.dictionaries(st.sampled_from(GROUPS), st.frozensets(st.sampled_from(PEOPLE)))


def test_a_group_is_opened_and_one_that_nobody_knows_counts_as_empty() -> None:
    named = Appointments({Role.APPROVER: ("U1", "S1", "S2")})
    assert named.opened({"S1": frozenset({"U2"})}).approvers == {"U1", "U2"}


def test_drafting_for_an_empty_group_is_not_drafting_for_everybody() -> None:
    assert Appointments({Role.REQUESTER: ("S1",)}).opened({}).requesters == frozenset()
    assert Appointments().opened({}).requesters is None


def test_a_guest_comes_in_by_name_and_not_through_a_group() -> None:
    roles = Appointments({Role.ACCOUNTANT: ("U1", "S1")}).opened({"S1": frozenset({"U2"})})
    assert roles.guests == {"U1"}
    assert roles.accountants == {"U1", "U2"}


@given(APPOINTMENTS, MEMBERS, st.sampled_from(PEOPLE), st.sampled_from(sorted(set(Act) - {Act.SEE, Act.AUDIT})))
def test_a_guest_never_begins_what_writes(
    appointments: Appointments, members: dict[str, frozenset[str]], person: str, act: Act
) -> None:
    answer = may_begin(act, person, roles=appointments.opened(members), is_guest=True)
    assert isinstance(answer, OnlySees)


@given(APPOINTMENTS, MEMBERS, st.sampled_from(PEOPLE), st.sampled_from(sorted(Act)))
def test_a_role_more_never_takes_anything_away(
    appointments: Appointments, members: dict[str, frozenset[str]], person: str, act: Act
) -> None:
    """But for the accountant's, which is the role of those who have no other."""
    before = may_begin(act, person, roles=appointments.opened(members))
    for role in (Role.APPROVER, Role.COLLECTOR, Role.ADMIN):
        more = Appointments({**appointments.named, role: (*appointments.of(role), person)})
        after = may_begin(act, person, roles=more.opened(members))
        assert isinstance(after, Allowed) or not isinstance(before, Allowed)


@given(APPOINTMENTS, MEMBERS)
def test_somebody_can_always_change_what_was_accepted(
    appointments: Appointments, members: dict[str, frozenset[str]]
) -> None:
    if not role_problems(appointments, members=members, candidates=Candidates()):
        assert appointments.opened(members).admins


@given(APPOINTMENTS, APPOINTMENTS)
def test_the_history_tells_exactly_what_changed(before: Appointments, after: Appointments) -> None:
    told = changes(before, after)
    for role in GIVEN:
        change = told.get(role, {"added": [], "removed": []})
        assert set(before.of(role)) - set(change["removed"]) | set(change["added"]) == set(after.of(role))


def test_guests_bots_and_outsiders_are_refused_where_they_were_named() -> None:
    wanted = Appointments({Role.ADMIN: ("U1",), Role.COLLECTOR: ("U2",), Role.ACCOUNTANT: ("U2", "U3")})
    problems = role_problems(
        wanted, members={}, candidates=Candidates(guests=frozenset({"U2"}), outsiders=frozenset({"U3"}))
    )
    assert problems == {
        Role.COLLECTOR: (RoleProblem.GUEST, frozenset({"U2"})),
        Role.ACCOUNTANT: (RoleProblem.NOT_A_PERSON, frozenset({"U3"})),
    }


def test_an_accountant_who_also_approves_writes_as_approvers_do() -> None:
    roles = Roles(approvers=frozenset({"U1"}), accountants=frozenset({"U1", "U2"}))
    assert may_begin(Act.VOID, "U1", roles=roles) == Allowed()
    assert may_begin(Act.DRAFT, "U2", roles=roles) == OnlySees(frozenset({"U1"}), by_anybody=True)


@given(st.dates(), st.dates())
def test_the_closing_date_itself_is_closed_and_the_day_after_is_open(day: dt.date, through: dt.date) -> None:
    found = closed(day, through=through)
    assert found == (Closed(day, through) if day <= through else None)
    assert closed(None, through=through) is None
    assert closed(day, through=None) is None


def test_once_the_role_of_requester_is_given_only_it_and_those_above_it_draft() -> None:
    everybody, given = (
        Roles(approvers=frozenset({"U1"})),
        Roles(approvers=frozenset({"U1"}), requesters=frozenset({"U2"})),
    )
    assert may_draft("U3", roles=everybody) == Allowed()
    assert may_draft("U3", roles=given) == NotPermitted(frozenset({"U1", "U2"}))
    assert may_draft("U2", roles=given) == may_draft("U1", roles=given) == Allowed()
