"""Servers on a free port in the test's own loop: real HTTP, nothing pretended."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.alegra.api import Alegra
from bot.alegra.transport import Transport
from sandbox.serving import running

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
    """Whoever still waits for an answer at the end gets none."""
    async with running(app, leave_seconds=0) as url:
        yield url


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
