"""How often a click asks the store before it is answered: a number, since a time would be the machine's."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.actions.approvals import Approvals
from bot.actions.role_book import RoleBook
from bot.actions.settings_book import SettingsBook
from bot.billing.appointments import Appointments
from bot.billing.company_choices import CompanyChoices
from bot.billing.eligibility import Role
from bot.operations.answers import Accepted
from bot.slack.references import Reference
from bot.store.connection import Client
from bot.store.groups import Groups
from bot.store.people import People, Person
from bot.store.preferences import Preferences
from bot.store.reading_ahead import ahead
from bot.store.readings import Readings
from bot.store.records import Act, Document, Phase
from bot.store.request_context import asking
from tests.actions.bench import ANA, BRUNO, Bench

STAMP = Reference("D-7K3Q", 1, "D-7K3Q/stamp/1")
LAST = "the last of them"
ONCE = frozenset({"EVAL", "PING", "HELLO", "CLIENT"})
"""The first time of a script, or of a connection."""


@pytest.fixture
async def pending(bench: Bench) -> Document:
    invoice = await bench.local.alegra.invoices.get(next(iter(bench.local.state.books.invoices)))
    return await bench.documents.adopt(
        Document("D-7K3Q", "main", Phase.PENDING, ANA, invoice.id, revision=1, content=invoice, content_hash="as shown")
    )


@asynccontextmanager
async def heard(client: Client) -> AsyncIterator[list[str]]:
    """What the store is asked meanwhile; a transaction is one round trip, and what its scripts do is none."""
    names: list[str] = []
    async with client.monitor() as monitor:
        yield names
        await client.echo(LAST)
        async with asyncio.timeout(40):
            while not (command := await monitor.next_command())["command"].startswith("ECHO"):
                if command["client_type"] != "lua":
                    names.append(command["command"].partition(" ")[0])
    inside = False
    for name in names.copy():
        inside = (inside or name == "MULTI") and name != "EXEC"
        if inside:
            names.remove(name)


def clicking(bench: Bench) -> tuple[Approvals, Preferences]:
    """Approving as the bot is put together: roles and settings come from the store."""
    store, preferences = bench.store, Preferences(bench.store)

    async def no_groups() -> tuple[()]:
        return ()

    named = Appointments({Role.APPROVER: (BRUNO,)})
    roles = RoleBook(preferences, Groups(store), no_groups, named, store.clock, lambda late: late.close())
    book = SettingsBook(preferences, CompanyChoices(), roles.current, store.clock)
    return replace(bench.approvals, roles=roles.current, undo_seconds=book.undo_seconds), preferences


async def test_a_durable_click_asks_twice_behind_the_gate(bench: Bench, pending: Document) -> None:
    approvals, _ = clicking(bench)
    people = People(bench.store)
    await people.put([Person(BRUNO, "Bruno")])

    async with heard(bench.store.client) as names:
        with asking(actor=BRUNO, subject=pending.id, readings=Readings()):
            await ahead(bench.store, BRUNO, pending.id)
            assert await people.get(BRUNO)
            accepted = await approvals.approve(STAMP, by=BRUNO)

    assert isinstance(accepted, Accepted)
    assert [name for name in names if name not in ONCE] == ["EVALSHA", "EVALSHA"]


async def test_outside_of_a_click_everything_is_read_anew(bench: Bench, pending: Document) -> None:
    _, preferences = clicking(bench)
    readings = Readings()
    with asking(subject=pending.id, readings=readings):
        await ahead(bench.store, BRUNO, pending.id)
        assert (await preferences.get()).revision == 0
    readings.end()
    await preferences.put({"undo_seconds": "5"}, on=0, act=Act(1, BRUNO, "settings"))

    with asking(readings=readings):
        assert (await preferences.get()).values == {"undo_seconds": "5"}
        assert (await preferences.get()).revision == 1


async def test_what_a_click_changed_it_reads_as_it_is_now(bench: Bench, pending: Document) -> None:
    approvals, preferences = clicking(bench)
    with asking(subject=pending.id, readings=Readings()):
        await ahead(bench.store, BRUNO, pending.id)
        assert isinstance(await approvals.approve(STAMP, by=BRUNO), Accepted)
        assert (await bench.documents.get(pending.id)).phase is Phase.APPROVED
        await preferences.put({"undo_seconds": "5"}, on=0, act=Act(1, BRUNO, "settings"))
        assert (await preferences.get()).revision == 1
