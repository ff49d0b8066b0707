"""One Chromium for all tests of the page, a fresh local Slack for each."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser

from tests.chromium import demanded
from tests.sandbox.slack.page.page_steps import Screens
from tests.sandbox.slack.page.page_world import PageWorld, page_world

PATIENCE_MS = 60_000


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with demanded() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def world() -> AsyncIterator[PageWorld]:
    async with page_world() as running:
        yield running
    assert running.traffic.unexpected() == []


@pytest_asyncio.fixture(loop_scope="session")
async def screens(chromium: Browser, world: PageWorld) -> AsyncIterator[Screens]:
    context = await chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE_MS)
    opened = Screens(world, context)
    yield opened
    await context.close()
    assert opened.problems == []
