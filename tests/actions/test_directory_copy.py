"""The directory against the local Alegra and a real store."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import uvicorn
import yaml

from bot.actions.directory import Directory, DirectoryNotReady
from bot.actions.directory_copy import DirectoryCopy
from bot.alegra.api import Alegra
from bot.alegra.errors import OutcomeUnknown
from bot.alegra.transport import Transport
from bot.store.directory import DirectoryStore
from bot.store.scripts import Store
from sandbox.alegra import build_alegra
from sandbox.clock import Clock
from sandbox.traffic import Traffic

WORLD: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "sandbox" / "world.yaml").read_text("utf-8"))


class Copied:
    """A company's Alegra, a store, and one replica that copies."""

    def __init__(self, app: Any, url: str, store: Store, traffic: Traffic) -> None:
        user = WORLD["alegra"]["users"][0]
        transport = Transport(base_url=f"{url}/api/v1", email=user["email"], token=user["token"], pauses=(0.01,))
        self.app, self.traffic = app, traffic
        self.alegra = Alegra(transport)
        self.store = DirectoryStore(store)
        self.directory = self.replica()
        self.copy = self.copier()

    def replica(self) -> Directory:
        return Directory(store=self.store, alegra=self.alegra)

    def copier(self) -> DirectoryCopy:
        return DirectoryCopy(store=self.store, alegra=self.alegra)

    @property
    def contacts(self) -> dict[str, Any]:
        return self.app.state.books.contacts  # type: ignore[no-any-return]

    def add_clients(self, count: int) -> None:
        pattern = self.contacts["12"]
        for number in range(count):
            key = str(1000 + number)
            self.contacts[key] = pattern | {"id": key, "name": f"Cliente número {number}"}

    async def everything(self) -> None:
        await self.copy.refresh()
        while await self.copy.step() is not None:
            pass
        await self.directory.catch_up()


