"""What Cobro is measured on: a store, a Slack that answers at once, a local Alegra that can be slowed down."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette

from benchmarks.signed import Signer
from benchmarks.slack_stub import slack_stub
from bot.actions.directory_copy import DirectoryCopy
from bot.alegra.api import Alegra
from bot.alegra.transport import Transport
from bot.store.connection import connect_socket, redis_time
from bot.store.directory import DirectoryStore
from bot.store.embedded import launch
from bot.store.keys import Keys
from bot.store.scripts import Store
from sandbox.alegra import build_alegra
from sandbox.clock import Clock
from sandbox.server import Addresses, Plan, environment, read_world
from sandbox.serving import running
from sandbox.traffic import Traffic

ANA, BRUNO, DIEGO = "U0ANA00001", "U0BRUNO002", "U0DIEGO004"
"""Of the strangers' world: sales, and two who may approve."""
UNLIMITED = 10**6


@dataclass(frozen=True)
class Ground:
    environment: dict[str, str]
    store: Store
    slack: Starlette
    alegra: Starlette
    alegra_api: Alegra

    def signer(self) -> Signer:
        return Signer(self.environment["SLACK_SIGNING_SECRET"], self.environment["COBRO_CHANNEL"])

    def slow_alegra(self, seconds: float) -> None:
        """From now on every answer of Alegra takes so long."""
        self.alegra.state.faults.add("slow", seconds=seconds, times=None)


@asynccontextmanager
async def ground() -> AsyncIterator[Ground]:
    """With Alegra's directory copied already, as after Cobro's first start. The store writes to disk at every change."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cobro-bench-")))
        embedded = launch(folder)
        stack.callback(embedded.close)
        client = connect_socket(embedded.socket)
        stack.push_async_callback(client.aclose)
        world = read_world()
        slack = slack_stub(world)
        alegra = build_alegra(world=world, clock=Clock(), traffic=Traffic())
        alegra.state.switches.change({"requests_per_minute": UNLIMITED})
        addresses = Addresses(
            await stack.enter_async_context(running(slack)), await stack.enter_async_context(running(alegra))
        )
        settings = environment(Plan(), addresses) | {"REDIS_URL": f"unix://{embedded.socket}"}
        del settings["COBRO_CLOCK_URL"]
        api = Alegra(
            Transport(
                base_url=settings["ALEGRA_API_URL"], email=settings["ALEGRA_EMAIL"], token=settings["ALEGRA_TOKEN"]
            )
        )
        stack.push_async_callback(api.aclose)
        store = Store(client=client, keys=Keys("main"), clock=redis_time(client))
        await DirectoryCopy(store=DirectoryStore(store), alegra=api).refresh()
        yield Ground(settings, store, slack, alegra, api)
