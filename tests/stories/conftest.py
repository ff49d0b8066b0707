from collections.abc import AsyncIterator

import pytest

from bot.store.connection import Client
from tests.stories.stage import Stage, performance


@pytest.fixture
async def stage(redis: Client) -> AsyncIterator[Stage]:
    async with performance(redis) as stage:
        yield stage
