from dataclasses import replace
from itertools import count

import pytest

from bot.store.asked import AskedBefore, LastCompanies
from bot.store.keys import EVERYWHERE, Keys
from bot.store.people import People
from bot.store.scripts import Store
from handlers.afterwards import Afterwards
from handlers.carrying_out import CarryingOut
from handlers.choosing_company import ChoosingCompany
from handlers.switchboard import Reception, Switchboard
from tests.handlers import doorway
from tests.handlers.switchboard_hall import ANA, BRUNO, Hall, QuietTape


@pytest.fixture
async def people(store: Store) -> People:
    known = People(store)
    await known.put([doorway.ANA])
    return known


@pytest.fixture
async def hall(store: Store) -> Hall:
    everywhere = replace(store, keys=Keys(EVERYWHERE))
    tape, afterwards, names = QuietTape(), Afterwards(), count(1)
    people = People(store)
    await people.put([ANA, BRUNO])
    choosing = ChoosingCompany(AskedBefore(everywhere), lambda: f"name{next(names)}")
    last = LastCompanies(everywhere)
    switchboard = Switchboard(
        choosing=choosing,
        last=last,
        reception=Reception(CarryingOut(wire=tape, afterwards=afterwards), doorway.ES),
    )
    return Hall(switchboard, people, tape, afterwards, choosing, last)


@pytest.fixture
def two(hall: Hall) -> Hall:
    hall.opens("main", channel="C1")
    hall.opens("taller", channel="C2")
    return hall
