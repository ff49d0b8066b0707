"""A version opens no store that a newer one has laid out otherwise."""

from typing import Any

import pytest

from bot.locale import Words
from bot.start_errors import EXPECTED, sentence
from bot.store.connection import Client
from bot.store.keys import EVERYWHERE, Keys
from bot.store.layout import LAYOUT, NewerStore, check, claim

MARK = Keys(EVERYWHERE)("layout")


async def test_a_store_of_before_there_were_numbers_gets_one_and_keeps_it(redis: Client) -> None:
    await check(redis)
    await claim(redis, version="0.1.0")
    await claim(redis, version="0.1.1")
    await check(redis)
    assert await redis.hgetall(MARK) == {"number": str(LAYOUT), "version": "0.1.0"}


async def test_an_older_layout_becomes_ours(redis: Client) -> None:
    await redis.hset(MARK, mapping={"number": LAYOUT - 1, "version": "0.0.9"})
    await claim(redis, version="0.1.0")
    assert await redis.hgetall(MARK) == {"number": str(LAYOUT), "version": "0.1.0"}


async def test_a_newer_one_is_not_opened_and_its_version_is_named(redis: Client) -> None:
    newer: dict[Any, Any] = {"number": str(LAYOUT + 1), "version": "7.3.0"}
    await redis.hset(MARK, mapping=newer)
    with pytest.raises(NewerStore) as refused:
        await claim(redis, version="0.1.0")
    with pytest.raises(NewerStore):
        await check(redis)
    assert await redis.hgetall(MARK) == newer, "and nothing is written over"
    assert isinstance(refused.value, EXPECTED)
    said = sentence(refused.value, Words("es_CO"))
    assert "Instala otra vez 7.3.0 o una posterior, o restaura la copia" in said
