"""A store that is there and takes no writes: one error, with its reason, from every way of asking."""

from collections.abc import AsyncIterator

import pytest

from bot.store.compositions import Compositions
from bot.store.connection import Client, StoreRefuses
from bot.store.keys import Keys
from bot.store.replays import Replays
from bot.store.scripts import STORE_GONE, Store

SIGNATURE = "v0=" + "a" * 64


@pytest.fixture
async def full(redis: Client) -> Client:
    await redis.config_set("maxmemory", 1)
    return redis


@pytest.fixture(autouse=True)
async def _mended(redis: Client) -> AsyncIterator[None]:
    yield
    await redis.config_set("maxmemory", 0)


async def test_a_script_and_a_command_are_refused_alike(full: Client, store: Store) -> None:
    for call in (Compositions(store).begin("D-7K3Q", {}), full.set(Keys("main")("lane"), "x")):
        with pytest.raises(StoreRefuses) as refused:
            await call
        assert refused.value.why == "full"
        assert isinstance(refused.value, STORE_GONE)


async def test_what_only_reads_is_answered(full: Client, store: Store) -> None:
    assert await full.get(Keys("main")("lane")) is None
    assert await store.hash("lane") == {}


async def test_the_same_signed_bytes_are_known_to_a_process_whose_store_is_full(full: Client, store: Store) -> None:
    replays = Replays(store, new_nonce=lambda: "one")
    assert await replays.first_time(SIGNATURE)
    assert not await replays.first_time(SIGNATURE)
    await full.config_set("maxmemory", 0)
    assert not await replays.first_time(SIGNATURE)
