"""A lost answer is a lost answer on every way that uvicorn can be run."""

import asyncio
import logging
import socket

import httpx
import pytest
import uvicorn

from sandbox.alegra import build_alegra
from sandbox.clock import Clock
from sandbox.traffic import Traffic
from tests.sandbox.alegra.local_alegra import USER, WORLD


@pytest.mark.parametrize("http", ["h11", "httptools"])
@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_the_socket_is_closed_and_the_server_goes_on(http: str, loop: str, caplog: pytest.LogCaptureFixture) -> None:
    app = build_alegra(world=WORLD, clock=Clock(), traffic=Traffic())
    config = uvicorn.Config(app, http=http, loop=loop, lifespan="off", log_level="warning", log_config=None)
    with (
        asyncio.Runner(loop_factory=config.get_loop_factory()) as runner,
        socket.create_server(("127.0.0.1", 0)) as listening,
    ):
        runner.run(_lose_two_answers(uvicorn.Server(config), listening))
    assert [each for each in caplog.records if each.levelno >= logging.WARNING] == [], (
        "the server has nothing to complain about"
    )


async def _lose_two_answers(server: uvicorn.Server, listening: socket.socket) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with httpx.AsyncClient(
        base_url=f"{url}/api/v1", auth=(USER["email"], USER["token"]), trust_env=False
    ) as client:
        await client.post(f"{url}/faults", json={"kind": "lost_answer", "times": 2})
        for _ in range(2):
            with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
                await client.get("/company")
        assert (await client.get("/company")).status_code == 200
    server.should_exit = True
    await serving


async def test_without_uvicorn_it_says_that_it_cannot(capsys: pytest.CaptureFixture[str]) -> None:
    app = build_alegra(world=WORLD, clock=Clock(), traffic=Traffic())
    app.state.faults.add("lost_answer")
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://127.0.0.1/api/v1", auth=(USER["email"], USER["token"])
    ) as client:
        with pytest.raises(RuntimeError, match="only under uvicorn"):
            await client.get("/company")
