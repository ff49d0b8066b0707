"""Substitutes: named by whoever is away, or by an admin with whom another one agrees; in force at once for what waits."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from bot.actions.admin_notices import AdminNotices
from bot.actions.policy_changes import NoProposal, PolicyChanges, PolicyKept, PolicyProposed
from bot.actions.policy_problems import PolicyProblem, PolicyRefused, StandInRefused
from bot.actions.role_book import RoleBook
from bot.actions.stand_ins import StandIns
from bot.billing.appointments import Appointments
from bot.billing.eligibility import NotPermitted, Role
from bot.billing.policy import Level, Policy
from bot.billing.substitutions import StandInProblem, Substitution
from bot.store.groups import Groups
from bot.store.preferences import Preferences
from tests.actions.bench import ANA, BRUNO, CARLA, DIEGO, OLGA, Bench

NAMED: dict[Role, tuple[str, ...]] = {Role.APPROVER: (BRUNO, OLGA), Role.ADMIN: (DIEGO, CARLA)}


def book(bench: Bench, named: dict[Role, tuple[str, ...]]) -> RoleBook:
    async def no_groups() -> tuple[Any, ...]:
        return ()

    store = bench.store
    return RoleBook(Preferences(store), Groups(store), no_groups, Appointments(named), store.clock, lambda _: None)


def stand_ins(bench: Bench, named: dict[Role, tuple[str, ...]] | None = None) -> StandIns:
    notices = AdminNotices(bench.journal, bench.new_operation, bench.store.clock)
    return StandIns(PolicyChanges(book(bench, named or NAMED), notices, bench.store.clock), "America/Bogota")


@pytest.fixture
def away(bench: Bench) -> Substitution:
    return Substitution(BRUNO, OLGA, bench.today(), bench.today() + dt.timedelta(days=7))


async def test_whoever_is_away_names_their_own_and_it_counts_at_once(bench: Bench, away: Substitution) -> None:
    naming = stand_ins(bench)
    assert await naming.name(away, by=BRUNO, on=0) == PolicyKept()
    roles = await naming.changes.book.current()
    assert roles.stand_ins(bench.today()) == {(OLGA, BRUNO)}
    assert roles.stand_ins(bench.today() + dt.timedelta(days=8)) == frozenset()
    (act,) = await naming.changes.book.preferences.history()
    assert (act.what, act.by, act.detail["substitute"]) == ("stand_in", BRUNO, OLGA)


async def test_an_admin_names_it_for_somebody_else_with_another_admin(bench: Bench, away: Substitution) -> None:
    naming = stand_ins(bench)
    assert await naming.name(away, by=DIEGO, on=0) == PolicyProposed(frozenset({CARLA}))
    view = await naming.changes.view()
    assert view.proposal
    assert view.roles.substitutions == ()
    assert isinstance(await naming.changes.accept(view.proposal.id, by=DIEGO), NotPermitted)
    assert await naming.changes.accept("other", by=CARLA) == NoProposal()
    assert await naming.changes.accept(view.proposal.id, by=CARLA) == PolicyKept()
    after = await naming.changes.view()
    assert (after.roles.substitutions, after.proposal) == ((away,), None)


async def test_what_admins_propose_meanwhile_is_not_lost(bench: Bench, away: Substitution) -> None:
    naming = stand_ins(bench)
    assert isinstance(await naming.changes.change(Policy((Level(needed=2),)), by=DIEGO, on=0), PolicyProposed)
    assert await naming.name(away, by=BRUNO, on=1) == PolicyKept()
    proposal = (await naming.changes.view()).proposal
    assert proposal
    assert await naming.changes.accept(proposal.id, by=CARLA) == PolicyKept()
    after = await naming.changes.view()
    assert (after.policy.levels, after.roles.substitutions) == ((Level(needed=2),), (away,))


async def test_alone_an_admin_needs_nobody(bench: Bench, away: Substitution) -> None:
    naming = stand_ins(bench, {**NAMED, Role.ADMIN: (DIEGO,)})
    assert await naming.name(away, by=DIEGO, on=0) == PolicyKept()


async def test_a_new_one_takes_the_place_of_the_one_before(bench: Bench, away: Substitution) -> None:
    naming = stand_ins(bench)
    await naming.name(away, by=BRUNO, on=0)
    shorter = replace(away, last=bench.today())
    assert await naming.name(shorter, by=BRUNO, on=1) == PolicyKept()
    assert (await naming.changes.book.current()).substitutions == (shorter,)


async def test_somebody_elses_stays_until_it_is_over_however_late_the_new_one_begins(
    bench: Bench, away: Substitution
) -> None:
    naming = stand_ins(bench)
    await naming.name(away, by=BRUNO, on=0)
    later = Substitution(OLGA, BRUNO, away.last + dt.timedelta(days=10), away.last + dt.timedelta(days=11))
    assert await naming.name(later, by=OLGA, on=1) == PolicyKept()
    assert (await naming.changes.book.current()).substitutions == (away, later)
    bench.clock.advance(9 * 24 * 3600)
    assert await naming.name(later, by=OLGA, on=2) == PolicyKept()
    assert (await naming.changes.book.current()).substitutions == (later,)


async def test_what_makes_no_sense_is_refused_by_field(bench: Bench, away: Substitution) -> None:
    naming, yesterday = stand_ins(bench), bench.today() - dt.timedelta(days=1)
    wrong = [
        (replace(away, substitute=ANA), BRUNO, StandInProblem.SUBSTITUTE),
        (replace(away, substitute=BRUNO), BRUNO, StandInProblem.SUBSTITUTE),
        (replace(away, away=CARLA), CARLA, StandInProblem.AWAY),
        (replace(away, first=away.last, last=bench.today()), BRUNO, StandInProblem.DAYS),
        (replace(away, first=yesterday, last=yesterday), BRUNO, StandInProblem.DAYS),
    ]
    for substitution, by, problem in wrong:
        assert await naming.name(substitution, by=by, on=0) == StandInRefused(problem)
    assert isinstance(await naming.name(away, by=OLGA, on=0), NotPermitted)


async def test_what_was_proposed_is_held_against_the_roles_of_the_day_it_is_accepted(
    bench: Bench, away: Substitution
) -> None:
    naming = stand_ins(bench)
    await naming.name(away, by=DIEGO, on=0)
    without_olga = stand_ins(bench, {**NAMED, Role.APPROVER: (BRUNO,)}).changes
    proposal = (await without_olga.view()).proposal
    assert proposal
    assert await without_olga.accept(proposal.id, by=CARLA) == StandInRefused(StandInProblem.SUBSTITUTE)

    wanted = Policy((Level(people=(OLGA,)), Level(needed=2)))
    assert isinstance(await naming.changes.change(wanted, by=DIEGO, on=1), PolicyProposed)
    proposal = (await without_olga.view()).proposal
    assert proposal
    refused = await without_olga.accept(proposal.id, by=CARLA)
    assert isinstance(refused, PolicyRefused)
    assert refused.problems == {
        0: (PolicyProblem.NOT_APPROVERS, frozenset({OLGA})),
        1: (PolicyProblem.TOO_FEW, frozenset({BRUNO})),
    }
    assert (await without_olga.view()).proposal == proposal
    assert await naming.changes.accept(proposal.id, by=CARLA) == PolicyKept()
