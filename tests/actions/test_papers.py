"""The papers of an issued invoice: Alegra is asked for them as seldom as can be, and links that died are asked for anew."""

import pytest

from bot.actions.papers import FRESH_SECONDS, Papers
from bot.actions.stamps import StampInvoice
from bot.slack.board import NotReady
from bot.store.records import Document
from tests.actions.bench import Bench
from tests.actions.test_stamps import approved


class Moment:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def issued(bench: Bench) -> Document:
    _, operation = await approved(bench)
    return await bench.done(StampInvoice(bench.desk), operation)


def readings(bench: Bench, document: Document) -> int:
    lines = bench.local.state.account.traffic.lines
    return len([line for line in lines if line.what == f"GET /invoices/{document.alegra_id}"])


async def test_the_reading_that_follows_a_stamp_serves_both_papers(bench: Bench) -> None:
    document = await issued(bench)
    before = readings(bench, document)
    papers = [await paper.fetch() for paper in bench.papers.owed(document, now=0).values()]
    assert [paper.content[:5] for paper in papers] == [b"%PDF-", b"<?xml"]
    assert readings(bench, document) == before


async def test_one_reading_serves_both_and_an_old_one_none(bench: Bench) -> None:
    document, moment = await issued(bench), Moment()
    before, papers = readings(bench, document), Papers(bench.local.alegra, real_seconds=moment)
    for paper in papers.owed(document, now=0).values():
        await paper.fetch()
    assert readings(bench, document) == before + 1
    moment.seconds += FRESH_SECONDS
    await papers.owed(document, now=0)["file:pdf"].fetch()
    assert readings(bench, document) == before + 2


async def test_a_link_that_died_is_asked_for_anew(bench: Bench) -> None:
    document = await issued(bench)
    paper = bench.papers.owed(document, now=0)["file:pdf"]
    bench.clock.advance(bench.local.state.switches.link_seconds + 1)
    with pytest.raises(NotReady):
        await paper.fetch()
    assert (await paper.fetch()).content.startswith(b"%PDF-")
