"""Companies beside that of the environment: kept whole, their tokens sealed, each apart from the others."""

import argparse
from dataclasses import replace
from typing import cast

import aiohttp
import pytest

from bot.locale import Words
from bot.settings import Settings
from bot.store.companies import Companies, KeptCompany
from bot.store.connection import Client, redis_time
from bot.store.installations import Installations
from bot.store.keys import EVERYWHERE, Keys
from bot.store.people import People, Person
from bot.store.scripts import Store
from bot.store.secret_box import NoSecretKey, SecretBox, Tampered, new_key
from bot.terminal.company_desk import CompanyDesk
from bot.terminal.company_removal import remove
from bot.terminal.company_troubles import Troubled

TALLER = KeptCompany("taller", "T1", "Taller", {"COBRO_CHANNEL": "C0TALLER1"}, "alegra-canary-token")
KEY = new_key()


@pytest.fixture
def everywhere(redis: Client) -> Store:
    return Store(client=redis, keys=Keys(EVERYWHERE), clock=redis_time(redis))


@pytest.fixture
def companies(everywhere: Store) -> Companies:
    return Companies(everywhere, SecretBox([KEY]))


async def test_a_company_comes_back_as_it_was_kept_and_its_token_is_nowhere_to_be_read(companies: Companies) -> None:
    await companies.put(TALLER)
    assert await companies.find("taller") == TALLER
    assert "alegra-canary-token" not in "".join((await companies.texts()).values())
    assert "alegra-canary-token" not in repr(TALLER)


async def test_a_record_that_was_moved_to_another_company_does_not_open(
    companies: Companies, everywhere: Store
) -> None:
    await companies.put(TALLER)
    await everywhere.client.hset(everywhere.keys("companies"), "otra", (await companies.texts())["taller"])
    with pytest.raises(Tampered):
        await companies.find("otra")


async def test_without_a_key_nothing_is_kept(everywhere: Store) -> None:
    companies = Companies(everywhere, SecretBox([]))
    with pytest.raises(NoSecretKey):
        await companies.put(TALLER)
    assert await companies.texts() == {}


async def test_tokens_follow_to_a_new_key(companies: Companies, everywhere: Store) -> None:
    await companies.put(TALLER)
    newer = new_key()
    turned = Companies(everywhere, SecretBox([newer, KEY]))
    assert await turned.reseal("taller")
    assert not await turned.reseal("taller")
    assert await Companies(everywhere, SecretBox([newer])).find("taller") == TALLER


async def test_those_of_a_workspace_are_found_without_any_key(companies: Companies, everywhere: Store) -> None:
    await companies.put(TALLER)
    await companies.put(replace(TALLER, id="norte", team="T2"))
    assert await Companies(everywhere, SecretBox([])).of_team("T2") == ("norte",)


async def test_removing_forgets_the_record_and_erasing_everything_of_that_company_alone(
    companies: Companies, redis: Client
) -> None:
    await companies.put(TALLER)
    theirs, others = (
        People(Store(client=redis, keys=Keys(company), clock=redis_time(redis))) for company in ("taller", "taller-2")
    )
    await theirs.put([Person("U1", "Ana")])
    await others.put([Person("U1", "Ana")])
    assert await companies.remove("taller")
    assert not await companies.remove("taller")
    assert await theirs.get("U1")
    await companies.erase("taller")
    assert await theirs.get("U1") is None
    assert await others.get("U1")


@pytest.mark.parametrize(("company", "goes"), [("norte", True), ("main", False), ("nobody", False)])
async def test_the_books_of_a_company_that_left_can_be_erased_and_mains_never(
    everywhere: Store, companies: Companies, *, company: str, goes: bool
) -> None:
    for left in ("norte", "main"):
        await everywhere.client.rpush(Keys(left)("audit"), "an entry")
    desk = CompanyDesk(
        settings=cast(Settings, None),
        environment={},
        words=Words("es_CO"),
        companies=companies,
        installations=Installations(everywhere, SecretBox([KEY])),
        session=cast(aiohttp.ClientSession, None),
        store=everywhere,
        patience_seconds=0,
    )
    given = argparse.Namespace(id=company, erase=True, yes=True)
    if not goes:
        with pytest.raises(Troubled):
            await remove(given, desk)
    else:
        await remove(given, desk)
    assert await everywhere.client.exists(Keys("main")("audit"))
    assert bool(await everywhere.client.exists(Keys("norte")("audit"))) is not goes
