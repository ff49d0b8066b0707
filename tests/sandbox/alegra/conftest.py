"""One local Alegra for the session, started afresh for each test."""

import asyncio
import threading
from collections.abc import Iterator

import httpx
import pytest
import uvicorn

from sandbox.alegra import build_alegra
from sandbox.clock import Clock
from sandbox.traffic import Traffic
from tests.sandbox.alegra.local_alegra import USER, WORLD, Alegra


@pytest.fixture(scope="session")
def running() -> Iterator[Alegra]:
    clock, traffic = Clock(), Traffic()
    app = build_alegra(world=WORLD, clock=clock, traffic=traffic)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off", timeout_keep_alive=75))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    while not server.started:
        threading.Event().wait(0.01)
    url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    with httpx.Client(
        base_url=f"{url}/api/v1", auth=(USER["email"], USER["token"]), trust_env=False, timeout=40
    ) as http:
        yield Alegra(app, clock, traffic, url, http)
    server.should_exit = True
    thread.join()


@pytest.fixture
def alegra(running: Alegra) -> Alegra:
    running.app.state.reset(WORLD)
    running.traffic.lines.clear()
    running.switches.requests_per_minute = 100_000
    return running
