"""Connections to the store are lent out, waited for and replaced."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from redis._parsers import _AsyncHiredisParser

from bot.store.connection import Client, StoreRefuses, connect, connect_socket
from bot.store.embedded import EmbeddedStore


@pytest.fixture
async def client(embedded: EmbeddedStore) -> AsyncIterator[Client]:
    client = connect_socket(embedded.socket)
    client.connection_pool.max_connections = 2
    yield client
    await client.aclose()


async def test_more_than_there_are_connections_for_wait_their_turn(client: Client) -> None:
    async with asyncio.timeout(40):
        answers = await asyncio.gather(*(client.echo(str(number)) for number in range(40)))
    assert answers == [str(number) for number in range(40)]
    assert await _count(client) <= 3, "two of ours, and one of whoever keeps the store"


async def test_a_connection_that_was_closed_meanwhile_is_opened_again(client: Client, embedded: EmbeddedStore) -> None:
    await client.set("name", "value")
    other = connect_socket(embedded.socket)
    await other.client_kill_filter(_type="normal", skipme=True)
    await other.aclose()
    assert await client.get("name") == "value"


async def test_a_connection_with_an_answer_that_nobody_asked_for_is_not_used(client: Client) -> None:
    pool: Any = client.connection_pool
    connection = await pool.get_connection()
    await connection.send_command("ECHO", "unread")
    await client.echo("by another connection, until the first has its answer")
    await pool.release(connection)
    assert await client.echo("mine") == "mine"


async def test_what_is_asked_while_the_store_turns_into_a_replica_is_answered(client: Client) -> None:
    client.connection_pool.max_connections = 8
    await client.replicaof("127.0.0.1", "9")
    try:
        await asyncio.gather(*(_is_refused_and_asks(client, str(number)) for number in range(8)))
    finally:
        await client.replicaof("NO", "ONE")


async def _is_refused_and_asks(client: Client, word: str) -> None:
    for _ in range(20):
        with pytest.raises(StoreRefuses):
            await client.set("name", "value")
        assert await client.echo(word) == word


async def _count(client: Client) -> int:
    return len(await client.client_list())


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1", "rediss://127.0.0.1:1", "unix:///nowhere"])
async def test_whatever_the_address_answers_are_read_by_hiredis(url: str) -> None:
    pool: Any = connect(url).connection_pool
    assert isinstance(pool.make_connection()._parser, _AsyncHiredisParser)
