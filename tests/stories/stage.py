"""The stage of every story: a local Slack, a local Alegra, one clock, and the bot between them, over real HTTP."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot import app as bot_app
from bot.operations.timing import Timing
from bot.settings import read_settings
from bot.store.connection import Client
from sandbox.alegra import build_alegra
from sandbox.clock import Clock
from sandbox.server import Addresses, Plan, environment, read_world
from sandbox.serving import running
from sandbox.slack.app import Transport, build_slack, point_at_app
from sandbox.slack.client.person import Person
from sandbox.traffic import Traffic
from tests.canaries import in_slack, in_store

ROOT = Path(__file__).parents[2]
MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
FRIDAY_MORNING = datetime(2026, 11, 27, 9, 12, tzinfo=ZoneInfo("America/Bogota"))
UNHURRIED = 100_000
PATIENT_SECONDS = 30.0
"""Slack's three and our two say how quick a machine is: a busy one makes no story fail."""
QUICK = bot_app.Pace(
    tick_seconds=0.2,
    catch_up_seconds=0.2,
    companies_seconds=0.2,
    store_seconds=0.1,
    answer_seconds=PATIENT_SECONDS / 2,
    timing=Timing(poll_seconds=0.02),
)


@dataclass
class Stage:
    slack: Starlette
    alegra: Starlette
    clock: Clock
    traffic: Traffic
    environment: dict[str, str]
    before: set[str] = field(default_factory=set)
    """Ids of the invoices that Alegra had when the curtain rose."""
    emails_before: int = 0
    app_url: str = ""
    """Where the bot listens."""

    def __post_init__(self) -> None:
        self.before = set(self.alegra.state.books.invoices)
        self.emails_before = len(self.emails)

    def person(self, name: str) -> Person:
        return Person(self.slack, name)

    @property
    def invoices(self) -> list[dict[str, Any]]:
        """What was invoiced since the curtain rose."""
        return [each for key, each in self.alegra.state.books.invoices.items() if key not in self.before]

    @property
    def emails(self) -> list[dict[str, Any]]:
        emails: list[dict[str, Any]] = self.alegra.state.books.emails
        return emails

    @property
    def emails_since(self) -> list[dict[str, Any]]:
        return self.emails[self.emails_before :]

    async def now(self) -> int:
        """What the strangers' address of the clock tells, without asking them over HTTP a hundred times a second."""
        return int(self.clock.now() * 1000)

    def requests(self, what: str) -> list[Any]:
        """The lines of traffic to Alegra whose method and path contain `what`."""
        return [line for line in self.traffic.lines if line.service == "alegra" and what in line.what]


@asynccontextmanager
async def strangers(
    *,
    start: datetime = FRIDAY_MORNING,
    language: str = "",
    transport: Transport = "http",
    slack_doors: Sequence[Middleware] = (),
    alegra_doors: Sequence[Middleware] = (),
) -> AsyncIterator[Stage]:
    """Without the bot: for stories in which it dies. Through the doors goes all that the bot asks them."""
    clock, traffic, world = Clock(start=start), Traffic(), read_world(language=language)
    # A person may close a form while its redraw is on its way; Slack says so, and nothing is lost.
    traffic.expect("views.update not_found")
    # A story moves the clock past a signed link's life between reading it and opening it; it is read anew.
    traffic.expect("Request has expired")
    slack = build_slack(
        manifest=deepcopy(MANIFEST),
        world=world,
        clock=clock,
        traffic=traffic,
        transport=transport,
        strict_rates=False,
        ack_seconds=PATIENT_SECONDS,
    )
    alegra = build_alegra(world=world, clock=clock, traffic=traffic)
    # Its minutes are real ones, and a story moves hours in seconds: what nobody waits for would wait for a real minute.
    alegra.state.switches.change({"requests_per_minute": UNHURRIED})
    slack.user_middleware[:0], alegra.user_middleware[:0] = slack_doors, alegra_doors
    async with AsyncExitStack() as stack:
        addresses = Addresses(
            await stack.enter_async_context(running(slack)), await stack.enter_async_context(running(alegra))
        )
        slack.state.links = {"alegra": addresses.alegra}
        yield Stage(slack, alegra, clock, traffic, environment(Plan(transport=transport), addresses))
        assert list(in_slack(slack, traffic)) == [], "where a token stands in Slack"


@asynccontextmanager
async def performance(
    client: Client,
    *,
    start: datetime = FRIDAY_MORNING,
    language: str = "",
    transport: Transport = "http",
    port: int = 0,
    alegra_doors: Sequence[Middleware] = (),
    **settings: str,
) -> AsyncIterator[Stage]:
    """With the bot in this process; `settings` replace what the environment says."""
    async with strangers(start=start, language=language, transport=transport, alegra_doors=alegra_doors) as stage:
        environment_of_bot = {**stage.environment, "COBRO_TRANSPORT": transport, **settings}
        pace = replace(QUICK, clock=stage.now)
        async with bot_app.running(read_settings(environment_of_bot), client, port=port, pace=pace) as url:
            stage.app_url = url
            point_at_app(stage.slack, manifest=deepcopy(MANIFEST), app_url=url)
            yield stage
            assert await in_store(client) == [], "keys that hold a token"
        unexpected = stage.traffic.unexpected()
        assert not unexpected, f"red lines that nobody asked for: {[(line.what, line.trouble) for line in unexpected]}"
