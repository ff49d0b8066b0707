"""People of the replayed month, and the program that makes the invoices of a soak, do again what went wrong, and once."""

import asyncio

from benchmarks.ground import ground
from benchmarks.paperwork import waiting_for_approval
from benchmarks.patience import Patience
from bot.store.connection import Client
from sandbox.slack.client.waiting import until
from tests.stories.stage import performance

TOLD = "a person was told to come back"


async def test_whoever_is_told_to_come_back_comes_back_and_is_counted(redis: Client) -> None:
    patience = Patience()
    async with performance(redis) as stage:
        stage.traffic.expect("GET /invoices")
        books = stage.alegra.state.books.invoices.values()
        number = next(each["numberTemplate"]["fullNumber"] for each in books if each["status"] == "open")
        stage.alegra.state.faults.add("rate_limited", method="GET", path="/invoices", seconds=1, times=None)
        carla = stage.person("carla")
        opening = asyncio.create_task(patience.opens(carla, f"/payment record {number}", "Registrar pago"))
        await until(lambda: patience.again[TOLD], "the note")
        stage.alegra.state.faults.clear()
        assert number in (await opening).text
    assert set(patience.again) == {TOLD}


async def test_an_invoice_whose_answer_is_lost_is_made_once() -> None:
    lost: list[str] = []
    async with ground() as where:
        before = len(where.alegra.state.books.invoices)
        where.alegra.state.faults.add("lost_answer", method="POST", path="/invoices")
        names = await waiting_for_approval(where, 2, lost=lost.append)
        made = len(where.alegra.state.books.invoices) - before
    assert len(lost) == 1
    assert made == 1 + len(names)
