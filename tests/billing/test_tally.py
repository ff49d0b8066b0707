"""Who must approve, and when enough have: for any policy, any people and any order of votes."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.billing.eligibility import NobodyApproves, NotApprover, OwnDocument, Roles
from bot.billing.policy import DEFAULT_POLICY, EVERYBODY, Case, Level, Matter, Policy
from bot.billing.seating import Seat
from bot.billing.substitutions import Substitution
from bot.billing.tally import AlreadyVoted, Ballot, NotAsked, Poll, poll_of

TODAY = dt.date(2026, 11, 27)
ROLES = Roles(
    approvers=frozenset({"bruno", "diego", "emma", "olga"}),
    members={"S1": frozenset({"bruno", "diego", "carla"}), "S2": frozenset()},
)
MILLION = Decimal(1_000_000)
INVOICE = Case(Matter.INVOICE, MILLION * 10, "COP")
FINANCE = Level(people=("bruno", "diego"))
DIRECTOR = Level(people=("emma",), amount=MILLION * 5)


def poll(
    *levels: Level,
    case: Case = INVOICE,
    votes: tuple[Ballot, ...] = (),
    substitutions: tuple[Substitution, ...] = (),
) -> Poll:
    policy, roles = Policy(levels or DEFAULT_POLICY.levels), replace(ROLES, substitutions=substitutions)
    return poll_of(policy, case, roles=roles, requester="ana", editors=["olga"], today=TODAY, votes=votes)


def after(before: Poll, *people: str) -> Poll:
    for person in people:
        ballot = before.ballot_of(person)
        assert isinstance(ballot, Ballot), (person, ballot)
        before = replace(before, votes=(*before.votes, ballot))
    return before


def waits_for(about: Poll) -> set[str]:
    return set(about.tally.waits_for)


def test_as_it_comes_one_approver_who_did_not_touch_it_is_enough() -> None:
    begun = poll()
    assert waits_for(begun) == {"bruno", "diego", "emma"}
    assert begun.tally.missing == 1
    done = after(begun, "diego")
    assert (done.tally.missing, waits_for(done)) == (0, set())


def test_why_somebody_may_not_is_told_with_who_may() -> None:
    begun = poll(FINANCE, DIRECTOR)
    asked = frozenset({"bruno", "diego"})
    assert begun.ballot_of("carla") == NotApprover(ROLES.approvers)
    assert begun.ballot_of("olga") == OwnDocument(asked)
    assert begun.ballot_of("emma") == NotAsked(asked, 1, comes_later=True)
    assert after(begun, "bruno").ballot_of("diego") == NotAsked(frozenset({"emma"}), 1, comes_later=False)
    assert after(begun, "bruno").ballot_of("bruno") == AlreadyVoted(frozenset({"emma"}), 1, "bruno")
    both = poll(replace(FINANCE, needed=EVERYBODY), DIRECTOR)
    assert both.ballot_of("emma") == NotAsked(asked, 2, comes_later=True)
    assert after(both, "bruno").ballot_of("bruno") == AlreadyVoted(frozenset({"diego"}), 1, "bruno")
    nobody = poll_of(DEFAULT_POLICY, INVOICE, roles=Roles(), requester="ana", editors=[], today=TODAY)
    assert nobody.ballot_of("bruno") == NobodyApproves()


def test_levels_are_asked_in_their_order_and_only_from_their_amount_on() -> None:
    begun = poll(FINANCE, DIRECTOR)
    assert (waits_for(begun), begun.tally.missing) == ({"bruno", "diego"}, 2)
    assert waits_for(after(begun, "bruno")) == {"emma"}
    assert after(begun, "bruno", "emma").tally.missing == 0
    assert poll(FINANCE, DIRECTOR, case=replace(INVOICE, amount=MILLION)).tally.missing == 1


def test_one_person_is_one_vote_also_where_two_levels_ask_them() -> None:
    both = (FINANCE, Level(people=("bruno",)))
    first = after(poll(*both), "bruno")
    assert first.tally.missing == 1
    assert first.ballot_of("bruno") == AlreadyVoted(frozenset({"diego"}), 1, "bruno")
    done = after(first, "diego")
    assert [[vote.by for vote in level.approved] for level in done.tally.levels] == [["diego"], ["bruno"]]


def test_any_some_and_all_of_a_level() -> None:
    three = ("bruno", "diego", "emma")
    assert poll(Level(people=three)).tally.missing == 1
    assert poll(Level(people=three, needed=2)).tally.missing == 2
    everybody = poll(Level(people=(*three, "olga"), needed=EVERYBODY))
    assert everybody.tally.missing == 3, "olga edited it"
    assert waits_for(after(everybody, "bruno")) == {"diego", "emma"}


def test_a_group_is_those_of_its_members_who_approve_and_an_empty_one_lets_nothing_through() -> None:
    assert waits_for(poll(Level(people=("S1",)))) == {"bruno", "diego"}
    for level in (Level(people=("S2",)), Level(people=("S2",), needed=EVERYBODY), Level(people=("S9",))):
        blocked = poll(level)
        assert (waits_for(blocked), blocked.tally.missing) == (set(), 1)


def test_more_are_needed_than_are_left_who_may_and_it_stays_so() -> None:
    short = after(poll(Level(people=("bruno", "olga"), needed=2)), "bruno")
    assert (waits_for(short), short.tally.missing) == (set(), 1)


def test_a_level_is_for_its_currency_and_another_one_is_converted() -> None:
    dollars = Level(people=("emma",), currency="USD", amount=Decimal(1000))
    pesos = Level(people=("bruno",), amount=MILLION * 5)
    usd = Case(Matter.INVOICE, Decimal(2000), "USD", rate=Decimal(4000))
    assert [panel.place for panel in poll(dollars, pesos, case=usd).panels] == [0, 1]
    assert [panel.place for panel in poll(dollars, pesos, case=replace(usd, amount=Decimal(999))).panels] == [2]
    assert [panel.place for panel in poll(dollars, pesos, case=INVOICE).panels] == [1]
    unknown = replace(usd, amount=Decimal(1), rate=None)
    assert [panel.place for panel in poll(dollars, pesos, case=unknown).panels] == [1]


def test_an_invoice_that_no_level_is_for_needs_one_approver_and_taking_back_none() -> None:
    big = Level(amount=MILLION * 100)
    assert waits_for(poll(big)) == {"bruno", "diego", "emma"}
    assert poll(big, case=replace(INVOICE, matter=Matter.PAYMENT_VOID)).panels == ()


def test_a_risk_raises_it_to_the_level_that_names_it() -> None:
    director = replace(DIRECTOR, amount=MILLION * 50, risks=frozenset({"duplicate"}))
    assert poll(FINANCE, director).tally.missing == 1
    assert poll(FINANCE, director, case=replace(INVOICE, risks=frozenset({"duplicate"}))).tally.missing == 2


HOLIDAYS = Substitution("diego", "emma", dt.date(2026, 11, 20), TODAY)


def test_a_substitute_votes_instead_of_who_is_away_from_the_first_day_to_the_last() -> None:
    only_diego = Level(people=("diego",))
    begun = poll(only_diego, substitutions=(HOLIDAYS,))
    assert waits_for(begun) == {"diego", "emma"}
    assert begun.ballot_of("emma") == Ballot("emma", (0,), instead_of="diego")
    voted = after(begun, "emma")
    assert voted.tally.missing == 0
    assert voted.ballot_of("diego") == AlreadyVoted(frozenset(), 0, "emma")
    over = replace(HOLIDAYS, last=TODAY - dt.timedelta(days=1))
    assert waits_for(poll(only_diego, substitutions=(over,))) == {"diego"}


def test_nobody_votes_twice_as_a_substitute_nor_for_whoever_made_it() -> None:
    both = poll(Level(people=("diego", "emma"), needed=EVERYBODY), substitutions=(HOLIDAYS,))
    voted = after(both, "emma")
    assert (voted.tally.missing, waits_for(voted)) == (1, {"diego"})
    of_olga = Substitution("olga", "emma", TODAY, TODAY)
    assert waits_for(poll(Level(people=("olga",)), substitutions=(of_olga,))) == set()
    by_olga = Substitution("bruno", "olga", TODAY, TODAY)
    assert waits_for(poll(Level(people=("bruno",)), substitutions=(by_olga,))) == {"bruno"}


PEOPLE = ("ana", "bruno", "carla", "diego", "emma", "olga")
SOME = st.sets(st.sampled_from([*PEOPLE, "S1", "S2"]), max_size=4).map(lambda people: tuple(sorted(people)))
LEVELS = st.lists(
    st.builds(Level, people=SOME, needed=st.integers(0, 3), amount=st.sampled_from([Decimal(0), MILLION * 20])),
    min_size=1,
    max_size=3,
)
AWAY = st.lists(
    st.builds(
        Substitution, st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), first=st.just(TODAY), last=st.just(TODAY)
    ),
    max_size=2,
)


@given(levels=LEVELS, away=AWAY, clicks=st.lists(st.sampled_from(PEOPLE), max_size=12))
def test_whatever_is_clicked_only_fair_votes_count_and_each_brings_it_one_nearer(
    levels: list[Level], away: list[Substitution], clicks: list[str]
) -> None:
    about = poll(*levels, substitutions=tuple(away))
    for person in clicks:
        ballot, missing = about.ballot_of(person), about.tally.missing
        assert isinstance(ballot, Ballot) is (person in waits_for(about))
        if isinstance(ballot, Ballot):
            about = replace(about, votes=(*about.votes, ballot))
            assert about.tally.missing == missing - 1
    voters = [vote.by for vote in about.votes]
    mandates = [vote.instead_of or vote.by for vote in about.votes]
    assert len(set(voters)) == len(voters)
    assert len({*voters, *mandates}) == len({*voters}) + sum(bool(vote.instead_of) for vote in about.votes)
    assert not {*voters, *mandates} & {"ana", "olga"}
    for level in about.tally.levels:
        assert all((vote.instead_of or vote.by) in level.panel.people for vote in level.approved)
        assert len(level.approved) <= level.panel.needed


@given(levels=LEVELS, ballots=st.lists(st.tuples(st.sampled_from(PEOPLE), st.sets(st.integers(0, 2))), max_size=4))
def test_as_many_votes_count_as_can_in_any_arrangement(
    levels: list[Level], ballots: list[tuple[str, set[int]]]
) -> None:
    """Also when people changed groups since they voted, or have no role any more. Held against trying every arrangement."""
    votes = tuple(Ballot(person, tuple(sorted(places))) for person, places in dict(ballots).items())
    about = poll(*levels, votes=votes)
    seats = [seat for panel in about.panels for seat in panel.seats]
    standing = tuple(vote for vote in votes if vote.by in ROLES.approvers)
    assert about.tally.missing == len(seats) - _most(seats, standing)


def test_a_vote_stands_as_long_as_the_role_does_and_not_only_as_long_as_the_group() -> None:
    policy, votes = Policy((Level(needed=2),)), (Ballot("carla", (0,), through="S1"), Ballot("hugo", (0,)))
    given = replace(ROLES, approvals_given_to=frozenset({"bruno", "S1"}))

    def missing(roles: Roles) -> int:
        return poll_of(
            policy, INVOICE, roles=roles, requester="ana", editors=[], today=TODAY, votes=votes
        ).tally.missing

    assert missing(replace(given, approvers=given.approvers | {"hugo"})) == 0  # Carla left the group since
    assert missing(given) == 1  # an admin took Hugo's role away
    assert missing(replace(given, approvals_given_to=frozenset({"bruno"}))) == 2  # and the group's
    assert missing(replace(given, approvers=given.approvers | {"hugo"}).without(frozenset({"carla"}))) == 1


def test_a_vote_remembers_the_group_that_it_was_given_through() -> None:
    roles = replace(ROLES, approvers=ROLES.approvers | {"carla"}, approvals_given_to=frozenset({"bruno", "S1", "S2"}))
    about = poll_of(Policy(), INVOICE, roles=roles, requester="ana", editors=[], today=TODAY)
    through = {person: about.ballot_of(person) for person in ("bruno", "carla", "emma")}
    assert {who: each.through for who, each in through.items() if isinstance(each, Ballot)} == {
        "bruno": "", "carla": "S1", "emma": "",
    }  # fmt: skip


def _most(seats: list[Seat], votes: tuple[Ballot, ...]) -> int:
    if not seats:
        return 0
    without = _most(seats[1:], votes)
    withs = [1 + _most(seats[1:], votes[:n] + votes[n + 1 :]) for n, vote in enumerate(votes) if seats[0].takes(vote)]
    return max([without, *withs])
