from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.operations.journal import Journal
from bot.store.documents import Documents
from bot.store.scripts import Store
from tests.operations.rehearsal import Crew, MovedClock


@pytest.fixture
def clock(store: Store) -> MovedClock:
    return MovedClock(store)


@pytest.fixture
def journal(store: Store, clock: MovedClock) -> Journal:
    return Journal(replace(store, clock=clock))


@pytest.fixture
def documents(store: Store) -> Documents:
    return Documents(store)


@pytest.fixture
async def crew(journal: Journal) -> AsyncIterator[Crew]:
    hired = Crew(journal)
    yield hired
    await hired.kill_all()
