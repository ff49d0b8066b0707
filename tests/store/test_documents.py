import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.billing.draft import Draft, DraftLine
from bot.billing.invoice import BilledClient, Invoice, Line, LineTax, Status
from bot.store.documents import Documents, NoSuchDocument, NotWanted
from bot.store.records import Act, Decision, Document, Outgoing, Phase, Posting, Vote
from bot.store.scripts import Store

TAX = LineTax("3", "IVA", Decimal("19.00"), Decimal("0.10"))
LINE = Line("7", "Café ☕ «ñ»", "a\nb", Decimal("1500000.50"), Decimal("0.333"), Decimal(0), (TAX,), Decimal("1E+3"))
DAY = dt.date(2026, 11, 22)
NOTHING = Decimal(0)
INVOICE = Invoice(
    id="341", status=Status.DRAFT, number="", client=BilledClient("5", "Clínica", "NIT", "900", "1", "a@b.co"),
    issue_date=DAY, due_date=DAY, created_at="2026-11-22 10:00:00", lines=(LINE,), subtotal=NOTHING, discount=NOTHING,
    tax=NOTHING, total=Decimal("12345678901234567.89"), paid=NOTHING, balance=NOTHING, currency="COP",
    rate=Decimal(1), numbering_id="1", numbering_prefix="FE", is_electronic=True,
)  # fmt: skip
FULL = Document(
    id="D-7K3Q",
    company="main",
    phase=Phase.PENDING,
    requester="U_ANA",
    alegra_id="341",
    revision=2,
    draft=Draft("5", (DraftLine("7", "Café", Decimal("10.10"), Decimal(2)),), 30, "1"),
    content=INVOICE,
    content_hash="abc",
    editors=("U_ANA",),
    votes=(Vote("U_BRUNO", 1795338055340, 2, "abc"),),
    decision=Decision("approve", "U_BRUNO", 1795338055340, reason="«bien»"),
    outbox={"direct:U_ANA": Outgoing(channel="U_ANA")},
    ended={"create": 1},
    history=(Act(1795338055340, "U_ANA", "asked", {"total": "10.50", "n": 2, "x": [None, {"y": True}]}),),
    created_at=1795338055340,
    facts={"diff": ["a", 1], "refusal": {"text": "no"}},
)


@pytest.fixture
def documents(store: Store) -> Documents:
    return Documents(store)


async def test_a_document_is_read_as_it_was_written(documents: Documents) -> None:
    assert await documents.adopt(FULL) == FULL
    assert await documents.find("D-7K3Q") == FULL


async def test_fields_of_a_later_version_are_passed_over(documents: Documents, store: Store) -> None:
    await documents.adopt(FULL)
    await store.client.hset(store.keys("doc", "D-7K3Q"), mapping={"colour": "red", "mood.morning": "{"})
    assert await documents.find("D-7K3Q") == FULL


async def test_an_invoice_that_is_known_is_not_adopted_twice(documents: Documents) -> None:
    await documents.adopt(FULL)
    assert (await documents.adopt(replace(FULL, id="D-OTHER"))).id == "D-7K3Q"
    assert await documents.find("D-OTHER") is None
    assert (await documents.by_alegra_id("341")) == FULL
    assert await documents.by_alegra_id("342") is None


async def test_documents_are_listed_newest_first_by_phase(documents: Documents) -> None:
    phases = [Phase.PENDING, Phase.ISSUED, Phase.NOTICE, Phase.PENDING, Phase.ISSUED]
    for n, phase in enumerate(phases):
        await documents.adopt(Document(f"D-{n}", "main", phase, created_at=1000 + n))
    assert [one.id for one in await documents.listed()] == ["D-4", "D-3", "D-1", "D-0"]
    assert [one.id for one in await documents.listed(phases=[Phase.ISSUED])] == ["D-4", "D-1"]
    assert [one.id for one in await documents.listed(limit=2, offset=1)] == ["D-3", "D-1"]
    assert [one.id for one in await documents.listed(phases=[Phase.NOTICE])] == ["D-2"]


async def test_a_message_goes_from_wanted_to_shown(documents: Documents) -> None:
    await documents.adopt(replace(FULL, outbox={}))
    assert (await documents.want("D-7K3Q", "card", "C1")) == Outgoing(channel="C1")
    posting = await documents.posting("D-7K3Q", "card")
    assert (posting.state, posting.tries) == (Posting.POSTING, 1)
    assert (await documents.want("D-7K3Q", "card", "C1")) == posting, "asking again changes nothing"
    shown = await documents.shown("D-7K3Q", "card", ts="1.5", posted_channel="D9", drawn="h")
    assert shown == Outgoing(Posting.SHOWN, "C1", "1.5", "D9", "h", 1, begun=1)
    assert await documents.posting("D-7K3Q", "card") == shown, "what is shown is updated, not posted"
    assert (await documents.get("D-7K3Q")).outbox == {"card": shown}


async def test_a_message_given_up_may_be_wanted_again(documents: Documents) -> None:
    await documents.adopt(FULL)
    assert (await documents.given_up("D-7K3Q", "direct:U_ANA")).state is Posting.GIVEN_UP
    assert (await documents.want("D-7K3Q", "direct:U_ANA", "U_ANA")) == Outgoing(channel="U_ANA")


async def test_steps_of_what_nobody_wanted_are_errors(documents: Documents) -> None:
    with pytest.raises(NoSuchDocument):
        await documents.want("D-NONE", "card", "C1")
    await documents.adopt(FULL)
    with pytest.raises(NotWanted):
        await documents.posting("D-7K3Q", "file:pdf")
    with pytest.raises(NoSuchDocument):
        await documents.get("D-NONE")
