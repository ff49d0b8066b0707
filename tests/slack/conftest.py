"""A local Slack without any bot, and the sender that is pointed at it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from stage import Stage

from bot.slack.wire import Wire, web_client
from sandbox.clock import Clock
from sandbox.server import read_manifest_file, read_world
from sandbox.serving import running
from sandbox.slack.app import build_slack
from sandbox.traffic import Traffic


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    world = read_world()
    slack = build_slack(
        manifest=read_manifest_file(), world=world, clock=Clock(), traffic=Traffic(), strict_rates=False
    )
    async with running(slack) as url, aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
        client = web_client(token=world["slack"]["bot"]["token"], base_url=f"{url}/api/", session=session)
        yield Stage(slack, url, Wire(client, session))
