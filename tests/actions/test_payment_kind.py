"""A payment is recorded once, whatever becomes of the answers."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.actions.announcements import notice_name
from bot.operations.operation import State
from bot.operations.outcomes import Done, Refused, Unknown
from tests.actions.bench import Bench
from tests.actions.carried_out import opened, payment_of, recording


async def test_a_payment_whose_answer_was_lost_is_adopted(bench: Bench) -> None:
    document = await opened(bench)
    operation = await payment_of(bench, document, Decimal(1000))
    bench.faults.add("lost_answer", method="POST", path="/payments")

    assert isinstance(await recording(bench).send(operation), Unknown)
    paid = await bench.take_up(await recording(bench).look_up(operation), operation)

    assert paid.content
    assert paid.content.paid == Decimal(1000)


async def test_what_somebody_recorded_in_alegra_meanwhile_is_not_recorded_again(bench: Bench) -> None:
    """Both parts would fit into the balance: Alegra would take them."""
    document = await opened(bench)
    ours, theirs = [await payment_of(bench, document, Decimal(1000)) for _ in range(2)]
    await bench.done(recording(bench), theirs)

    outcome = await recording(bench).send(ours)

    assert isinstance(outcome, Refused)
    assert outcome.error["situation"] == "balance_changed"
    assert len(bench.kept(document)["payments"]) == 1


async def test_a_payment_that_arrived_late_is_found_when_it_is_sent_again(bench: Bench) -> None:
    document = await opened(bench)
    operation = await payment_of(bench, document, Decimal(1000))
    await bench.done(recording(bench), operation)

    again = await recording(bench).send(replace(operation, attempts=2))

    assert isinstance(again, Done)
    assert len(bench.kept(document)["payments"]) == 1


async def test_a_payment_above_the_balance_is_refused_by_alegra(bench: Bench) -> None:
    document = await opened(bench)
    outcome = await recording(bench).send(await payment_of(bench, document, Decimal(10**9)))
    assert isinstance(outcome, Refused)
    assert outcome.document["facts"]["refusal"]["code"] == 9030


@pytest.mark.parametrize(("failures", "reads"), [(0, 0), (3, 1)])
async def test_a_paid_invoice_is_read_with_the_news_only_if_reading_it_failed_before(
    bench: Bench, failures: int, reads: int
) -> None:
    document, kind = await opened(bench), recording(bench)
    operation = await payment_of(bench, document, Decimal(1000))
    if failures:
        bench.faults.add("error_before", method="GET", path=f"/invoices/{document.alegra_id}", after=1, times=failures)
    outcome = await kind.send(operation)
    await bench.take_up(outcome, operation)
    assert isinstance(outcome, Done)

    await kind.show(replace(operation, state=State.DONE, result=outcome.result))

    kinds = [each.kind for each in await bench.journal.of_document(document.id)]
    assert kinds.count("read") == reads


async def test_what_was_voided_since_takes_back_nothing_of_the_void_when_it_is_shown_again(bench: Bench) -> None:
    document, kind = await opened(bench), recording(bench)
    operation = await payment_of(bench, document, Decimal(1000))
    outcome = await kind.send(operation)
    await bench.take_up(outcome, operation)
    assert isinstance(outcome, Done)
    done = replace(operation, state=State.DONE, result=outcome.result)
    await kind.show(done)
    name, told = notice_name(outcome.result["payment"]["id"]), await bench.journal.of_document(document.id)
    await bench.set(name, {"facts": {"payment": {**outcome.result["payment"], "status": "void"}}})

    await kind.show(done)

    assert [each.kind for each in await bench.journal.of_document(name)] == ["announce"]
    assert await bench.journal.of_document(document.id) == told
    assert (await bench.documents.get(name)).facts["payment"]["status"] == "void"
