"""A store that dies while a command is written to it: uvloop says so with an error that redis-py does not know."""

from pathlib import Path
from typing import Any

import pytest
from redis.asyncio.connection import UnixDomainSocketConnection

from bot.store.connection import Client, connect_socket
from bot.store.embedded import EmbeddedStore
from bot.store.scripts import STORE_GONE

CLOSED = "unable to perform operation on <UnixTransport closed=True>; the handler is closed"


class Dying(UnixDomainSocketConnection):
    """Meets a store that is gone, so many times."""

    left = 0
    said = CLOSED

    async def send_packed_command(self, command: Any, check_health: bool = True) -> None:  # noqa: FBT001, FBT002  redis-py's own
        if b"GET" in b"".join(bytes(part) for part in command) and Dying.left:
            Dying.left -= 1
            await self.disconnect(nowait=True)
            raise RuntimeError(Dying.said)
        await super().send_packed_command(command, check_health)


def _dying(socket: Path, *, times: int, said: str = CLOSED) -> Client:
    client = connect_socket(socket)
    of_the_pool = client.connection_pool.connection_class
    client.connection_pool.connection_class = type("DyingPrompt", (Dying, of_the_pool), {})
    Dying.left, Dying.said = times, said
    return client


async def test_one_that_is_back_at_once_is_asked_again(redis: Client, embedded: EmbeddedStore) -> None:
    async with _dying(embedded.socket, times=1) as client:
        assert await client.get("nothing") is None
    assert Dying.left == 0


async def test_one_that_stays_away_is_gone_as_every_other(redis: Client, embedded: EmbeddedStore) -> None:
    async with _dying(embedded.socket, times=2) as client:
        with pytest.raises(STORE_GONE, match="closed"):
            await client.get("nothing")


async def test_another_error_of_ours_is_not_taken_for_it(redis: Client, embedded: EmbeddedStore) -> None:
    async with _dying(embedded.socket, times=1, said="no running event loop") as client:
        with pytest.raises(RuntimeError, match="no running"):
            await client.get("nothing")
