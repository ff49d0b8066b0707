"""The connections to the store, taken and given back without what costs redis-py more than most commands do.

Its pool takes a lock and a time-out for each command, and each writing is a task of its own: here only where somebody waits.
"""

import asyncio
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from redis.asyncio.connection import (
    AbstractConnection,
    BlockingConnectionPool,
    Connection,
    SSLConnection,
    UnixDomainSocketConnection,
)
from redis.exceptions import ConnectionError as Unreachable

CLOSED = "the handler is closed"
"""What uvloop says of a connection that ended before it was written to: a RuntimeError, which redis-py would not try again."""


class Pool(BlockingConnectionPool):
    """redis-py's, but quick with a connection that lies ready. `connection_class` is a key of `PROMPT`.

    Whoever is cancelled, wherever that is, keeps no connection and nobody's turn: giving back does not wait for anything.
    """

    def __init__(self, *, connection_class: type[AbstractConnection] = Connection, **options: Any) -> None:
        super().__init__(connection_class=PROMPT[connection_class], **options)

    async def get_connection(self, *_command: Any, **_options: Any) -> AbstractConnection:
        """Raise redis-py's ConnectionError and TimeoutError."""
        await self._turn()
        connection: _Prompt = self.get_available_connection()  # type: ignore[no-untyped-call]  # redis-py's
        try:
            if not await connection.lies_ready():
                await self.ensure_connection(connection)
        except BaseException:
            await self.release(connection)
            raise
        return connection

    async def release(self, connection: AbstractConnection) -> None:
        try:
            if connection.should_reconnect():  # type: ignore[no-untyped-call]  # redis-py's
                await connection.disconnect(nowait=True)
        finally:
            self._in_use_connections.remove(connection)
            self._available_connections.append(connection)
            self._turns.release()

    async def open_anew(self) -> None:
        """What is asked from here on goes by new connections; redis-py's own way lends out meanwhile what it closes."""
        for lent in self._in_use_connections:
            lent.mark_for_reconnect()  # type: ignore[no-untyped-call]  # redis-py's
        for idle in self._available_connections:
            await idle.disconnect(nowait=True)

    async def _turn(self) -> None:
        if not self._turns.locked():
            await self._turns.acquire()
            return
        try:
            async with asyncio.timeout(self.timeout):
                await self._turns.acquire()
        except TimeoutError:
            raise Unreachable("no connection became free") from None

    @cached_property
    def _turns(self) -> asyncio.Semaphore:
        """As many as there may be connections, in the order in which they are asked for."""
        return asyncio.Semaphore(self.max_connections)


class _Prompt(AbstractConnection):
    """Writes at once what the socket takes: whoever reads the answer hears that the connection is lost."""

    async def lies_ready(self) -> bool:
        """Connected, and nothing has come that nobody asked for."""
        try:
            return bool(self.is_connected) and not await self.can_read()
        except Unreachable:
            return False

    async def send_packed_command(self, command: bytes | str | Iterable[bytes], check_health: bool = True) -> None:  # noqa: FBT001, FBT002  redis-py's
        is_healthy = not check_health or asyncio.get_running_loop().time() <= self.next_health_check
        try:
            if self._writer and is_healthy and isinstance(command, list) and _takes_more(self._writer.transport):
                self._writer.writelines(command)
            else:
                await super().send_packed_command(command, check_health)
        except RuntimeError as closed:
            if CLOSED not in str(closed):
                raise
            await self.disconnect(nowait=True)
            raise Unreachable(str(closed)) from closed


def _takes_more(transport: asyncio.WriteTransport) -> bool:
    return not transport.is_closing() and transport.get_write_buffer_size() == 0


class _PromptTcp(_Prompt, Connection):
    pass


class _PromptTls(_Prompt, SSLConnection):
    pass


class _PromptUnix(_Prompt, UnixDomainSocketConnection):
    pass


PROMPT: dict[type[AbstractConnection], type[AbstractConnection]] = {
    Connection: _PromptTcp,
    SSLConnection: _PromptTls,
    UnixDomainSocketConnection: _PromptUnix,
}
