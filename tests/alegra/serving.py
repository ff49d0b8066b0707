"""Servers on a free port in the test's own loop: real HTTP, nothing pretended."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
import yaml
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.alegra.api import Alegra
from bot.alegra.transport import Transport

EMAIL, TOKEN = "ana@rivera.example", "canary-token-c0b70c0b70"
WORLD: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "sandbox" / "world.yaml").read_text("utf-8"))
Answer = Callable[[Request], Awaitable[Response]]


@dataclass
class Served:
    app: Starlette
    alegra: Alegra
    """A client of it."""

    @property
    def state(self) -> Any:
        return self.app.state


@asynccontextmanager
async def listening(app: Starlette) -> AsyncIterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off", ws="none"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn has no event for it
        await asyncio.sleep(0.005)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    server.force_exit = True
    await serving


def answering(answer: Answer) -> Starlette:
    """Every path and method gets the same treatment."""
    return Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST", "PUT", "DELETE"])])


def always(content: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    async def answer(_: Request) -> Response:
        return JSONResponse(content, status, headers)

    return answer


@asynccontextmanager
async def transport_to(answer: Answer, **options: Any) -> AsyncIterator[Transport]:
    async with listening(answering(answer)) as url:
        transport = a_transport(f"{url}/api/v1", **options)
        yield transport
        await transport.aclose(grace=1.0)


def a_transport(base_url: str, **options: Any) -> Transport:
    return Transport(base_url=base_url, **{"email": EMAIL, "token": TOKEN, "pauses": (0.01, 0.01)} | options)
