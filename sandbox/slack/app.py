"""Puts the local Slack together."""

import itertools
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.clock import Clock, clock_routes
from sandbox.feed import Feed
from sandbox.protection import protected, told_as_json
from sandbox.slack.delivery import ACK_SECONDS, Delivery
from sandbox.slack.delivery.http import HttpDelivery
from sandbox.slack.delivery.socket import SocketDelivery
from sandbox.slack.faults import Faults
from sandbox.slack.manifest import AppManifest, read_manifest
from sandbox.slack.oauth import OAuth
from sandbox.slack.people.cast import People
from sandbox.slack.people.post import Post
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.routes.control import Control
from sandbox.slack.routes.drawings import Drawings
from sandbox.slack.routes.files import FileDoors
from sandbox.slack.routes.installing import Installing
from sandbox.slack.routes.page import Page
from sandbox.slack.routes.per_team import per_team
from sandbox.slack.routes.response_urls import Responses
from sandbox.slack.routes.web_api import WebApi
from sandbox.slack.teams import Team, Teams
from sandbox.slack.workspace.state import Workspace
from sandbox.slack.world import other_worlds, read_installation, settle
from sandbox.traffic import Traffic

Json = dict[str, Any]
FOR_APPS = ("/api/", "/upload/", "/response/")
Transport = Literal["http", "socket"]


@dataclass(frozen=True)
class Parts:
    """What the local Slack is made of; each stands under its name at `app.state`."""

    teams: Teams
    workspace: Workspace
    """The first team's, and `people` too."""
    people: People
    oauth: OAuth
    delivery: Delivery
    sockets: SocketDelivery | None
    """None when payloads go over HTTP."""
    traffic: Traffic
    faults: Faults
    clock: Clock
    feed: Feed


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
    ack_seconds: float = ACK_SECONDS,
) -> Starlette:
    """The local Slack, with its `Parts` at `app.state`.

    `base_url` may be set later at `app.state.base_url`, before the application starts; `strict_rates=False` counts no
    calls; `ack_seconds` is what the app has to acknowledge, and to use a trigger_id. `app.state.links` names what the page
    links to: `{"alegra": url}` shows the local Alegra in its top bar.
    """
    app_manifest = read_manifest(manifest, app_url=app_url)
    workspaces = _workspaces(world, app_manifest, clock, strict_rates=strict_rates, trigger_seconds=ack_seconds)
    parts = _parts(workspaces, world, traffic, transport, ack_seconds)
    app = Starlette(
        routes=_routes(parts),
        middleware=protected(for_apps=FOR_APPS),
        exception_handlers={SlackRefusal: _not_there, HTTPException: told_as_json},
        lifespan=_lifespan(parts),
    )
    app.state.base_url, app.state.links = base_url, {}
    for part in fields(parts):
        setattr(app.state, part.name, getattr(parts, part.name))
    return app


def point_at_app(slack: Starlette, *, manifest: Json, app_url: str) -> None:
    """Deliver to `app_url` from now on, for whoever learns the app's address only after starting it."""
    for team in slack.state.teams:
        team.workspace.manifest = read_manifest(manifest, app_url=app_url)


def _workspaces(
    world: Json, manifest: AppManifest, clock: Clock, *, strict_rates: bool, trigger_seconds: float
) -> list[Workspace]:
    """The first one has the app from the start."""
    numbers, made = itertools.count(1), []
    for each in (world, *other_worlds(world)):
        workspace = Workspace(
            manifest=manifest,
            installation=read_installation(each),
            clock=clock,
            real=time.monotonic,
            trigger_seconds=trigger_seconds,
            strict_rates=strict_rates,
            numbers=numbers,
            is_installed=each is world,
        )
        settle(workspace, each)
        made.append(workspace)
    return made


def _parts(
    workspaces: list[Workspace], world: Json, traffic: Traffic, transport: Transport, ack_seconds: float
) -> Parts:
    first = workspaces[0]
    installation, clock = first.installation, first.clock
    sockets = SocketDelivery(installation.app_id, ack_seconds) if transport == "socket" else None
    delivery = sockets or HttpDelivery(signing_secret=installation.signing_secret, ack_seconds=ack_seconds)
    faults, feed = Faults(), Feed()
    traffic.when_recorded(feed.changed)
    teams = []
    for workspace in workspaces:
        workspace.when_changed(feed.changed)
        post = Post(workspace=workspace, delivery=delivery, traffic=traffic, faults=faults)
        teams.append(Team(workspace, People.on(post)))
    app, all_teams = world["slack"]["bot"], Teams(tuple(teams))
    oauth = OAuth(all_teams, client_id=app["client_id"], client_secret=app["client_secret"], now=clock.now)
    return Parts(all_teams, first, teams[0].people, oauth, delivery, sockets, traffic, faults, clock, feed)


def _routes(parts: Parts) -> list[BaseRoute]:
    workspace, traffic, faults = parts.workspace, parts.traffic, parts.faults
    return [
        *WebApi(teams=parts.teams, oauth=parts.oauth, traffic=traffic, faults=faults, sockets=parts.sockets).routes(),
        *_routes_of_teams(parts),
        *Installing(parts.teams, parts.oauth).routes(),
        *Control(workspace=workspace, traffic=traffic, faults=faults, feed=parts.feed, sockets=parts.sockets).routes(),
        *Drawings(workspace=workspace, traffic=traffic, faults=faults).routes(),
        *clock_routes(parts.clock),
        *_static(),
    ]


def _routes_of_teams(parts: Parts) -> list[Route]:
    teams, traffic, faults = parts.teams, parts.traffic, parts.faults
    return [
        *per_team(
            teams,
            lambda team: FileDoors(workspace=team.workspace, traffic=traffic, faults=faults).routes(),
            lambda request: teams.with_file(request.path_params["id"]),
        ),
        *per_team(
            teams,
            lambda team: Responses(workspace=team.workspace, traffic=traffic, faults=faults).routes(),
            lambda request: teams.with_response_url(request.path_params["key"]),
        ),
        *per_team(
            teams,
            lambda team: Page(
                workspace=team.workspace, people=team.people, feed=parts.feed, traffic=traffic, faults=faults
            ).routes(),
            lambda request: (
                teams.with_person(request.path_params.get("user", ""))
                or teams.named(request.query_params.get("team", ""))
                or teams.with_person(request.query_params.get("as", ""))
            ),
        ),
    ]


def _lifespan(parts: Parts) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        for team in parts.teams:
            team.people.post.base_url = app.state.base_url
        if parts.sockets is not None:
            await parts.sockets.start()
        yield
        for team in parts.teams:
            await team.people.events.close()
        await parts.delivery.close()

    return lifespan


async def _not_there(_: Request, refused: Exception) -> Response:
    return JSONResponse({"error": str(refused)}, 404)


def _static() -> list[BaseRoute]:
    folder = Path(str(files("sandbox.slack").joinpath("static")))
    return [Mount("/", StaticFiles(directory=folder, html=True))] if folder.is_dir() else []
