"""Serves one Starlette application on 127.0.0.1 in the current event loop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette


class PortTaken(Exception):
    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is taken by another program: stop it, or choose another port")
        self.port = port


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to whoever runs the loop, not to one of several servers in it."""
        yield


@asynccontextmanager
async def running(app: Starlette, *, port: int = 0) -> AsyncIterator[str]:
    """Yield the base URL, which the application also finds at `app.state.base_url`. Raises PortTaken."""
    listener = bound(port)
    base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app.state.base_url = base_url
    server = _Server(
        uvicorn.Config(app, log_config=None, log_level="error", ws="none", lifespan="on", timeout_graceful_shutdown=1)
    )
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        while not server.started:
            if task.done():
                task.result()
            await asyncio.sleep(0.005)
        yield base_url
    finally:
        feed = getattr(app.state, "feed", None)
        if feed is not None:
            feed.close()
        server.should_exit = True
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
