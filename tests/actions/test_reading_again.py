"""Reading an invoice again: what is taken over, and what is left alone."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.actions.marks import ReadAgain
from bot.actions.outside import Noticing, Outside
from bot.alegra.api import Alegra
from bot.alegra.pacing import Unpaced, Urgency
from bot.operations.operation import State
from bot.operations.outcomes import CannotTell, Found
from bot.store.records import Phase
from tests.actions.bench import Bench
from tests.actions.carried_out import created, opened, payment_of, recording
from tests.alegra.serving import always, transport_to


async def test_reading_again_takes_over_the_balance(bench: Bench) -> None:
    document = await opened(bench)
    await bench.done(recording(bench), await payment_of(bench, document, Decimal(1000)))
    await bench.set(document.id, {"content": document.content})
    read = await bench.done(_reading(bench), await bench.operation("read", {}, by="cobro"))
    assert read.content
    assert read.content.paid == Decimal(1000)
    assert read.revision == document.revision


@pytest.mark.parametrize(
    ("is_waited_for", "urgency"),
    [(True, Urgency.WAITED_FOR), (False, Urgency.UNHURRIED)],
    ids=["waited for", "unasked"],
)
async def test_a_reading_that_nobody_waits_for_leaves_the_minute_to_people(
    bench: Bench, urgency: Urgency, *, is_waited_for: bool
) -> None:
    document, urgencies = await opened(bench), []

    class Listening(Unpaced):
        async def wait(self, path: str, *, urgency: Urgency) -> float:  # noqa: ARG002 as the protocol has it
            urgencies.append(urgency)
            return 0.0

    async with transport_to(always({}, status=404), pacing=Listening()) as transport:
        desk = replace(bench.desk, alegra=Alegra(transport))
        await _reading(bench).at(desk).send(bench.new_operation.reading(document.id, at=1, is_waited_for=is_waited_for))
    assert urgencies == [urgency]


async def test_no_card_says_that_a_reading_is_late_or_that_nobody_knows_what_became_of_it(bench: Bench) -> None:
    await opened(bench)
    waits = replace(await bench.operation("read", {}, by="cobro"), error={"reason": "not_sent", "text": "rate_limited"})
    bench.shown.clear()
    for state in (State.ACCEPTED, State.SENDING, State.UNKNOWN):
        await _reading(bench).show(replace(waits, state=state))
    assert bench.shown == []
    await _reading(bench).show(replace(waits, state=State.DONE))
    assert [each.state for each in bench.shown] == [State.DONE]


async def test_reading_does_not_touch_what_is_on_its_way_out(bench: Bench) -> None:
    document = await created(bench)
    await bench.set(document.id, {"phase": Phase.APPROVED})
    await bench.local.alegra.invoices.edit(document.alegra_id, {"anotation": "De otra persona"})
    read = await bench.done(_reading(bench), await bench.operation("read", {}, by="cobro"))
    assert read.content_hash == document.content_hash


@pytest.mark.parametrize("kind", ["read", "outside"])
async def test_a_reading_whose_worker_died_asks_no_person_though_alegra_fails_meanwhile(
    bench: Bench, kind: str
) -> None:
    document = await opened(bench)
    reads = _reading(bench) if kind == "read" else Outside(bench.desk, bench.journal)
    operation = replace(await bench.operation(kind, {}, by="cobro"), attempts=3, missed_at=1)
    bench.faults.add("error_before", method="GET", path=f"/invoices/{document.alegra_id}", times=3)
    sighting = await reads.look_up(operation)
    assert isinstance(sighting, CannotTell)
    bench.faults.clear()
    assert isinstance(await reads.look_up(operation), Found)


def _reading(bench: Bench) -> ReadAgain:
    return ReadAgain(bench.desk, Noticing(bench.journal, bench.documents, bench.new_operation, bench.store.clock))
