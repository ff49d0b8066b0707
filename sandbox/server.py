"""Starts the strangers together: one world, one clock, one list of traffic."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import yaml

from sandbox.clock import Clock
from sandbox.serving import running
from sandbox.slack.app import Transport, build_slack
from sandbox.traffic import Traffic

Json = dict[str, Any]
Stranger = Literal["slack", "alegra"]
LOCALES = {"es": "es-LA", "en": "en-US"}


@dataclass(frozen=True)
class Plan:
    """What to start, and how."""

    strangers: tuple[Stranger, ...] = ("slack", "alegra")
    port_slack: int = 4100
    port_alegra: int = 4200
    app_url: str = "http://127.0.0.1:3000"
    transport: Transport = "http"
    language: str = ""
    """es or en for everybody; empty leaves each person's own."""
    start: datetime | None = None
    manifest: Path | None = None


@dataclass(frozen=True)
class Addresses:
    slack: str = ""
    alegra: str = ""


class ManifestNotFound(Exception):
    def __init__(self, looked_at: list[Path]) -> None:
        super().__init__(f"no manifest.yml at {' or '.join(map(str, looked_at))}; name one with --manifest")


@asynccontextmanager
async def strangers(plan: Plan) -> AsyncIterator[Addresses]:
    """Raises PortTaken and ManifestNotFound."""
    clock, traffic, world = Clock(start=plan.start), Traffic(), read_world(language=plan.language)
    async with AsyncExitStack() as stack:
        alegra_url = ""
        if "alegra" in plan.strangers:
            build_alegra = import_module("sandbox.alegra").build_alegra
            alegra = build_alegra(world=world, clock=clock, traffic=traffic, base_url="")
            alegra_url = await stack.enter_async_context(running(alegra, port=plan.port_alegra))
        slack_url = ""
        if "slack" in plan.strangers:
            slack = build_slack(
                manifest=read_manifest_file(plan.manifest),
                world=world,
                clock=clock,
                traffic=traffic,
                app_url=plan.app_url,
                transport=plan.transport,
            )
            slack.state.links = {"alegra": alegra_url} if alegra_url else {}
            slack_url = await stack.enter_async_context(running(slack, port=plan.port_slack))
        yield Addresses(slack_url, alegra_url)


def environment(plan: Plan, addresses: Addresses) -> dict[str, str]:
    """What a bot needs in its environment to talk to the strangers that were started."""
    world = read_world()
    ids = {person["name"]: person["id"] for person in world["people"]}
    made: dict[str, str] = {}
    if addresses.slack:
        bot = world["slack"]["bot"]
        made |= {
            "SLACK_BOT_TOKEN": bot["token"],
            "SLACK_SIGNING_SECRET": str(bot["signing_secret"]),
            "SLACK_API_URL": f"{addresses.slack}/api/",
            "COBRO_CHANNEL": next(channel["id"] for channel in world["channels"] if channel["name"] == "facturacion"),
            "COBRO_APPROVERS": f"{ids['bruno']},{ids['diego']}",
            "COBRO_COLLECTORS": ids["carla"],
            "COBRO_ADMINS": ids["diego"],
        }
        if plan.transport == "socket":
            made["SLACK_APP_TOKEN"] = bot["app_token"]
    if addresses.alegra:
        user = world["alegra"]["users"][0]
        made |= {
            "ALEGRA_EMAIL": user["email"],
            "ALEGRA_TOKEN": user["token"],
            "ALEGRA_API_URL": f"{addresses.alegra}/api/v1",
        }
    made["COBRO_CLOCK_URL"] = f"{addresses.slack or addresses.alegra}/clock"
    return made


def read_world(*, language: str = "") -> Json:
    world = deepcopy(_world())
    for person in [*world["people"], *(one for other in world["others"] for one in other["people"])]:
        person["locale"] = LOCALES.get(language, person["locale"])
    return world


@cache
def _world() -> Json:
    world: Json = yaml.safe_load(files("sandbox").joinpath("world.yaml").read_text("utf-8"))
    return world


def read_manifest_file(path: Path | None = None) -> Json:
    """The one that is named, or the one of the folder we stand in, or of the project this code is part of."""
    places = [path] if path else [Path("manifest.yml"), Path(__file__).parent.parent / "manifest.yml"]
    for place in places:
        if place.is_file():
            read: Json = yaml.safe_load(place.read_text("utf-8"))
            return read
    raise ManifestNotFound(places)
