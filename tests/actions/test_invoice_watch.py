"""The nightly look at the invoices that Cobro knows: one request for thirty, a reading for what seems to be another."""

import pytest

from bot.actions.creations import CreateInvoice
from bot.actions.invoice_watch import InvoiceWatch
from bot.store.records import Document
from tests.actions.bench import Bench, a_draft

NAMES = tuple(f"D-{number:04}" for number in range(3))


@pytest.fixture
def watch(bench: Bench) -> InvoiceWatch:
    return InvoiceWatch(bench.local.alegra, bench.documents, bench.journal, bench.new_operation, bench.store.clock)


async def drafts(bench: Bench) -> list[Document]:
    creations = [await bench.creation(a_draft(), document=name) for name in NAMES]
    made = [await bench.done(CreateInvoice(bench.desk), each) for each in creations]
    for document in made:
        await bench.set(document.id, {"phase": document.phase})
    return made


async def read_again(bench: Bench) -> list[str]:
    return [name for name in NAMES if any(each.kind == "read" for each in await bench.journal.of_document(name))]


def asked(bench: Bench) -> int:
    return len(bench.local.state.account.traffic.lines)


async def test_what_is_as_it_was_costs_one_request_and_is_left_alone(bench: Bench, watch: InvoiceWatch) -> None:
    await drafts(bench)
    before = asked(bench)
    assert await watch.look() == 0
    assert asked(bench) - before == 1
    assert await read_again(bench) == []


async def test_what_was_edited_or_deleted_is_read_again(bench: Bench, watch: InvoiceWatch) -> None:
    _, edited, deleted = await drafts(bench)
    await bench.local.alegra.invoices.edit(edited.alegra_id, {"purchaseOrderNumber": "45-8821"})
    await bench.local.alegra.invoices.delete(deleted.alegra_id)
    assert await watch.look() == 2
    assert await read_again(bench) == [edited.id, deleted.id]


async def test_rows_that_were_read_for_another_reason_tell_too(bench: Bench, watch: InvoiceWatch) -> None:
    document, *_ = await drafts(bench)
    await bench.local.alegra.invoices.edit(document.alegra_id, {"purchaseOrderNumber": "45-8821"})
    await watch.glance((await bench.local.alegra.invoices.list_page()).rows)
    assert await read_again(bench) == [document.id]
