"""Voiding and deleting: what Alegra says, what is found when it says nothing, and what was paid meanwhile."""

from decimal import Decimal

import pytest

from bot.actions.reversals import DeleteDraft, VoidInvoice
from bot.operations.outcomes import CannotTell, Done, Found, NotSent, NotThere, Refused, Unknown
from bot.store.records import Phase
from tests.actions.bench import BRUNO, Bench
from tests.actions.carried_out import created, opened, payment_of, recording


async def test_a_void_is_carried_out_and_found_when_its_answer_was_lost(bench: Bench) -> None:
    document = await opened(bench)
    operation = await bench.operation("void", {"cause": "repetida"}, by=BRUNO)
    bench.faults.add("lost_answer", method="POST", path=f"/invoices/{document.alegra_id}/void")

    assert isinstance(await VoidInvoice(bench.desk).send(operation), Unknown)
    assert isinstance(await VoidInvoice(bench.desk).look_up(operation), Found)
    assert bench.kept(document)["status"] == "void"


@pytest.mark.parametrize("trouble", ["rate_limited", "unauthorised", "error_before"])
async def test_a_void_that_could_not_be_read_afterwards_is_of_unknown_fate(bench: Bench, trouble: str) -> None:
    document = await opened(bench)
    operation = await bench.operation("void", {"cause": "repetida"}, by=BRUNO)
    bench.faults.add(trouble, method="GET", path=f"/invoices/{document.alegra_id}", after=1, times=3)
    assert isinstance(await VoidInvoice(bench.desk).send(operation), Unknown)


async def test_when_the_reading_before_a_void_fails_nothing_has_left(bench: Bench) -> None:
    document = await opened(bench)
    operation = await bench.operation("void", {"cause": "repetida"}, by=BRUNO)
    bench.faults.add("error_before", method="GET", path=f"/invoices/{document.alegra_id}", times=3)
    assert isinstance(await VoidInvoice(bench.desk).send(operation), NotSent)
    assert bench.kept(document)["status"] == "open"


async def test_an_invoice_that_was_paid_meanwhile_is_not_voided(bench: Bench) -> None:
    document = await opened(bench)
    void = await bench.operation("void", {"cause": "repetida"}, by=BRUNO)
    await bench.done(recording(bench), await payment_of(bench, document, Decimal(1000)))
    assert isinstance(await VoidInvoice(bench.desk).send(void), Refused)
    assert bench.kept(document)["status"] == "open"


async def test_a_draft_is_deleted_once(bench: Bench) -> None:
    document = await created(bench)
    first = await bench.operation("delete", {})
    deleted = await bench.done(DeleteDraft(bench.desk), first)
    assert deleted.phase is Phase.DELETED
    assert document.alegra_id not in bench.local.state.books.invoices
    assert isinstance(await DeleteDraft(bench.desk).send(first), Done)
    assert isinstance(await DeleteDraft(bench.desk).look_up(first), Found)


async def test_a_deletion_of_unknown_fate_is_looked_for(bench: Bench) -> None:
    document = await created(bench)
    operation = await bench.operation("delete", {})
    bench.faults.add("drop_before", method="DELETE", path=f"/invoices/{document.alegra_id}")
    assert isinstance(await DeleteDraft(bench.desk).send(operation), Unknown)
    assert isinstance(await DeleteDraft(bench.desk).look_up(operation), NotThere)
    bench.faults.add("error_before", method="GET", path=f"/invoices/{document.alegra_id}", times=3)
    assert isinstance(await DeleteDraft(bench.desk).look_up(operation), CannotTell)
