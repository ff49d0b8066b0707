"""The connections to the store, taken and given back without what costs redis-py more than most commands do.

Its pool takes a lock and a time-out for each command, and each writing is a task of its own: here only where somebody waits.
"""

import asyncio
from collections.abc import Iterable
from typing import Any, cast

from redis.asyncio.connection import (
    AbstractConnection,
    BlockingConnectionPool,
    Connection,
    SSLConnection,
    UnixDomainSocketConnection,
)
from redis.exceptions import ConnectionError as Unreachable


class Pool(BlockingConnectionPool):
    """redis-py's, but quick with a connection that lies ready. `connection_class` is a key of `PROMPT`."""

    def __init__(self, *, connection_class: type[AbstractConnection] = Connection, **options: Any) -> None:
        super().__init__(connection_class=PROMPT[connection_class], **options)
        self._waiting = 0

    async def get_connection(self, *_command: Any, **_options: Any) -> AbstractConnection:
        if self._available_connections and not self._waiting:
            connection: _Prompt = self.get_available_connection()  # type: ignore[no-untyped-call]  # redis-py's
            if await connection.lies_ready():
                return connection
            self._put_back(connection)
        self._waiting += 1
        try:
            return cast(AbstractConnection, await super().get_connection())  # type: ignore[no-untyped-call]  # redis-py's
        finally:
            self._waiting -= 1

    async def release(self, connection: AbstractConnection) -> None:
        if self._waiting or connection.should_reconnect():  # type: ignore[no-untyped-call]  # redis-py's
            await super().release(connection)
        else:
            self._put_back(connection)

    async def close_idle(self) -> None:
        """The next command opens anew. redis-py's own way waits for each to close, and lends out meanwhile what it closes."""
        for connection in self._available_connections:
            await connection.disconnect(nowait=True)

    def _put_back(self, connection: AbstractConnection) -> None:
        self._in_use_connections.remove(connection)
        self._available_connections.append(connection)


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
        if self._writer and is_healthy and isinstance(command, list) and _takes_more(self._writer.transport):
            self._writer.writelines(command)
        else:
            await super().send_packed_command(command, check_health)


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
