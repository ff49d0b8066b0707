"""What creations, edits and e-mails make of Alegra's answers, when they come and when they do not."""

from dataclasses import replace
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.actions.creations import CreateInvoice, EditInvoice
from bot.actions.emails import EmailInvoice
from bot.actions.invoice_kind import DRAFTS
from bot.actions.outcomes import outcome_of
from bot.alegra import errors
from bot.alegra.api import Alegra
from bot.alegra.errors import AlegraError, Exchange
from bot.billing.markers import marker_in
from bot.operations.operation import Operation
from bot.operations.outcomes import Found, LanePaused, NeedsPerson, NotSent, NotThere, Refused, Unknown
from bot.store.records import Document, Phase
from tests.actions.bench import ANA, BRUNO, CARLA, ELECTRONIC, PLAIN, Bench, a_draft
from tests.actions.carried_out import created, opened
from tests.alegra.serving import transport_to

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


@pytest.mark.parametrize(
    "wanted",
    [
        {"seller_id": "2"},
        {"cost_center_id": "2"},
        {"numbering_id": PLAIN},
        {"payment_method": "CHECK"},
        {"note": "Avisar a la portería"},
    ],
    ids=lambda wanted: next(iter(wanted)),
)
async def test_an_edit_that_never_arrived_is_not_there_whatever_it_changed(
    bench: Bench, wanted: dict[str, Any]
) -> None:
    """Sent as it is, it is seen by what it changed, however little that is."""
    base = replace(a_draft(), term_days=0, payment_method="CASH")
    document = await created(bench, base)
    draft = DRAFTS.dump_python(replace(base, **wanted), mode="json")
    operation = await bench.operation("edit", {"draft": draft, "base_hash": document.content_hash})
    seen = {}
    for fault in ("drop_before", "lost_answer"):
        bench.faults.add(fault, method="PUT", path=f"/invoices/{document.alegra_id}")
        assert isinstance(await EditInvoice(bench.desk).send(operation), Unknown)
        seen[fault] = type(await EditInvoice(bench.desk).look_up(operation))
    assert seen == {"drop_before": NotThere, "lost_answer": Found}


async def test_an_email_of_unknown_fate_goes_to_a_person(bench: Bench) -> None:
    document = await opened(bench)
    operation = await bench.operation("email", _letter(), by=CARLA)
    bench.faults.add("lost_answer", method="POST", path=f"/invoices/{document.alegra_id}/email")
    assert isinstance(await EmailInvoice(bench.desk).send(operation), Unknown)
    sighting = await EmailInvoice(bench.desk).look_up(operation)
    assert isinstance(sighting, NeedsPerson)
    assert sighting.document["facts"]["email"]["state"] == "unknown"


def _sent(operation: Operation, at: int) -> Operation:
    return replace(operation, sent_at=at)


def _letter() -> dict[str, Any]:
    return {"addresses": ["cliente@losandes.example"], "subject": "", "message": ""}


@pytest.mark.parametrize("status", ["open", "void"])
async def test_an_edit_never_changes_what_was_issued_or_voided_in_alegra_meanwhile(bench: Bench, status: str) -> None:
    """With the same contents as it was edited from: Alegra itself would take an edit of an open invoice."""
    document = await bench.done(CreateInvoice(bench.desk), await bench.creation(a_draft(PLAIN)))
    operation = await _edit(bench, document, "Nota nueva")
    bench.kept(document)["status"] = status
    before = dict(bench.kept(document))

    outcome = await EditInvoice(bench.desk).send(operation)

    assert isinstance(outcome, Refused)
    assert bench.kept(document) == before
    assert outcome.document["phase"] is {"open": Phase.ISSUED, "void": Phase.VOIDED}[status]


async def test_an_edit_of_unknown_fate_that_was_issued_there_since_waits_for_no_approval(bench: Bench) -> None:
    document = await bench.done(CreateInvoice(bench.desk), await bench.creation(a_draft(PLAIN)))
    operation = await _edit(bench, document, "Nota nueva", numbering=PLAIN)
    bench.faults.add("lost_answer", method="PUT", path=f"/invoices/{document.alegra_id}")
    assert isinstance(await EditInvoice(bench.desk).send(operation), Unknown)
    bench.kept(document)["status"] = "open"

    sighting = await EditInvoice(bench.desk).look_up(operation)

    assert isinstance(sighting, Found)
    assert (sighting.document["phase"], sighting.document["editors"]) == (Phase.ISSUED, (ANA,))


async def _edit(
    bench: Bench, document: Document, note: str, *, by: str = ANA, numbering: str = ELECTRONIC
) -> Operation:
    wanted = DRAFTS.dump_python(replace(a_draft(numbering), printed_note=note), mode="json")
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
