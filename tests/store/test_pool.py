"""Connections to the store are lent out, waited for and replaced."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from redis._parsers import _AsyncHiredisParser
from redis.exceptions import ConnectionError as Unreachable

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


async def test_whoever_stops_waiting_for_a_turn_takes_none_away(client: Client) -> None:
    pool: Any = client.connection_pool
    lent = [await pool.get_connection() for _ in range(2)]
    waiting = [asyncio.create_task(_echo(client, str(number))) for number in range(10)]
    await asyncio.sleep(0)
    for task in waiting[::2]:
        task.cancel()
    for connection in lent:
        await pool.release(connection)
    answers = await asyncio.gather(*waiting, return_exceptions=True)
    assert [answer for answer in answers if isinstance(answer, str)] == ["1", "3", "5", "7", "9"]
    await _nobody_keeps_any(client)


@pytest.mark.parametrize("steps", range(12))
async def test_whoever_is_cancelled_at_any_moment_leaves_no_half_answered_connection(
    client: Client, steps: int
) -> None:
    """At each of the first times that it waits: for a turn, for the connection, for its greeting, for the answer."""
    for time in ("the first", "with connections that stood before"):
        asking = [asyncio.create_task(_echo(client, f"theirs {number}")) for number in range(6)]
        for _ in range(steps):
            await asyncio.sleep(0)
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        answers = await asyncio.gather(*(client.echo(f"mine {number}") for number in range(6)))
        assert answers == [f"mine {number}" for number in range(6)], time
    await _nobody_keeps_any(client)


async def test_a_store_that_refuses_to_be_called_costs_no_turn(tmp_path: Path) -> None:
    nowhere = connect_socket(tmp_path / "nowhere.sock", retries=0)
    nowhere.connection_pool.max_connections = 2
    for _ in range(5):
        with pytest.raises(Unreachable):
            await nowhere.echo("?")
    await _nobody_keeps_any(nowhere)


async def test_who_waits_too_long_hears_that_the_store_is_away(client: Client) -> None:
    pool: Any = client.connection_pool
    pool.timeout = 0.05
    lent = [await pool.get_connection() for _ in range(2)]
    with pytest.raises(Unreachable):
        await client.echo("?")
    for connection in lent:
        await pool.release(connection)
    assert await client.echo("!") == "!"
    await _nobody_keeps_any(client)


async def test_what_is_lent_while_the_store_changes_is_not_used_for_the_next_command(client: Client) -> None:
    pool: Any = client.connection_pool
    before = await client.client_id()
    connection = await pool.get_connection()
    await pool.open_anew()
    await connection.send_command("ECHO", "still answered")
    assert await connection.read_response() == "still answered"
    await pool.release(connection)
    assert await client.client_id() != before


async def _echo(client: Client, word: str) -> str:
    return str(await client.echo(word))


async def _nobody_keeps_any(client: Client) -> None:
    pool: Any = client.connection_pool
    assert not pool._in_use_connections
    lent = [pool._turns.locked() or await pool._turns.acquire() for _ in range(pool.max_connections)]
    assert lent == [True] * pool.max_connections
    assert pool._turns.locked()
    for _ in lent:
        pool._turns.release()
