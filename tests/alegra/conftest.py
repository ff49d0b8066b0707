from collections.abc import AsyncIterator

import pytest

from bot.alegra.api import Alegra
from sandbox.alegra import build_alegra
from sandbox.clock import Clock
from sandbox.traffic import Traffic
from tests.alegra.serving import WORLD, Served, a_transport, listening


@pytest.fixture
async def local() -> AsyncIterator[Served]:
    """The local Alegra and a client of it."""
    app = build_alegra(world=WORLD, clock=Clock(), traffic=Traffic())
    user = WORLD["alegra"]["users"][0]
    async with listening(app) as url:
        alegra = Alegra(a_transport(f"{url}/api/v1", email=user["email"], token=user["token"]))
        yield Served(app, alegra)
        await alegra.aclose()
