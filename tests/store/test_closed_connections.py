"""A store that dies while a command is written to it: uvloop says so with an error that redis-py does not know."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from redis.asyncio.connection import UnixDomainSocketConnection

from bot.store.connection import Client, connect_socket
from bot.store.embedded import EmbeddedStore
from bot.store.scripts import STORE_GONE

CLOSED = "unable to perform operation on <UnixTransport closed=True>; the handler is closed"
EVER = 1_000


class Dying(UnixDomainSocketConnection):
    """Meets a store that is gone, so many times, when it is asked for something."""

    left, asked, said = 0, b"", ""

    async def _send_packed_command(self, command: Iterable[bytes]) -> None:
        if Dying.asked in b"".join(bytes(part) for part in command) and Dying.left:
            Dying.left -= 1
            raise RuntimeError(Dying.said)
        await super()._send_packed_command(command)


def _dying(socket: Path, *, asked: bytes, times: int, said: str = CLOSED, retries: int = 1) -> Client:
    client = connect_socket(socket, retries=retries)
    pool = client.connection_pool
    pool.connection_class = type("DyingPrompt", (pool.connection_class, Dying), {})
    pool.connection_kwargs["health_check_interval"] = 0  # so that nothing is written at once
    Dying.asked, Dying.left, Dying.said = asked, times, said
    return client


async def _at_once(client: Client, *names: str) -> list[str | None]:
    pipe = client.pipeline()
    for name in names:
        pipe.get(name)
    return list(await pipe.execute())


async def test_one_that_is_back_at_once_is_asked_again(redis: Client, embedded: EmbeddedStore) -> None:
    async with _dying(embedded.socket, asked=b"GET", times=1) as client:
        assert await client.get("nothing") is None
    assert Dying.left == 0


async def test_so_are_several_questions_in_one_go(redis: Client, embedded: EmbeddedStore) -> None:
    async with _dying(embedded.socket, asked=b"GET", times=1) as client:
        assert await _at_once(client, "nothing", "nothing") == [None, None]
    assert Dying.left == 0


async def test_so_is_one_that_died_while_the_connection_was_greeted(redis: Client, embedded: EmbeddedStore) -> None:
    async with _dying(embedded.socket, asked=b"HELLO", times=1) as client:
        assert await _at_once(client, "nothing") == [None]
    assert Dying.left == 0


@pytest.mark.parametrize("asked", [b"GET", b"HELLO"])
async def test_one_that_stays_away_is_gone_as_every_other(redis: Client, embedded: EmbeddedStore, asked: bytes) -> None:
    async with _dying(embedded.socket, asked=asked, times=EVER) as client:
        with pytest.raises(STORE_GONE, match="closed"):
            await client.get("nothing")
        with pytest.raises(STORE_GONE, match="closed"):
            await _at_once(client, "nothing")


async def test_another_error_of_ours_is_not_taken_for_it(redis: Client, embedded: EmbeddedStore) -> None:
    async with _dying(embedded.socket, asked=b"GET", times=1, said="no running event loop") as client:
        with pytest.raises(RuntimeError, match="no running"):
            await client.get("nothing")
