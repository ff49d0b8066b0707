"""Stamping and opening: what was approved goes out once, and what is uncertain is said to be."""

from dataclasses import replace
from typing import Any

import pytest

from bot.actions.emails import Emails
from bot.actions.stamps import OpenInvoice, StampInvoice
from bot.billing.invoice import Status
from bot.operations.answers import Guard
from bot.operations.operation import State
from bot.operations.outcomes import Done, Found, LanePaused, NotSent, NotThere, Refused, Unknown, Waiting
from bot.store.records import Act, Phase, Vote
from tests.actions.bench import BRUNO, Bench
from tests.actions.carried_out import approved, approved_again

STAMP_PATH = "/invoices/stamp"


async def test_what_was_approved_is_stamped(bench: Bench) -> None:
    document, operation = await approved(bench)

    issued = await bench.done(StampInvoice(bench.desk), operation)

    assert (issued.phase, bench.kept(document)["status"]) == (Phase.ISSUED, "open")
    assert issued.content
    assert issued.content.stamp.code == bench.kept(document)["stamp"]["cufe"]
    assert not issued.facts.get("alarm")


async def test_a_plain_invoice_is_opened(bench: Bench) -> None:
    document, operation = await approved(bench, "open")
    issued = await bench.done(OpenInvoice(bench.desk), operation)
    assert (issued.phase, bench.kept(document)["status"]) == (Phase.ISSUED, "open")


@pytest.mark.parametrize("body", [{"anotation": "Otra cosa"}, {"seller": {"id": "2"}}, {"costCenter": {"id": "1"}}])
async def test_what_was_changed_in_alegra_after_the_approval_is_not_stamped(bench: Bench, body: dict[str, Any]) -> None:
    document, operation = await approved(bench)
    await bench.local.alegra.invoices.edit(document.alegra_id, body)

    outcome = await StampInvoice(bench.desk).send(operation)

    assert isinstance(outcome, Refused)
    changed = await bench.set(document.id, outcome.document)
    assert (changed.phase, changed.votes, changed.revision) == (Phase.PENDING, (), document.revision + 1)
    assert not bench.kept(document)["stamp"]


async def test_a_stamp_whose_answer_was_lost_is_found(bench: Bench) -> None:
    document, operation = await approved(bench)
    bench.faults.add("lost_answer", method="POST", path=STAMP_PATH)

    assert isinstance(await StampInvoice(bench.desk).send(operation), Unknown)
    issued = await bench.take_up(await StampInvoice(bench.desk).look_up(operation), operation)

    assert issued.phase is Phase.ISSUED
    assert bench.kept(document)["status"] == "open"


@pytest.mark.parametrize("trouble", ["rate_limited", "unauthorised", "error_before"])
async def test_a_stamp_that_could_not_be_read_afterwards_is_of_unknown_fate(bench: Bench, trouble: str) -> None:
    """Back among the unsent it could be undone, although it is stamped."""
    document, operation = await approved(bench)
    bench.faults.add(trouble, method="GET", path=f"/invoices/{document.alegra_id}", after=1, times=3)

    outcome = await StampInvoice(bench.desk).send(operation)

    assert bench.kept(document)["stamp"]
    assert isinstance(outcome, Unknown)


@pytest.mark.parametrize(
    ("trouble", "expected"), [("rate_limited", NotSent), ("unauthorised", LanePaused), ("error_before", NotSent)]
)
async def test_when_the_reading_before_the_stamp_fails_nothing_has_left(
    bench: Bench, trouble: str, expected: type
) -> None:
    document, operation = await approved(bench)
    bench.faults.add(trouble, method="GET", path=f"/invoices/{document.alegra_id}", times=3)

    assert isinstance(await StampInvoice(bench.desk).send(operation), expected)
    assert not bench.kept(document)["stamp"]


async def test_a_refused_stamp_goes_back_to_approval_and_can_be_tried_again(bench: Bench) -> None:
    document, operation = await approved(bench)
    bench.faults.add("refuse_stamp", code="AEP6009")

    outcome = await StampInvoice(bench.desk).send(operation)

    assert isinstance(outcome, Refused)
    back = await bench.set(document.id, outcome.document)
    assert (back.phase, back.votes) == (Phase.PENDING, ())
    again = await approved_again(bench, back)
    assert (await bench.done(StampInvoice(bench.desk), again)).phase is Phase.ISSUED


