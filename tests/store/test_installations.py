"""Workspaces' tokens stand in the store sealed, each for its own workspace."""

from dataclasses import replace

import pytest

from bot.store.connection import Client, redis_time
from bot.store.installations import Installations
from bot.store.keys import EVERYWHERE, Keys
from bot.store.scripts import Store
from bot.store.secret_box import KeyUnknown, SecretBox, Tampered, new_key
from tests.store.workspaces import NORTE

OLD, NEW = new_key(), new_key()


@pytest.fixture
def everywhere(redis: Client) -> Store:
    return Store(client=redis, keys=Keys(EVERYWHERE), clock=redis_time(redis))


async def test_what_was_installed_is_found_until_it_is_deleted(everywhere: Store) -> None:
    installations = Installations(everywhere, SecretBox([NEW]))
    assert await installations.find("T0NORTE001") is None
    assert await installations.all() == ()
    await installations.put(NORTE)
    south = replace(NORTE, team="T0SUR00001", bot_token="xoxb-sur")
    await installations.put(south)
    assert await installations.find("T0NORTE001") == NORTE
    assert await installations.all() == (NORTE, south)
    assert await installations.teams() == ("T0NORTE001", "T0SUR00001")
    await installations.delete("T0NORTE001")
    assert await installations.all() == (south,)


async def test_installing_again_replaces_the_token(everywhere: Store) -> None:
    installations = Installations(everywhere, SecretBox([NEW]))
    await installations.put(NORTE)
    await installations.put(replace(NORTE, bot_token="xoxb-second"))
    found = await installations.find("T0NORTE001")
    assert found
    assert found.bot_token == "xoxb-second"


async def test_no_token_stands_in_the_store_nor_in_what_is_printed(everywhere: Store) -> None:
    await Installations(everywhere, SecretBox([NEW])).put(NORTE)
    held = await everywhere.client.hgetall(everywhere.keys("installations"))
    assert "canary" not in repr(held) + repr(NORTE)


async def test_a_sealed_token_that_is_moved_to_another_workspace_does_not_open(everywhere: Store) -> None:
    installations = Installations(everywhere, SecretBox([NEW]))
    await installations.put(NORTE)
    text = await everywhere.hash_field("installations", field="T0NORTE001") or ""
    for moved in (text, text.replace("T0NORTE001", "T0RIVERA01")):
        await everywhere.client.hset(everywhere.keys("installations"), "T0RIVERA01", moved)
        with pytest.raises(Tampered):
            await installations.find("T0RIVERA01")


async def test_a_token_is_sealed_anew_once_and_opens_without_the_old_key(everywhere: Store) -> None:
    await Installations(everywhere, SecretBox([OLD])).put(NORTE)
    both, after = (Installations(everywhere, SecretBox(keys)) for keys in ([NEW, OLD], [NEW]))
    with pytest.raises(KeyUnknown):
        await after.find("T0NORTE001")
    assert [await both.reseal("T0NORTE001"), await both.reseal("T0NORTE001")] == [True, False]
    assert await after.find("T0NORTE001") == NORTE
    assert await after.key_ids() == {"T0NORTE001": SecretBox([NEW]).newest}
    assert await both.reseal("T0NOWHERE1") is False
