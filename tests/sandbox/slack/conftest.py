from collections.abc import AsyncIterator

import pytest

from tests.sandbox.slack.little_bot import Scene, scene


@pytest.fixture
async def stage() -> AsyncIterator[Scene]:
    async with scene() as running:
        yield running


@pytest.fixture(params=["http", "socket"])
async def either(request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    """Over each transport in turn."""
    async with scene(transport=request.param) as running:
        yield running
