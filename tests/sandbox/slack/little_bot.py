"""A small Bolt app that tests fill with listeners, over either transport; nothing in it knows of the sandbox but one URL."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import yaml
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.clock import Clock
from sandbox.server import read_manifest_file, read_world
from sandbox.serving import running
from sandbox.slack.app import Transport, build_slack, point_at_app
from sandbox.slack.client import Modal, Person
from sandbox.slack.client.waiting import until
from sandbox.slack.faults import Faults
from sandbox.slack.people.cast import People
from sandbox.slack.workspace.state import Workspace
from sandbox.traffic import Line, Traffic

Json = dict[str, Any]

EXTRAS = yaml.safe_load("""
shortcuts:
  - {name: Nueva factura, type: global, callback_id: invoice.new, description: Crear una factura}
  - {name: Facturar mensaje, type: message, callback_id: invoice.from_message, description: Crear una factura}
events:
  request_url: https://cobro.example.com/slack/events
  bot_events: [app_home_opened, app_mention, message.im]
scopes: [channels:read, groups:read, im:read, files:read, users:read.email]
""")


def full_manifest() -> Json:
    """Our own manifest, with what later rooms will ask for: shortcuts, events, the Home tab, more scopes."""
    manifest, extras = read_manifest_file(), deepcopy(EXTRAS)
    manifest["features"]["shortcuts"] = extras["shortcuts"]
    manifest["features"]["app_home"] = {"home_tab_enabled": True, "messages_tab_enabled": True}
    manifest["settings"]["event_subscriptions"] = extras["events"]
    manifest["oauth_config"]["scopes"]["bot"] += extras["scopes"]
    return manifest


@dataclass(frozen=True)
class Scene:
    """A running local Slack with the little bot connected."""

    slack: Starlette
    url: str
    bolt: AsyncApp
    client: AsyncWebClient

    @property
    def workspace(self) -> Workspace:
        found: Workspace = self.slack.state.workspace
        return found

    @property
    def people(self) -> People:
        found: People = self.slack.state.people
        return found

    @property
    def faults(self) -> Faults:
        found: Faults = self.slack.state.faults
        return found

    @property
    def traffic(self) -> Traffic:
        found: Traffic = self.slack.state.traffic
        return found

    @property
    def clock(self) -> Clock:
        found: Clock = self.slack.state.clock
        return found

    def person(self, name: str, channel: str = "facturacion") -> Person:
        return Person(self.slack, name, channel=channel)

    def lines(self, what: str) -> list[Line]:
        return [line for line in self.traffic.lines if line.what == what]

    def last(self, what: str) -> Line:
        return self.lines(what)[-1]


PATIENT_SECONDS = 30.0
"""A busy machine is no late app."""


@asynccontextmanager
async def scene(
    *, transport: Transport = "http", manifest: Json | None = None, strict_rates: bool = False, secret: str = ""
) -> AsyncIterator[Scene]:
    manifest, world = manifest or full_manifest(), read_world()
    slack = build_slack(
        manifest=manifest,
        world=world,
        clock=Clock(),
        traffic=Traffic(),
        transport=transport,
        strict_rates=strict_rates,
        ack_seconds=PATIENT_SECONDS,
    )
    bot = world["slack"]["bot"]
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(running(slack))
        client = AsyncWebClient(token=bot["token"], base_url=f"{url}/api/")
        bolt = AsyncApp(client=client, signing_secret=secret or bot["signing_secret"], process_before_response=True)
        if transport == "http":
            bot_url = await stack.enter_async_context(running(_over_http(bolt)))
            point_at_app(slack, manifest=manifest, app_url=bot_url)
        else:
            handler = AsyncSocketModeHandler(bolt, bot["app_token"])
            await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt has no types here
            stack.push_async_callback(handler.close_async)
            await until(lambda: slack.state.sockets.connections, "the little bot's socket")
        yield Scene(slack, url, bolt, client)


def _over_http(bolt: AsyncApp) -> Starlette:
    handler = AsyncSlackRequestHandler(bolt)

    async def take(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/slack/events", take, methods=["POST"])])


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(text: str, value: str) -> Json:
    return {"text": plain(text), "value": value}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(text: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def field(label: str, element: Json, **more: Any) -> Json:
    """An input block whose block_id and action_id are its label, in lower case."""
    name = label.lower()
    return {"type": "input", "block_id": name, "label": plain(label), "element": {"action_id": name, **element}, **more}


def text_field(label: str, **more: Any) -> Json:
    return field(label, {"type": "plain_text_input"}, **more)


def modal(title: str, *blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain(title),
        "submit": plain("Enviar"),
        "blocks": list(blocks),
        **more,
    }


async def open_with(scene: Scene, view: Json) -> None:
    """`/invoice` opens this view."""

    @scene.bolt.command("/invoice")
    async def opened(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()


async def opened(stage: Scene, view: Json) -> tuple[Person, Modal]:
    await open_with(stage, view)
    ana = stage.person("ana")
    await ana.types("/invoice create")
    return ana, await ana.modal(view["title"]["text"])