async def test_what_the_authority_rejected_can_be_approved_and_stamped_again(bench: Bench) -> None:
    document, operation = await approved(bench)
    bench.faults.add("stamp_rejected", code="FAD06")
    outcome = await StampInvoice(bench.desk).send(operation)
    assert isinstance(outcome, Refused)
    back = await bench.set(document.id, outcome.document)
    bench.clock.advance(60)

    again = await approved_again(bench, back)
    issued = await bench.done(StampInvoice(bench.desk), again)

    assert issued.phase is Phase.ISSUED
    assert bench.kept(document)["stamp"]["legalStatus"] == "STAMPED_AND_ACCEPTED"


async def test_an_old_rejection_says_nothing_of_a_stamp_of_unknown_fate(bench: Bench) -> None:
    document, operation = await approved(bench)
    bench.faults.add("stamp_rejected", code="FAD06")
    outcome = await StampInvoice(bench.desk).send(operation)
    assert isinstance(outcome, Refused)
    again = await approved_again(bench, await bench.set(document.id, outcome.document))
    bench.faults.add("drop_before", method="POST", path=STAMP_PATH)

    assert isinstance(await StampInvoice(bench.desk).send(again), Unknown)
    assert isinstance(await StampInvoice(bench.desk).look_up(again), NotThere)


async def test_a_stamp_that_the_authority_decides_about_later_is_waited_for(bench: Bench) -> None:
    _, operation = await approved(bench)
    bench.faults.add("stamp_waits", seconds=120)

    assert isinstance(await StampInvoice(bench.desk).send(operation), Waiting)
    assert isinstance(await StampInvoice(bench.desk).look_up(operation), Waiting)
    bench.clock.advance(121)
    assert isinstance(await StampInvoice(bench.desk).look_up(operation), Found)


async def test_a_silent_authority_gets_it_again_later(bench: Bench) -> None:
    document, operation = await approved(bench)
    bench.faults.add("authority_down")

    outcome = await StampInvoice(bench.desk).send(operation)

    assert isinstance(outcome, NotSent)
    assert outcome.seconds >= 300
    assert bench.kept(document)["status"] == "draft"


async def test_a_floating_date_is_the_day_of_the_stamp(bench: Bench) -> None:
    document, operation = await approved(bench)
    bench.kept(document)["date"] = "2020-01-01"

    issued = await bench.done(StampInvoice(bench.desk), operation)

    assert issued.content
    assert issued.content.issue_date == bench.today()
    assert not issued.facts.get("alarm")


async def test_the_alarm_compares_with_what_was_voted_for(bench: Bench) -> None:
    """Whatever was read in between."""
    document, operation = await approved(bench)
    stamp = StampInvoice(bench.desk)
    issued = await stamp.send(operation)
    assert isinstance(issued, Done)
    invoice = await bench.local.alegra.invoices.get(document.alegra_id)
    other = Vote(BRUNO, operation.accepted_at, document.revision, "another content")
    voted = await bench.set(document.id, {"votes": (other,)})

    verdict = stamp.verdict(invoice, voted, now=operation.accepted_at)

    assert isinstance(verdict, Done)
    assert verdict.document["facts"]["alarm"]


async def test_the_email_on_issue_waits_for_its_turn(bench: Bench) -> None:
    """While a payment of the same invoice is on its way, no other operation may begin."""
    document, operation = await approved(bench)
    stamp = StampInvoice(bench.desk, Emails(bench.acting).send_on_issue)
    await bench.done(stamp, operation)
    done = replace(operation, state=State.DONE)
    payment = bench.new_operation(f"{document.id}/payment/1", actor="U0CARLA", request={}, accepted_at=1)
    await bench.journal.accept(payment, guard=Guard())

    assert await stamp.show(done) > 0
    assert not await bench.journal.find(f"{document.id}/email/1")
    await bench.journal.withdraw(payment.id, phases=None, sets={}, act=Act(1, "U0CARLA", "undone"))
    assert await stamp.show(done) == 0
    assert await stamp.show(done) == 0
    assert await bench.journal.find(f"{document.id}/email/1")


async def test_an_invoice_that_is_gone_is_not_asked_for_again(bench: Bench) -> None:
    document, operation = await approved(bench)
    await bench.local.alegra.invoices.delete(document.alegra_id)
    outcome = await StampInvoice(bench.desk).send(operation)
    assert isinstance(outcome, Refused)
    assert outcome.document["phase"] is Phase.DELETED


async def test_an_invoice_opened_in_alegra_meanwhile_is_adopted(bench: Bench) -> None:
    document, operation = await approved(bench, "open")
    await bench.local.alegra.invoices.open(document.alegra_id)
    issued = await bench.done(OpenInvoice(bench.desk), operation)
    assert issued.content
    assert (issued.phase, issued.content.status) == (Phase.ISSUED, Status.OPEN)
