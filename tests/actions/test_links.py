"""What a person says a creation or a payment became: read in Alegra, held against what was meant, taken once."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.actions.admin_notices import AdminNotices
from bot.actions.announcements import Announcements
from bot.actions.creations import CreateInvoice
from bot.actions.direct_faces import Around, DirectFaces
from bot.actions.invoice_kind import DRAFTS
from bot.actions.links import InvoiceLinks, NothingSoCalled, PaymentLinks
from bot.actions.payment_kind import RecordPayment
from bot.actions.payment_watch import PaymentWatch
from bot.actions.payments import PAYMENTS_ASKED
from bot.locale import Words
from bot.operations.operation import Operation, Ruling, State
from bot.operations.outcomes import CannotTell, Found, NeedsPerson, Sighting
from bot.operations.step import Step
from bot.store.records import Document, Phase
from bot.store.seen import Seen
from bot.store.withheld import Withheld
from tests.actions.bench import BRUNO, CARLA, DIEGO, POLLING, Bench, a_draft, roles
from tests.actions.carried_out import created, opened


async def test_what_was_made_by_hand_as_it_was_meant_is_taken_and_its_linker_edited_it(bench: Bench) -> None:
    operation = await bench.creation(a_draft())
    by_hand = await _by_hand(bench)

    document = await bench.take_up(await _linked(bench, operation, by_hand.alegra_id), operation)

    assert (document.phase, document.alegra_id, document.revision) == (Phase.PENDING, by_hand.alegra_id, 1)
    assert DIEGO in document.editors
    assert document.draft


async def test_what_differs_is_taken_only_with_a_reason_and_has_the_dates_of_alegra(bench: Bench) -> None:
    operation = await bench.creation(a_draft())
    by_hand = await _by_hand(bench, price=Decimal(99))
    assert _situation(await _linked(bench, operation, by_hand.alegra_id)) == "link_differs"

    document = await bench.take_up(
        await _linked(bench, operation, by_hand.alegra_id, reason="otro precio, acordado"), operation
    )
    assert (document.phase, document.draft) == (Phase.PENDING, None)


async def test_what_was_issued_there_already_is_told_as_approved_by_nobody(bench: Bench) -> None:
    operation = await bench.creation(a_draft())
    by_hand = await _by_hand(bench)
    bench.local.state.books.invoices[by_hand.alegra_id]["status"] = "open"

    document = await bench.take_up(await _linked(bench, operation, by_hand.alegra_id, reason="es esta"), operation)

    assert (document.phase, document.facts["issued_outside"]) == (Phase.ISSUED, True)
    around = Around("Clínica", "", now=0, roles=await roles(), words=Words("es_CO"))
    told = str(DirectFaces(POLLING).card(document, None, around))
    assert "nadie la aprobó aquí" in told
    assert not any(approver in told for approver in (BRUNO, DIEGO))


async def test_what_another_document_has_is_not_linked_whatever_the_reason(bench: Bench) -> None:
    theirs = await created(bench, document="D-8M4R")
    operation = await bench.creation(a_draft())
    answered = await _linked(bench, operation, theirs.alegra_id, reason="es esta")
    assert _situation(answered) == "linked_elsewhere"


async def test_what_is_void_or_gone_is_not_linked(bench: Bench) -> None:
    operation = await bench.creation(a_draft())
    by_hand = await _by_hand(bench)
    bench.local.state.books.invoices[by_hand.alegra_id]["status"] = "void"
    assert _situation(await _linked(bench, operation, by_hand.alegra_id, reason="x")) == "link_void"
    assert _situation(await _linked(bench, operation, "999999", reason="x")) == "link_gone"


async def test_what_cobro_itself_sent_is_not_forgotten_over_what_somebody_says(bench: Bench) -> None:
    """Its own has arrived late, and somebody made a second one: a person deletes one of them."""
    operation = await bench.creation(a_draft())
    own = await CreateInvoice(bench.desk).send(operation)
    by_hand = await _by_hand(bench)
    assert not isinstance(own, NeedsPerson)
    answered = await _linked(bench, operation, by_hand.alegra_id)
    assert isinstance(answered, NeedsPerson)
    assert answered.error["situation"] == "own_is_there"
    assert answered.error["message"] not in ("", by_hand.alegra_id)


async def test_an_alegra_that_does_not_answer_is_asked_again(bench: Bench) -> None:
    operation = await bench.creation(a_draft())
    bench.faults.add("drop_before", method="GET", path="/invoices/*", times=None)
    assert isinstance(await _linked(bench, operation, "42"), CannotTell)


async def test_it_is_found_by_its_id_and_what_is_called_otherwise_is_nothing(bench: Bench) -> None:
    operation = await bench.creation(a_draft())
    by_hand = await _by_hand(bench)
    links = InvoiceLinks(bench.local.alegra, bench.documents, str)
    seen = await links.seek(operation, by_hand.alegra_id)
    assert (seen.key, seen.objection) == (by_hand.alegra_id, "")
    for typed in ("FE999999", "999999", "../payments", ""):
        with pytest.raises(NothingSoCalled):
            await links.seek(operation, typed)


async def test_a_payment_that_somebody_recorded_by_hand_is_linked_by_its_receipt(bench: Bench) -> None:
    operation, receipt = await _payment(bench)
    announcements = _announcements(bench)
    number = (await bench.local.alegra.payments.get(receipt["id"])).number
    seen = await PaymentLinks(bench.local.alegra, bench.documents, str, announcements).seek(operation, number)
    assert (seen.key, seen.objection) == (receipt["id"], "")
    kind = RecordPayment(bench.desk, announcements, bench.journal, Withheld(bench.store))
    linked = await kind.look_up(_ruled(operation, receipt["id"]))
    assert isinstance(linked, Found), linked
    assert linked.result["payment"]["id"] == receipt["id"]


async def test_a_payment_that_another_recorded_in_slack_is_theirs(bench: Bench) -> None:
    operation, receipt = await _payment(bench)
    bench.local.state.books.payments[receipt["id"]]["observations"] = "Carla. [cobro:0123456789AB]"
    kind = RecordPayment(bench.desk, _announcements(bench), bench.journal, Withheld(bench.store))
    assert _situation(await kind.look_up(_ruled(operation, receipt["id"]))) == "linked_elsewhere"


async def test_what_is_another_clients_is_not_linked_whatever_the_reason(bench: Bench) -> None:
    operation = await bench.creation(a_draft())
    by_hand = await _by_hand(bench)
    others = replace(a_draft(), client_id="13")
    meant = replace(operation, request={**operation.request, "draft": DRAFTS.dump_python(others, mode="json")})
    assert _situation(await _linked(bench, meant, by_hand.alegra_id, reason="es esta")) == "link_other_client"

    payment, receipt = await _payment(bench)
    kind = RecordPayment(bench.desk, _announcements(bench), bench.journal, Withheld(bench.store))
    elsewhere = replace(payment, request={**payment.request, "client_id": "13"})
    assert _situation(await kind.look_up(_ruled(elsewhere, receipt["id"], "es este"))) == "link_other_client"


async def test_a_payment_that_arrives_after_another_was_linked_is_told_to_admins_once(bench: Bench) -> None:
    operation, receipt = await _payment(bench)
    announcements, watch = _announcements(bench), _watch(bench)
    await watch.poll()
    kind = RecordPayment(bench.desk, announcements, bench.journal, Withheld(bench.store))
    linked = await kind.look_up(_ruled(operation, receipt["id"]))
    assert isinstance(linked, Found)
    await _ends(bench, operation, linked.result)
    late = {**receipt, "id": "777", "number": "59", "observations": f"[cobro:{operation.marker}]"}
    bench.local.state.books.payments["777"] = late

    await watch.poll()
    await watch.poll()

    notices = [each for each in await bench.documents.listed(phases=[Phase.NOTICE]) if "paid_twice" in each.facts]
    assert [each.facts["twin"] for each in notices] == [linked.result["payment"]["number"]]


async def _ends(bench: Bench, operation: Operation, result: Mapping[str, Any]) -> None:
    for held in await bench.journal.claim(limit=9, lease_ms=60_000):
        if held.id == operation.id:
            step = Step(State.DONE, fields={"result": dict(result)})
            await bench.journal.step(held, step, keeps_document=True, lease_ms=60_000)


def _watch(bench: Bench) -> PaymentWatch:
    notices = AdminNotices(bench.journal, bench.new_operation, bench.store.clock)
    return PaymentWatch(bench.local.alegra, _announcements(bench), Seen(bench.store, "payments"), notices)


async def _by_hand(bench: Bench, *, price: Decimal | None = None) -> Document:
    """The same invoice, made in Alegra: without Cobro's mark, and nobody's document."""
    draft = a_draft()
    lines = tuple(replace(line, price=price or line.price) for line in draft.lines)
    made = await created(bench, replace(draft, lines=lines), document="D-HAND")
    kept: dict[str, Any] = bench.kept(made)
    kept["observations"] = ""
    await bench.store.client.hdel(bench.store.keys("by-alegra-id"), made.alegra_id)
    return made


async def _payment(bench: Bench) -> tuple[Operation, Mapping[str, Any]]:
    """What was asked for, and the receipt that somebody made in Alegra of the same."""
    invoice = await opened(bench)
    assert invoice.content
    share = {
        "document": "D-7K3Q",
        "invoice_id": invoice.alegra_id,
        "number": invoice.content.number,
        "applied": str(invoice.content.balance),
        "residual": "0",
    }
    asked = {
        "paid_on": bench.today().isoformat(),
        "bank_account_id": "1",
        "method": "transfer",
        "note": "",
        "client_id": "12",
        "currency": "COP",
        "shares": [share],
    }
    PAYMENTS_ASKED.validate_python(asked)
    operation = await bench.operation("payment", asked, by=CARLA)
    kind = RecordPayment(bench.desk, _announcements(bench), bench.journal, Withheld(bench.store))
    assert not isinstance(await kind.send(operation), NeedsPerson)
    receipt: dict[str, Any] = list(bench.local.state.books.payments.values())[-1]
    receipt["observations"] = ""
    return operation, receipt


async def _linked(bench: Bench, operation: Operation, key: str, *, reason: str = "") -> Sighting:
    return await CreateInvoice(bench.desk).look_up(_ruled(operation, key, reason))


def _ruled(operation: Operation, key: str, reason: str = "") -> Operation:
    return replace(operation, sent_at=operation.accepted_at, ruling=Ruling(DIEGO, link=key, reason=reason))


def _situation(answered: Sighting) -> str:
    assert isinstance(answered, NeedsPerson), answered
    return str(answered.error["situation"])


def _announcements(bench: Bench) -> Announcements:
    return Announcements(bench.journal, bench.documents, bench.new_operation, bench.store.clock)
