"""What each kind makes of Alegra's answers, when they come and when they do not."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.actions.announcements import Announcements
from bot.actions.creations import CreateInvoice, EditInvoice
from bot.actions.emails import EmailInvoice
from bot.actions.invoice_kind import DRAFTS
from bot.actions.marks import ReadAgain
from bot.actions.outcomes import outcome_of
from bot.actions.outside import Noticing
from bot.actions.payment_kind import RecordPayment
from bot.actions.reversals import DeleteDraft, VoidInvoice
from bot.actions.stamps import OpenInvoice
from bot.alegra import errors
from bot.alegra.api import Alegra
from bot.alegra.errors import AlegraError, Exchange
from bot.alegra.pacing import Unpaced, Urgency
from bot.billing.markers import marker_in
from bot.operations.operation import Operation, State
from bot.operations.outcomes import (
    CannotTell,
    Done,
    Found,
    LanePaused,
    NeedsPerson,
    NotSent,
    NotThere,
    Refused,
    Unknown,
)
from bot.store.records import Document, Phase
from bot.store.withheld import Withheld
from tests.actions.bench import ANA, BRUNO, CARLA, PLAIN, Bench, a_draft
from tests.alegra.serving import always, transport_to

SOMEWHERE = Exchange("POST", "/invoices")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (errors.NeverSent(SOMEWHERE, "no name"), NotSent),
        (errors.RateLimited(SOMEWHERE, 7.0), NotSent),
        (errors.Unauthorized(SOMEWHERE), LanePaused),
        (errors.Suspended(SOMEWHERE, "plan"), LanePaused),
        (errors.Forbidden(SOMEWHERE, "role"), LanePaused),
        (errors.Refused(SOMEWHERE, status=400, message="no"), Refused),
        (errors.NotFound(SOMEWHERE, "gone"), Refused),
        (errors.OutcomeUnknown(SOMEWHERE, "late"), Unknown),
        (errors.Unreadable(SOMEWHERE, "half"), Unknown),
        (errors.AlreadyAtAuthority(SOMEWHERE, "AEP2011"), Unknown),
        (errors.AuthorityDown(SOMEWHERE, "EPR503"), Unknown),
    ],
)
def test_every_error_has_its_outcome(error: AlegraError, expected: type) -> None:
    assert isinstance(outcome_of(error), expected)


async def created(bench: Bench) -> Document:
    return await bench.done(CreateInvoice(bench.desk), await bench.creation(a_draft()))


async def opened(bench: Bench) -> Document:
    document = await bench.done(CreateInvoice(bench.desk), await bench.creation(a_draft(PLAIN)))
    request = {"content_hash": document.content_hash, "revision": 1}
    return await bench.done(OpenInvoice(bench.desk), await bench.operation("open", request, by=BRUNO))


async def test_a_creation_whose_answer_was_lost_is_adopted(bench: Bench) -> None:
    operation = await bench.creation(a_draft())
    bench.faults.add("lost_answer", method="POST", path="/invoices")
    sent_at = await bench.store.clock()

    assert isinstance(await CreateInvoice(bench.desk).send(operation), Unknown)
    document = await bench.take_up(await CreateInvoice(bench.desk).look_up(_sent(operation, sent_at)), operation)

    assert (document.phase, document.revision) == (Phase.PENDING, 1)
    assert bench.kept(document)["status"] == "draft"


async def test_a_creation_that_never_arrived_is_not_there(bench: Bench) -> None:
    operation = await bench.creation(a_draft())
    bench.faults.add("drop_before", method="POST", path="/invoices")
    assert isinstance(await CreateInvoice(bench.desk).send(operation), Unknown)
    sighting = await CreateInvoice(bench.desk).look_up(_sent(operation, operation.accepted_at))
    assert isinstance(sighting, NotThere)


@pytest.mark.parametrize("status", [429, 401, 404, 503])
async def test_a_refusal_that_names_a_draft_is_unknown_while_the_draft_cannot_be_read(
    bench: Bench, status: int
) -> None:
    """Sent again, it would stand in Alegra twice."""

    async def answer(request: Request) -> Response:
        created = {"message": "the stamp failed", "invoice": {"id": "77"}}
        return JSONResponse(created, 400) if request.method == "POST" else JSONResponse({}, status)

    operation = await bench.creation(a_draft())
    async with transport_to(answer) as transport:
        desk = replace(bench.desk, alegra=Alegra(transport))
        assert isinstance(await CreateInvoice(desk).send(operation), Unknown)


async def test_an_edit_does_not_overwrite_what_was_changed_in_alegra(bench: Bench) -> None:
    document = await created(bench)
    operation = await _edit(bench, document, "Nota nueva")
    await bench.local.alegra.invoices.edit(document.alegra_id, {"anotation": "De otra persona"})

    outcome = await EditInvoice(bench.desk).send(operation)

    assert isinstance(outcome, Refused)
    assert bench.kept(document)["anotation"] == "De otra persona"


async def test_an_edit_makes_its_author_an_editor_and_voids_the_votes(bench: Bench) -> None:
    document = await created(bench)
    edited = await bench.done(EditInvoice(bench.desk), await _edit(bench, document, "Nota nueva", by=BRUNO))
    assert (edited.editors, edited.revision, edited.votes) == ((BRUNO,), 2, ())
    assert edited.content_hash != document.content_hash


async def test_an_edit_of_unknown_fate_that_was_written_over_still_counts_as_its_authors(bench: Bench) -> None:
    """Something of it may stand in the invoice: who made it may not approve it."""
    document = await created(bench)
    operation = await _edit(bench, document, "Nota nueva", by=BRUNO)
    bench.faults.add("lost_answer", method="PUT", path=f"/invoices/{document.alegra_id}")
    assert isinstance(await EditInvoice(bench.desk).send(operation), Unknown)
    await bench.local.alegra.invoices.edit(document.alegra_id, {"purchaseOrderNumber": "OC-9"})

    sighting = await EditInvoice(bench.desk).look_up(operation)

    assert isinstance(sighting, NeedsPerson)
    changed = await bench.set(document.id, sighting.document)
    assert changed.editors == (BRUNO,)


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
    await bench.done(_recording(bench), await _payment(bench, document, Decimal(1000)))
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


async def test_an_email_of_unknown_fate_goes_to_a_person(bench: Bench) -> None:
    document = await opened(bench)
    operation = await bench.operation("email", _letter(), by=CARLA)
    bench.faults.add("lost_answer", method="POST", path=f"/invoices/{document.alegra_id}/email")
    assert isinstance(await EmailInvoice(bench.desk).send(operation), Unknown)
    sighting = await EmailInvoice(bench.desk).look_up(operation)
    assert isinstance(sighting, NeedsPerson)
    assert sighting.document["facts"]["email"]["state"] == "unknown"


async def test_a_payment_whose_answer_was_lost_is_adopted(bench: Bench) -> None:
    document = await opened(bench)
    operation = await _payment(bench, document, Decimal(1000))
    bench.faults.add("lost_answer", method="POST", path="/payments")

    assert isinstance(await _recording(bench).send(operation), Unknown)
    paid = await bench.take_up(await _recording(bench).look_up(operation), operation)

    assert paid.content
    assert paid.content.paid == Decimal(1000)


async def test_what_somebody_recorded_in_alegra_meanwhile_is_not_recorded_again(bench: Bench) -> None:
    """Both parts would fit into the balance: Alegra would take them."""
    document = await opened(bench)
    ours, theirs = [await _payment(bench, document, Decimal(1000)) for _ in range(2)]
    await bench.done(_recording(bench), theirs)

    outcome = await _recording(bench).send(ours)

    assert isinstance(outcome, Refused)
    assert outcome.error["situation"] == "balance_changed"
    assert len(bench.kept(document)["payments"]) == 1


async def test_a_payment_that_arrived_late_is_found_when_it_is_sent_again(bench: Bench) -> None:
    document = await opened(bench)
    operation = await _payment(bench, document, Decimal(1000))
    await bench.done(_recording(bench), operation)

    again = await _recording(bench).send(replace(operation, attempts=2))

    assert isinstance(again, Done)
    assert len(bench.kept(document)["payments"]) == 1


async def test_a_payment_above_the_balance_is_refused_by_alegra(bench: Bench) -> None:
    document = await opened(bench)
    outcome = await _recording(bench).send(await _payment(bench, document, Decimal(10**9)))
    assert isinstance(outcome, Refused)
    assert outcome.document["facts"]["refusal"]["code"] == 9030


@pytest.mark.parametrize(("failures", "reads"), [(0, 0), (3, 1)])
async def test_a_paid_invoice_is_read_with_the_news_only_if_reading_it_failed_before(
    bench: Bench, failures: int, reads: int
) -> None:
    document, recording = await opened(bench), _recording(bench)
    operation = await _payment(bench, document, Decimal(1000))
    if failures:
        bench.faults.add("error_before", method="GET", path=f"/invoices/{document.alegra_id}", after=1, times=failures)
    outcome = await recording.send(operation)
    await bench.take_up(outcome, operation)
    assert isinstance(outcome, Done)

    await recording.show(replace(operation, state=State.DONE, result=outcome.result))

    kinds = [each.kind for each in await bench.journal.of_document(document.id)]
    assert kinds.count("read") == reads


async def test_reading_again_takes_over_the_balance(bench: Bench) -> None:
    document = await opened(bench)
    await bench.done(_recording(bench), await _payment(bench, document, Decimal(1000)))
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


async def test_no_card_says_that_a_reading_is_late(bench: Bench) -> None:
    await opened(bench)
    waits = replace(await bench.operation("read", {}, by="cobro"), error={"reason": "not_sent", "text": "rate_limited"})
    bench.shown.clear()
    await _reading(bench).show(waits)
    assert bench.shown == []


async def test_reading_does_not_touch_what_is_on_its_way_out(bench: Bench) -> None:
    document = await created(bench)
    await bench.set(document.id, {"phase": Phase.APPROVED})
    await bench.local.alegra.invoices.edit(document.alegra_id, {"anotation": "De otra persona"})
    read = await bench.done(_reading(bench), await bench.operation("read", {}, by="cobro"))
    assert read.content_hash == document.content_hash


def _reading(bench: Bench) -> ReadAgain:
    return ReadAgain(bench.desk, Noticing(bench.journal, bench.documents, bench.new_operation, bench.store.clock))


def _sent(operation: Operation, at: int) -> Operation:
    return replace(operation, sent_at=at)


def _letter() -> dict[str, Any]:
    return {"addresses": ["cliente@losandes.example"], "subject": "", "message": ""}


def _recording(bench: Bench) -> RecordPayment:
    announcements = Announcements(bench.journal, bench.documents, bench.new_operation, bench.store.clock)
    return RecordPayment(bench.desk, announcements, bench.journal, Withheld(bench.store))


def _owed(document: Document) -> Decimal:
    return document.content.balance if document.content else Decimal(0)


async def _payment(bench: Bench, document: Document, amount: Decimal) -> Operation:
    account = next(iter(bench.local.state.books.bank_accounts))
    share = {"document": document.id, "invoice_id": document.alegra_id, "number": "", "applied": str(amount)}
    request = {
        "bank_account_id": account,
        "method": "transfer",
        "paid_on": bench.today().isoformat(),
        "note": "",
        "client_id": document.content.client.id if document.content else "",
        "currency": "COP",
        "shares": [{**share, "residual": str(_owed(document) - amount), "withholdings": []}],
    }
    return await bench.operation("payment", request, by=CARLA)


async def _edit(bench: Bench, document: Document, note: str, *, by: str = ANA) -> Operation:
    wanted = DRAFTS.dump_python(replace(a_draft(), printed_note=note), mode="json")
    return await bench.operation("edit", {"draft": wanted, "base_hash": document.content_hash}, by=by)


async def test_fifty_creates_whose_answers_are_lost_are_fifty_invoices(bench: Bench) -> None:
    """Half are found when they are looked for; of the other half nothing had arrived, and they are sent once more."""
    kind = CreateInvoice(bench.desk)
    before = len(bench.local.state.books.invoices)
    markers = set()
    for number in range(50):
        arrives = number % 2 == 0
        operation = await bench.creation(a_draft(), document=f"D-{number}")
        bench.faults.add("lost_answer" if arrives else "drop_before", method="POST", path="/invoices")
        assert isinstance(await kind.send(operation), Unknown)
        sighting = await kind.look_up(replace(operation, sent_at=operation.accepted_at))
        assert isinstance(sighting, Found if arrives else NotThere)
        document = await (bench.take_up(sighting, operation) if arrives else bench.done(kind, operation))
        markers.add(marker_in(bench.kept(document)["observations"]))
    assert len(bench.local.state.books.invoices) - before == 50
    assert len(markers) == 50
