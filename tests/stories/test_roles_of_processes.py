"""Processes that answer and processes that work, on one store; each is replaced by another in the middle of the story."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bot import app as bot_app
from bot.settings import read_settings
from bot.store.connection import Client, connect_socket
from bot.store.embedded import EmbeddedStore
from sandbox.serving import running
from sandbox.slack.client.waiting import until
from tests.stories.acts import ana_submits, bruno_approves, card_to_approve, carla_records_it_all, is_issued
from tests.stories.held import Holds
from tests.stories.mortal import Mortal, front, pointed_at
from tests.stories.once import everything_is_there_once
from tests.stories.stage import QUICK, Stage, strangers

LOOK_SECONDS = 0.1


@dataclass
class Proxy:
    """Sends to whoever says that it is ready, as a load balancer does: it looks every now and then."""

    webs: list[str] = field(default_factory=list)
    ready: list[str] = field(default_factory=list)
    sent: int = 0

    async def look(self) -> None:
        async with httpx.AsyncClient(trust_env=False, timeout=1) as client:
            while True:
                self.ready = [web for web in self.webs if await _is_ready(client, web)]
                await asyncio.sleep(LOOK_SECONDS)

    def address(self) -> str:
        """Each in turn."""
        self.sent += 1
        return self.ready[self.sent % len(self.ready)] if self.ready else ""


async def _is_ready(client: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await client.get(f"{url}/readyz")).status_code == 200
    except httpx.HTTPError:
        return False


@dataclass
class Fleet:
    stage: Stage
    folder: Path
    environment: dict[str, str]
    proxy: Proxy
    stack: AsyncExitStack

    async def a_process(self, role: str) -> Mortal:
        folder = self.folder / role
        folder.mkdir()
        process = Mortal(folder, {**self.environment, "COBRO_ROLE": role, "COBRO_LEAVE_SECONDS": "3"})
        self.stack.push_async_callback(process.ends)
        await process.starts()
        return process

    async def a_successor(self, role: str, embedded: EmbeddedStore) -> str:
        """In the process of the test, which is cheaper to start."""
        client = connect_socket(embedded.socket)
        self.stack.push_async_callback(client.aclose)
        settings = read_settings({**self.environment, "COBRO_ROLE": role, "COBRO_LEAVE_SECONDS": "0"})
        return await self.stack.enter_async_context(bot_app.running(settings, client, port=0, pace=QUICK))

    async def takes_part(self, web: str) -> None:
        self.proxy.webs.append(web)
        await until(lambda: web in self.proxy.ready, "the proxy to send to it")


@asynccontextmanager
async def fleet(embedded: EmbeddedStore, folder: Path) -> AsyncIterator[Fleet]:
    async with AsyncExitStack() as stack:
        stage = await stack.enter_async_context(strangers())
        proxy = Proxy()
        looking = asyncio.create_task(proxy.look())
        stack.callback(looking.cancel)
        pointed_at(
            stage,
            await stack.enter_async_context(running(await stack.enter_async_context(front(proxy.address, Holds())))),
        )
        environment = {**stage.environment, "REDIS_URL": f"unix://{embedded.socket}"}
        yield Fleet(stage, folder, environment, proxy, stack)
        assert [(line.what, line.trouble) for line in stage.traffic.unexpected()] == []


async def test_webs_and_workers_are_replaced_one_by_one_and_no_click_is_lost(
    redis: Client,
    embedded: EmbeddedStore,
    tmp_path: Path,
) -> None:
    async with fleet(embedded, tmp_path) as ours:
        web, worker = await asyncio.gather(ours.a_process("web"), ours.a_process("worker"))
        await ours.takes_part(web.url)
        await ana_submits(ours.stage)
        card = await card_to_approve(ours.stage)
        clicking = asyncio.create_task(_clicks_until(ended := asyncio.Event(), ours.stage))
        await ours.takes_part(await ours.a_successor("web", embedded))
        await ours.a_successor("worker", embedded)
        await bruno_approves(ours.stage)
        await asyncio.gather(web.ends(), worker.ends())
        ended.set()
        assert await clicking > 10
        await is_issued(ours.stage, card)
        await carla_records_it_all(ours.stage, card)
        everything_is_there_once(ours.stage)
        assert "company_open" in worker.said


async def _clicks_until(ended: asyncio.Event, stage: Stage) -> int:
    """How many; one that nobody answers is a red line of traffic."""
    emma = stage.person("emma")
    clicks = 0
    while not ended.is_set():
        await emma.types("/invoice help")
        clicks += 1
        await asyncio.sleep(LOOK_SECONDS / 2)
    return clicks
