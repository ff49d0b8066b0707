"""Two invoices with one marker: admins are shown both, and may delete the one too many."""

import json

from bot.actions.creations import CreateInvoice
from bot.actions.finding import Finding
from bot.actions.invoice_watch import InvoiceWatch
from bot.actions.reversals import DeleteDraft, Reversals
from bot.actions.surplus import SurplusWatch
from bot.alegra.invoice_body import create_body
from bot.billing.eligibility import NotPermitted
from bot.operations.answers import Accepted
from bot.slack.references import Reference
from bot.store.records import Act, Document, Phase
from tests.actions.bench import BRUNO, DIEGO, Bench, a_draft

TEN_MINUTES = 601


async def watched(bench: Bench) -> tuple[SurplusWatch, Document, str]:
    """A watch, a document, and the marker of its invoice."""
    operation = await bench.creation(a_draft())
    await bench.set(operation.document, {"history+": Act(operation.accepted_at, operation.actor, "submitted")})
    document = await bench.done(CreateInvoice(bench.desk), operation)
    bits = iter(range(1000, 2000))
    finding = Finding(bench.local.alegra, bench.documents, "main", lambda: next(bits))
    of_bench = (bench.local.alegra, bench.documents, bench.journal, bench.new_operation)
    invoices = InvoiceWatch(*of_bench, bench.store.clock)
    watch = SurplusWatch(*of_bench, finding, bench.store.clock, invoices.glance)
    return watch, document, operation.marker


async def once_more(bench: Bench, marker: str) -> str:
    body = create_body(a_draft(), marker=marker, today=bench.today())
    return (await bench.local.alegra.invoices.create(body)).id


async def test_one_invoice_for_each_marker_is_as_it_should_be(bench: Bench) -> None:
    watch, _, _ = await watched(bench)
    bench.clock.advance(TEN_MINUTES)
    assert await watch.look() == 0


async def test_nothing_is_asked_of_alegra_while_nothing_is_due(bench: Bench) -> None:
    watch, _, marker = await watched(bench)
    await once_more(bench, marker)
    assert await watch.look() == 0


async def test_a_surplus_draft_is_shown_once_and_deleted_only_by_an_admin(bench: Bench) -> None:
    watch, document, marker = await watched(bench)
    extra = await once_more(bench, marker)
    bench.clock.advance(TEN_MINUTES)
    assert [await watch.look(), await watch.look()] == [1, 1]

    (notice,) = await bench.documents.listed(phases=[Phase.NOTICE])
    assert notice.facts["known"] == document.id
    (name,) = notice.facts["surplus"]
    assert len(await bench.journal.of_document(notice.id)) == 1
    reversals = Reversals(bench.acting, "colombia")
    reference = Reference(name, 1, f"{name}/delete/1")
    assert isinstance(await reversals.delete(reference, by=BRUNO), NotPermitted)
    deleting = await reversals.delete(reference, by=DIEGO)
    assert isinstance(deleting, Accepted)
    deleted = await bench.done(DeleteDraft(bench.desk), deleting.operation)
    assert deleted.phase is Phase.DELETED
    assert extra not in bench.local.state.books.invoices
    assert document.alegra_id in bench.local.state.books.invoices


async def test_one_that_lands_after_the_first_was_shown_is_shown_too(bench: Bench) -> None:
    watch, document, marker = await watched(bench)
    await once_more(bench, marker)
    bench.clock.advance(TEN_MINUTES)
    await watch.look()
    await once_more(bench, marker)
    bench.clock.advance(24 * 3600 - TEN_MINUTES + 60)
    await watch.look()
    notices = await bench.documents.listed(phases=[Phase.NOTICE])
    shown = {name for notice in notices for name in notice.facts["surplus"]}
    assert len(shown) == 2
    assert all(notice.facts["known"] == document.id for notice in notices)


async def test_what_arrives_after_it_was_linked_to_another_one_is_shown_too(bench: Bench) -> None:
    """A day later: the invoice that it was linked to bears no mark."""
    watch, document, marker = await watched(bench)
    bench.kept(document)["observations"] = ""
    (creation,) = await bench.journal.of_document(document.id)
    ruling = json.dumps({"by": DIEGO, "sends_again": False, "link": document.alegra_id, "reason": ""})
    await bench.store.client.hset(bench.store.keys("op", creation.id), "ruling", ruling)
    await bench.set(document.id, {"history+": Act(creation.accepted_at, DIEGO, "linked")})
    late = await once_more(bench, marker)
    bench.clock.advance(TEN_MINUTES)

    assert await watch.look() == 1
    (notice,) = await bench.documents.listed(phases=[Phase.NOTICE])
    (name,) = notice.facts["surplus"]
    assert (notice.facts["known"], (await bench.documents.get(name)).alegra_id) == (document.id, late)
