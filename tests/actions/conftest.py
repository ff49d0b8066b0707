from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.alegra.api import Alegra
from bot.store.scripts import Store
from sandbox.alegra import build_alegra
from sandbox.clock import Clock
from sandbox.traffic import Traffic
from tests.actions.bench import Bench
from tests.alegra.serving import WORLD, Served, a_transport, listening

FRIDAY = datetime(2026, 11, 27, 9, 12, tzinfo=ZoneInfo("America/Bogota"))
"""Not today: tomorrow may be another month, and nobody works on a Sunday."""


@pytest.fixture
async def bench(store: Store) -> AsyncIterator[Bench]:
    clock = Clock(start=FRIDAY)
    app = build_alegra(world=WORLD, clock=clock, traffic=Traffic())
    user = WORLD["alegra"]["users"][0]

    async def now() -> int:
        return int(clock.now() * 1000)

    async with listening(app) as url:
        alegra = Alegra(a_transport(f"{url}/api/v1", email=user["email"], token=user["token"]))
        yield Bench(Served(app, alegra), replace(store, clock=now), clock)
        await alegra.aclose()