@pytest.fixture
async def copied(store: Store) -> AsyncIterator[Copied]:
    traffic = Traffic()
    app = build_alegra(world=WORLD, clock=Clock(), traffic=traffic)
    app.state.switches.change({"requests_per_minute": 100_000})
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, log_level="error", lifespan="off", ws="none", timeout_keep_alive=75)
    )
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn has no event for it
        await asyncio.sleep(0.005)
    company = Copied(app, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", store, traffic)
    yield company
    await company.alegra.aclose()
    server.should_exit = server.force_exit = True
    await serving


async def test_before_the_first_copy_it_says_that_it_is_not_ready(copied: Copied) -> None:
    await copied.directory.catch_up()
    assert not copied.directory.is_ready
    with pytest.raises(DirectoryNotReady):
        _ = copied.directory.company


async def test_after_a_refresh_there_is_something_of_everything(copied: Copied) -> None:
    await copied.copy.refresh()
    await copied.directory.catch_up()
    directory = copied.directory
    assert directory.is_ready
    assert (directory.company.country, directory.company.timezone) == ("colombia", "America/Bogota")
    assert directory.taxes["3"].rate == Decimal("19.00")
    assert [term.days for term in directory.terms] == sorted(term.days for term in directory.terms)
    for shelf in (directory.items, directory.terms, directory.numberings, directory.bank_accounts, directory.sellers, directory.cost_centers):  # fmt: skip
        assert shelf
    usual = directory.usual_numbering(copied.app.state.account.moment().at.date())
    assert usual is not None
    assert usual.is_default


async def test_a_full_pass_copies_every_client_and_a_key_press_asks_alegra_nothing(copied: Copied) -> None:
    copied.add_clients(100)
    await copied.everything()
    asked = len(copied.traffic.lines)
    assert {client.name for client in copied.directory.search_clients("cliente numero", limit=200)} == {
        f"Cliente número {number}" for number in range(100)
    }
    assert [client.id for client in copied.directory.search_clients("clinica los andes", limit=5)] == ["12"]
    assert copied.directory.client("1099") is not None
    assert len(copied.traffic.lines) == asked


async def test_a_pass_goes_on_in_another_replica_where_the_first_one_stopped(copied: Copied) -> None:
    copied.add_clients(200)
    await copied.copy.refresh()
    for _ in range(4):
        assert await copied.copy.step() == 0.0
    done = len(copied.traffic.lines)
    other = copied.copier()
    while await other.step() is not None:
        pass
    starts = [int(line.request["query"]["start"]) for line in list(copied.traffic.lines)[done:]]
    assert starts == list(range(90, 90 + 30 * len(starts), 30))
    await copied.directory.catch_up()
    assert all(copied.directory.client(str(1000 + number)) for number in range(200))


async def test_while_the_first_pass_is_under_way_it_says_that_somebody_may_be_missing(copied: Copied) -> None:
    copied.add_clients(400)
    await copied.copy.refresh()
    await copied.copy.step()
    await copied.directory.catch_up()
    assert copied.directory.is_partial
    assert copied.directory.client("1000") is None
    clients = copied.directory.size[0]
    assert 300 <= clients < 400
    await copied.everything()
    assert (copied.directory.is_partial, copied.directory.size[0]) == (False, len(copied.contacts))
    await copied.copy.step()
    await copied.directory.catch_up()
    assert not copied.directory.is_partial, "a later pass finds a copy that is whole"


async def test_a_pass_that_fails_in_the_middle_goes_on_where_it_failed(copied: Copied) -> None:
    copied.add_clients(60)
    await copied.copy.refresh()
    assert await copied.copy.step() == 0.0
    copied.app.state.faults.add("error_before", path="/contacts", times=2)
    with pytest.raises(OutcomeUnknown):
        await copied.copy.step()
    while await copied.copy.step() is not None:
        pass
    await copied.directory.catch_up()
    assert all(copied.directory.client(str(1000 + number)) for number in range(60))


async def test_a_rate_limit_is_waited_for(copied: Copied) -> None:
    await copied.copy.refresh()
    copied.app.state.faults.add("rate_limited_as_400", path="/items")
    pause = await copied.copy.step()
    assert pause is not None
    assert pause >= 1
    assert await copied.copy.step() == 0.0


async def test_a_new_client_appears_with_the_next_refresh_in_every_replica(copied: Copied) -> None:
    await copied.everything()
    other = copied.replica()
    await other.catch_up()
    copied.add_clients(1)
    await copied.copy.refresh()
    await other.catch_up()
    client = other.client("1000")
    assert client is not None
    assert client.name == "Cliente número 0"


async def test_what_changed_and_what_went_is_learnt_by_the_next_pass(copied: Copied) -> None:
    copied.add_clients(40)
    await copied.everything()
    copied.contacts["1003"] = copied.contacts["1003"] | {"name": "Otro nombre", "status": "inactive"}
    del copied.contacts["1004"]
    await copied.everything()
    changed = copied.directory.client("1003")
    assert changed is not None
    assert (changed.name, changed.is_active) == ("Otro nombre", False)
    assert copied.directory.client("1004") is None
    assert "1003" not in {client.id for client in copied.directory.search_clients("otro nombre", limit=5)}
    assert "1004" not in {client.id for client in copied.directory.search_clients("cliente numero 4", limit=50)}


async def test_a_client_that_was_not_copied_yet_costs_one_request_and_only_once(copied: Copied) -> None:
    await copied.everything()
    copied.add_clients(1)
    asked = len(copied.traffic.lines)
    first = await copied.directory.find_client("1000")
    assert first is not None
    assert await copied.directory.find_client("1000") == first == copied.directory.client("1000")
    assert len(copied.traffic.lines) == asked + 1
    assert await copied.directory.find_client("77777") is None
    assert await copied.directory.find_item("101") == copied.directory.item("101")


async def test_a_restarted_bot_is_ready_from_the_copy_alone(copied: Copied) -> None:
    await copied.everything()
    asked = len(copied.traffic.lines)
    restarted = copied.replica()
    await restarted.catch_up()
    assert restarted.is_ready
    assert set(restarted.items) == set(copied.directory.items)
    assert restarted.company == copied.directory.company
    assert len(copied.traffic.lines) == asked


async def test_an_emptied_store_empties_the_directory(copied: Copied, store: Store) -> None:
    await copied.everything()
    await store.client.flushall()
    await copied.directory.catch_up()
    assert copied.directory.client("12") is None
    assert not copied.directory.is_ready


async def test_a_number_that_was_taken_is_known_to_every_replica_without_asking_alegra(copied: Copied) -> None:
    await copied.everything()
    other = copied.replica()
    await other.catch_up()
    asked = len(copied.traffic.lines)

    await asyncio.gather(copied.directory.take_number("19", "FE343"), other.take_number("19", "FE342"))
    await copied.directory.take_number("19", "FE340")
    await copied.directory.take_number("unknown", "FE900")

    assert _next_number(copied.directory) == 344
    await other.catch_up()
    assert _next_number(other) == 344
    assert len(copied.traffic.lines) == asked


async def test_alegra_has_the_last_word_about_what_number_follows(copied: Copied) -> None:
    await copied.everything()
    await copied.directory.take_number("19", "FE900")
    await copied.copy.refresh()
    await copied.directory.catch_up()
    assert _next_number(copied.directory) == 342


def _next_number(directory: Directory) -> int | None:
    numbering = directory.numbering("19")
    return numbering.next_number if numbering else None
