"""The local Slack on a real port, with the showcase app behind it."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn
import yaml
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.clock import Clock
from sandbox.slack.app import build_slack
from sandbox.traffic import Traffic
from tests.sandbox.slack.page.page_showcase import Api, command, interaction

Json = dict[str, Any]
ROOT = Path(__file__).parents[4]
WORLD = yaml.safe_load((ROOT / "sandbox" / "world.yaml").read_text(encoding="utf-8"))
MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
MANIFEST["oauth_config"]["scopes"]["bot"].append("files:read")  # Slack asks for it where a view has a file_input
TOKEN = WORLD["slack"]["bot"]["token"]


@dataclass(frozen=True)
class PageWorld:
    url: str
    slack: Starlette
    traffic: Traffic
    api: Api

    async def fault(self, kind: str, **more: Any) -> None:
        async with httpx.AsyncClient(trust_env=False) as client:
            (await client.post(f"{self.url}/faults", json={"kind": kind, **more})).raise_for_status()


@asynccontextmanager
async def page_world(*, port: int = 0, manifest: Json = MANIFEST) -> AsyncIterator[PageWorld]:
    with listening(port) as door, listening(0) as app_door:
        url, app_url = (f"http://127.0.0.1:{one.getsockname()[1]}" for one in (door, app_door))
        traffic = Traffic()
        slack = build_slack(
            manifest=manifest,
            world=WORLD,
            clock=Clock(),
            traffic=traffic,
            base_url=url,
            app_url=app_url,
            strict_rates=False,
            ack_seconds=30,
        )
        async with httpx.AsyncClient(
            base_url=url, headers={"Authorization": f"Bearer {TOKEN}"}, trust_env=False
        ) as client:
            api = web_api(client)
            async with serving(slack, door), serving(showcase(api), app_door):
                try:
                    yield PageWorld(url, slack, traffic, api)
                finally:
                    slack.state.feed.close()


def listening(port: int) -> socket.socket:
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.bind(("127.0.0.1", port))
    return door


@asynccontextmanager
async def serving(app: Starlette, door: socket.socket) -> AsyncIterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none", timeout_graceful_shutdown=1))
    task = asyncio.create_task(server.serve(sockets=[door]))
    while not server.started:  # noqa: ASYNC110  uvicorn has no event for it
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        await task


def web_api(client: httpx.AsyncClient) -> Api:
    async def call(method: str, **arguments: Any) -> Json:
        if method == "upload":
            (await client.post(arguments["url"], content=arguments["content"])).raise_for_status()
            return {}
        form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in arguments.items()}
        answer: Json = (await client.post(f"/api/{method}", data=form)).json()
        assert answer["ok"], answer
        return answer

    return call


def showcase(api: Api) -> Starlette:
    async def events(request: Request) -> Response:
        if "json" in request.headers["content-type"]:
            return Response()
        form = await request.form()
        if "payload" in form:
            answer = await interaction(json.loads(str(form["payload"])), api)
        else:
            answer = await command({name: str(value) for name, value in form.items()}, api)
        return JSONResponse(answer) if answer else Response()

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"])])
