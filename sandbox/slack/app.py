"""Puts the local Slack together."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, TypedDict

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from sandbox.clock import Clock, clock_routes
from sandbox.feed import Feed
from sandbox.slack.delivery import Delivery
from sandbox.slack.delivery.http import HttpDelivery
from sandbox.slack.delivery.socket import SocketDelivery
from sandbox.slack.faults import Faults
from sandbox.slack.manifest import read_manifest
from sandbox.slack.people.cast import People
from sandbox.slack.people.post import Post
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.routes.control import Control
from sandbox.slack.routes.files import FileDoors
from sandbox.slack.routes.page import Page
from sandbox.slack.routes.protection import HOSTS, JsonPostsOnly
from sandbox.slack.routes.response_urls import Responses
from sandbox.slack.routes.web_api import WebApi
from sandbox.slack.workspace.state import Workspace
from sandbox.slack.world import read_installation, settle
from sandbox.traffic import Traffic

Json = dict[str, Any]
Transport = Literal["http", "socket"]


class _Watched(TypedDict):
    workspace: Workspace
    traffic: Traffic
    faults: Faults


def build_slack(
    *,
    manifest: Json,
    world: Json,
    clock: Clock,
    traffic: Traffic,
    base_url: str = "",
    app_url: str = "http://127.0.0.1:3000",
    transport: Transport = "http",
    strict_rates: bool = True,
) -> Starlette:
    """The local Slack, with `workspace`, `people`, `faults`, `traffic`, `clock`, `sockets` and `feed` at `app.state`.

    `links` there names what the page links to: `{"alegra": url}` shows the local Alegra in its top bar.
    `base_url` may be set later at `app.state.base_url`, before the first request; `strict_rates=False` counts no calls.
    """
    installation = read_installation(world)
    workspace = Workspace(
        manifest=read_manifest(manifest, app_url=app_url),
        installation=installation,
        clock=clock,
        real=time.monotonic,
        strict_rates=strict_rates,
    )
    settle(workspace, world)
    sockets = SocketDelivery(installation.app_id) if transport == "socket" else None
    delivery: Delivery = sockets or HttpDelivery(signing_secret=installation.signing_secret)
    faults, feed = Faults(), Feed()
    people = People.on(Post(workspace=workspace, delivery=delivery, traffic=traffic, faults=faults))
    workspace.when_changed(feed.changed)
    traffic.when_recorded(feed.changed)

    def new_socket_url() -> str:
        if sockets is None:
            raise SlackRefusal(
                "forbidden_team", ["[ERROR] Socket Mode is off in this workspace: it delivers over HTTP"]
            )
        return sockets.new_url()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        people.post.base_url = app.state.base_url
        if sockets is not None:
            await sockets.start()
        yield
        await people.events.close()
        await delivery.close()

    watched: _Watched = {"workspace": workspace, "traffic": traffic, "faults": faults}
    routes: list[BaseRoute] = [
        *WebApi(**watched, new_socket_url=new_socket_url).routes(),
        *FileDoors(**watched).routes(),
        *Responses(**watched).routes(),
        *Page(**watched, people=people, feed=feed).routes(),
        *Control(**watched, feed=feed, sockets=sockets).routes(),
        *clock_routes(clock),
        *_static(),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS), Middleware(JsonPostsOnly)],
        exception_handlers={SlackRefusal: _not_there},
        lifespan=lifespan,
    )
    state = {
        "base_url": base_url,
        "links": {},
        "people": people,
        "clock": clock,
        "sockets": sockets,
        "feed": feed,
        "delivery": delivery,
    }
    for name, value in {**watched, **state}.items():
        setattr(app.state, name, value)
    return app


def point_at_app(slack: Starlette, *, manifest: Json, app_url: str) -> None:
    """Deliver to `app_url` from now on, for whoever learns the app's address only after starting it."""
    slack.state.workspace.manifest = read_manifest(manifest, app_url=app_url)


async def _not_there(_: Request, refused: Exception) -> Response:
    return JSONResponse({"error": str(refused)}, 404)


def _static() -> list[BaseRoute]:
    folder = Path(str(files("sandbox.slack").joinpath("static")))
    return [Mount("/", StaticFiles(directory=folder, html=True))] if folder.is_dir() else []
