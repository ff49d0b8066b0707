"""Whoever Slack calls deactivated stands in no role; of people without one nothing is kept."""

from typing import Any

from bot.actions.deactivated import Deactivated
from bot.actions.role_book import RoleBook
from bot.billing.appointments import Appointments
from bot.billing.eligibility import Role
from bot.store.groups import Group, Groups
from bot.store.people import Person
from bot.store.preferences import Preferences
from bot.store.records import Document, Phase, Vote
from bot.store.waiting import Waiting
from tests.actions.bench import ANA, BRUNO, CARLA, DIEGO, OLGA, Bench

FINANCE = Group("S0FINANZAS", "finanzas", "Finanzas", (OLGA,))
NAMED = Appointments({Role.APPROVER: (BRUNO, FINANCE.id), Role.ADMIN: (DIEGO,)})


def deactivated(bench: Bench) -> Deactivated:
    async def groups() -> tuple[Any, ...]:
        return (FINANCE,)

    store = bench.store
    book = RoleBook(Preferences(store), Groups(store), groups, NAMED, store.clock, lambda _: None)
    return Deactivated(book, bench.documents, Waiting(store))


def people(*gone: str) -> list[Person]:
    return [Person(each, each, is_deleted=each in gone) for each in (ANA, BRUNO, CARLA, OLGA, DIEGO)]


async def test_they_have_no_role_until_they_are_back_and_others_are_not_kept(bench: Bench) -> None:
    leaving = deactivated(bench)
    await leaving.note(people())
    assert (await leaving.role_book.drawn()).approvers == {BRUNO, OLGA}
    await leaving.note(people(BRUNO, OLGA, ANA))
    roles = await leaving.role_book.drawn()
    assert roles.approvers == frozenset()
    assert roles.gone == {BRUNO, OLGA}
    await leaving.note(people(OLGA))
    assert (await leaving.role_book.drawn()).approvers == {BRUNO}
    await leaving.note(people())
    assert (await leaving.role_book.drawn()).approvers == {BRUNO, OLGA}


async def test_who_voted_through_a_group_that_lost_them_is_kept_too(bench: Bench) -> None:
    vote = Vote(CARLA, 1, 1, "", (0,), through=FINANCE.id)
    await bench.documents.adopt(Document("D-7K3Q", "main", Phase.PENDING, ANA, "1", votes=(vote,)))
    leaving = deactivated(bench)
    await leaving.note(people(CARLA))
    assert (await leaving.role_book.drawn()).gone == {CARLA}


async def test_a_deactivated_admin_leaves_nobody_locked_out_of_knowing_it(bench: Bench) -> None:
    leaving = deactivated(bench)
    await leaving.note(people(DIEGO))
    assert (await leaving.role_book.drawn()).admins == frozenset()
