"""The papers of an issued invoice: Alegra is asked for them as seldom as can be, and links that died are asked for anew."""

from dataclasses import dataclass, replace
from typing import cast

import pytest

from bot.actions.papers import ACCOUNT_SECONDS, FRESH_SECONDS, GIVE_UP_AFTER, Papers
from bot.actions.stamps import StampInvoice
from bot.alegra.api import Alegra
from bot.alegra.invoices import InvoiceWithPapers
from bot.slack.paper import NeverReady, NotReady
from bot.store.records import Document, Outgoing
from tests.actions.bench import Bench
from tests.actions.carried_out import approved


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


async def test_while_the_lane_is_paused_nobody_asks_for_papers(bench: Bench) -> None:
    document = await issued(bench)
    before = readings(bench, document)

    async def paused_seconds() -> float:
        return 240.0

    papers = Papers(bench.local.alegra, paused_seconds=paused_seconds)
    with pytest.raises(NotReady) as not_ready:
        await papers.owed(document, now=0)["file:pdf"].fetch()
    assert not_ready.value.seconds == 240
    assert readings(bench, document) == before


async def test_a_paper_that_an_account_kept_back_for_days_is_fetched_all_the_same(bench: Bench) -> None:
    document = await issued(bench)
    begun = replace(document, outbox={"file:pdf": Outgoing()})
    days_later = int(document.facts["issued_at"]) + 3 * 24 * 60 * 60 * 1000
    papers = Papers(bench.local.alegra)
    owed = papers.owed(begun, now=days_later)
    assert list(owed) == ["file:pdf"]
    bench.faults.add("suspended")
    with pytest.raises(NotReady) as not_ready:
        await owed["file:pdf"].fetch()
    assert not_ready.value.seconds == ACCOUNT_SECONDS
    assert (await owed["file:pdf"].fetch()).content.startswith(b"%PDF-")


async def test_a_paper_that_alegra_never_had_is_waited_for_an_hour(bench: Bench) -> None:
    document = await issued(bench)
    begun = replace(document, outbox={"file:xml": Outgoing()})
    papers, issued_at = Papers(cast(Alegra, Paperless(bench.local.alegra))), int(document.facts["issued_at"])
    with pytest.raises(NotReady):
        await papers.owed(begun, now=issued_at)["file:xml"].fetch()
    with pytest.raises(NeverReady):
        await papers.owed(begun, now=issued_at + GIVE_UP_AFTER + 1)["file:xml"].fetch()


@dataclass
class Paperless:
    """Alegra, which has the invoice and no paper of it."""

    alegra: Alegra

    @property
    def invoices(self) -> "Paperless":
        return self

    async def get_with_papers(self, alegra_id: str) -> InvoiceWithPapers:
        return replace(await self.alegra.invoices.get_with_papers(alegra_id), pdf_url="", xml_url="")
