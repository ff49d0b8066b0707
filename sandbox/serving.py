"""Serves one Starlette application on 127.0.0.1 in the current event loop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import uvicorn
from starlette.applications import Starlette

TICK_SECONDS = 0.1
"""uvicorn counts ten to a second, for the date in its answers."""
LOOK_SECONDS = 0.005
IDLE_SECONDS = 75
"""Clients give an idle connection up sooner: where both do at the same moment, what is sent then is lost."""


class PortTaken(Exception):
    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is taken by another program: stop it, or choose another port")
        self.port = port


class _Server(uvicorn.Server):
    """Ends as soon as it is told and nobody is served any more: uvicorn's own looks ten times a second."""

    def __init__(self, config: uvicorn.Config, *, leave_seconds: float) -> None:
        super().__init__(config)
        self._leave_seconds = leave_seconds
        self._told_to_stop = asyncio.Event()

    def stop(self) -> None:
        self.should_exit = True
        self._told_to_stop.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to whoever runs the loop, not to one of several servers in it."""
        yield

    async def main_loop(self) -> None:
        ticks = 0
        while not await self.on_tick(ticks):
            ticks += 1
            with suppress(TimeoutError):
                async with asyncio.timeout(TICK_SECONDS):
                    await self._told_to_stop.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for listening in sockets or []:
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._leave_seconds):
                await self._everybody_has_left()
        for task in self.server_state.tasks:
            task.cancel()
        await self.lifespan.shutdown()

    async def _everybody_has_left(self) -> None:
        while self.server_state.connections or self.server_state.tasks:  # noqa: ASYNC110  uvicorn has no event for it
            await asyncio.sleep(LOOK_SECONDS)
        for server in self.servers:
            await server.wait_closed()


@asynccontextmanager
async def running(app: Starlette, *, port: int = 0, leave_seconds: float = 1) -> AsyncIterator[str]:
    """Yield the base URL, which the application also finds at `app.state.base_url`. Raises PortTaken.

    At the end, what is being answered may go on for `leave_seconds`.
    """
    listener = bound(port)
    base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app.state.base_url = base_url
    config = uvicorn.Config(
        app, log_config=None, log_level="error", ws="none", lifespan="on", timeout_keep_alive=IDLE_SECONDS
    )
    server = _Server(config, leave_seconds=leave_seconds)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        while not server.started:
            if task.done():
                task.result()
            await asyncio.sleep(LOOK_SECONDS)
        yield base_url
    finally:
        feed = getattr(app.state, "feed", None)
        if feed is not None:
            feed.close()
        server.stop()
        await task
        listener.close()


def bound(port: int) -> socket.socket:
    """A listening address on this machine only. Raises PortTaken.

    Named as TCP: asyncio turns Nagle's delay of 40 ms off only for sockets that say so.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as taken:
        listener.close()
        raise PortTaken(port) from taken
    return listener
