"""The HTTP server: Slack's path behind the gate, and whether the bot lives and is ready."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass

import uvicorn

from bot.gate import App, Receive, Scope, Send
from bot.request_ids import identified

STOP_SECONDS = 5
IDLE_SECONDS = 75
"""Longer than proxies keep an idle connection (nginx and AWS: 60): one that is closed from here loses what is sent just then."""
TICK_SECONDS = 0.1
"""uvicorn counts ten to a second, for the date in its answers."""


class PortTaken(Exception):
    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is taken by another program; set COBRO_PORT to a free one")
        self.port = port


@dataclass
class Health:
    is_ready: bool = False
    is_leaving: bool = False
    """Answers as before, and asks to be sent no more."""
    troubles: Callable[[], tuple[str, ...]] = tuple
    """What fails now; it is named, and changes no status: another process would fare no better."""


@asynccontextmanager
async def serving(
    inner: App,
    *,
    health: Health,
    host: str,
    port: int,
    metrics: App | None = None,
    new_id: Callable[[], str] = lambda: "",
) -> AsyncIterator[str]:
    """Yields the address. `new_id` names requests. Raise PortTaken before anything else is started."""
    listener = listen(host, port)
    config = uvicorn.Config(
        identified(_routes(inner, health, metrics or nobody_answers), new_id=new_id),
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=STOP_SECONDS,
        timeout_keep_alive=IDLE_SECONDS,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield f"http://{host}:{listener.getsockname()[1]}"
    finally:
        server.stop()
        await task


async def nobody_answers(_scope: Scope, _receive: Receive, send: Send) -> None:
    """In Socket Mode nothing of Slack's comes in here."""
    await _say(send, 404, b"")


class _Server(uvicorn.Server):
    """Signals are the composition root's; told to stop it does so at once, and not at its next tick."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._told_to_stop = asyncio.Event()

    def stop(self) -> None:
        self.should_exit = True
        self._told_to_stop.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def main_loop(self) -> None:
        ticks = 0
        while not await self.on_tick(ticks):
            ticks += 1
            with suppress(TimeoutError):
                async with asyncio.timeout(TICK_SECONDS):
                    await self._told_to_stop.wait()


def listen(host: str, port: int) -> socket.socket:
    """Named as TCP: asyncio turns Nagle's delay of 40 ms off only for sockets that say so."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortTaken(port) from error
    return listener


def _routes(inner: App, health: Health, metrics: App) -> App:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        match scope["path"]:
            case "/healthz":
                await _say(send, 200, b"alive")
            case "/readyz":
                await _say(send, *_readiness(health))
            case "/metrics":
                await metrics(scope, receive, send)
            case _ if not health.is_ready:
                await _say(send, 503, b"")
            case _:
                await inner(scope, receive, send)

    return app


def _readiness(health: Health) -> tuple[int, bytes]:
    named = "".join(f"\n{line}" for line in health.troubles()).encode()
    if health.is_leaving:
        return 503, b"leaving"
    return (200, b"ready" + named) if health.is_ready else (503, b"starting" + named)


async def _say(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
