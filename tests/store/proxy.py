"""Stands between a client and the store, and loses answers: the command arrives, the connection is cut."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path


class LosingProxy:
    """Cuts the connection instead of passing on an answer, as often as `losses` says, when a request holds `needle`."""

    def __init__(self, store_socket: Path) -> None:
        self._store_socket = store_socket
        self.losses = 0
        self.lost = 0
        self.needle = b"EVALSHA"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_store, to_store = await asyncio.open_unix_connection(self._store_socket)
        try:
            while request := await reader.read(1 << 20):
                to_store.write(request)
                answer = await from_store.read(1 << 20)
                if self.losses and self.needle in request:
                    self.losses -= 1
                    self.lost += 1
                    return
                writer.write(answer)
                await writer.drain()
        finally:
            to_store.close()
            writer.close()


@asynccontextmanager
async def losing_proxy(store_socket: Path, socket: Path) -> AsyncIterator[LosingProxy]:
    proxy = LosingProxy(store_socket)
    server = await asyncio.start_unix_server(proxy.serve, socket)
    yield proxy
    server.close()
    await server.wait_closed()
