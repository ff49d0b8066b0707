"""What each kind would send, found out without sending it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.actions.announcements import Announcements
from bot.actions.creations import CreateInvoice, EditInvoice
from bot.actions.emails import EmailInvoice
from bot.actions.invoice_kind import DRAFTS
from bot.actions.rehearsing import DryRun, Rehearsals
from bot.actions.reopening import Reopening, ReopenInvoice
from bot.actions.reversals import DeleteDraft, Reversals, VoidInvoice
from bot.actions.stamps import OpenInvoice, StampInvoice
from bot.actions.technical import Technical
from bot.operations.answers import WrongPhase
from bot.operations.operation import Operation
from bot.operations.outcomes import Done, Found, NotThere, Refused, Unknown
from bot.slack.references import Reference
from bot.store.records import Document, Phase
from tests.actions.bench import ANA, BRUNO, PLAIN, Bench, a_draft
from tests.actions.carried_out import created, opened


async def test_a_creation_is_shown_as_it_would_be_sent_and_leaves_no_trace(bench: Bench) -> None:
    before = set(bench.local.state.books.invoices)
    request = {"draft": DRAFTS.dump_python(a_draft(), mode="json")}
    operation = bench.new_operation("dry-7K3Q/create/1", actor=ANA, request=request, accepted_at=0)
    imagined = Document(id="dry-7K3Q", company="main", phase=Phase.CREATING, requester=ANA, draft=a_draft())

    rehearsed = await _rehearsals(bench)(operation, imagined)

    (sent,) = rehearsed.requests
    assert (sent.method, sent.path) == ("POST", "/invoices")
    assert sent.body["items"][0]["price"] == Decimal(250000)
    assert sent.body["observations"].endswith(f"[cobro:{operation.marker}]")
    assert isinstance(rehearsed.outcome, Unknown)
    assert set(bench.local.state.books.invoices) == before
    assert await bench.documents.find("dry-7K3Q") is None


async def test_a_stamp_that_moves_the_date_is_two_requests(bench: Bench) -> None:
    document = await created(bench, a_draft())
    bench.clock.advance(24 * 3600)
    operation = await _issuing(bench, document)
    tomorrow = replace(operation, accepted_at=await bench.store.clock())

    rehearsed = await _rehearsals(bench)(tomorrow, document)

    assert [(each.method, each.path) for each in rehearsed.requests] == [
        ("PUT", f"/invoices/{document.alegra_id}"),
        ("POST", "/invoices/stamp"),
    ]
    assert rehearsed.requests[1].body == {"ids": [document.alegra_id]}
    assert bench.kept(document)["stamp"] is None


async def test_what_would_be_refused_before_it_leaves_says_why(bench: Bench) -> None:
    document = await created(bench, a_draft(PLAIN))
    operation = await bench.operation("void", {"cause": "Duplicada"}, by=BRUNO)
    rehearsed = await _rehearsals(bench)(operation, document)
    assert rehearsed.requests == ()
    assert isinstance(rehearsed.outcome, Refused)
    assert rehearsed.outcome.error == {"situation": "not_issued"}


async def test_what_is_so_already_would_send_nothing(bench: Bench) -> None:
    document = await opened(bench)
    await bench.local.alegra.invoices.void(document.alegra_id, cause="x")
    operation = await bench.operation("void", {"cause": "x"}, by=BRUNO)
    assert isinstance((await _rehearsals(bench)(operation, document)).outcome, Done)


async def test_a_form_opened_for_a_dry_run_accepts_nothing(bench: Bench) -> None:
    document = await opened(bench)
    await bench.set(document.id, {"phase": Phase.ISSUED})
    reversals = Reversals(bench.acting, "colombia")
    reference = Reference(document.id, document.revision, document.next_operation("void"), rehearse=True)
    before = [each.id for each in await bench.journal.of_document(document.id)]

    with pytest.raises(DryRun) as asked:
        await reversals.void(reference, by=BRUNO, cause="Duplicada")

    assert asked.value.operation.request == {"cause": "Duplicada"}
    assert [each.id for each in await bench.journal.of_document(document.id)] == before
    rehearsed = await _rehearsals(bench)(asked.value.operation, asked.value.document)
    assert rehearsed.requests[0].body == {"cause": "Duplicada"}
    reopening = await Reopening(bench.acting).reopen(replace(reference, operation=""), by=BRUNO, reason="x")
    assert not isinstance(reopening, WrongPhase), "its own rule speaks first"


async def test_admins_see_what_was_sent_last_and_what_approving_would_send(bench: Bench) -> None:
    document = await created(bench, a_draft())
    announcements = Announcements(bench.journal, bench.documents, bench.new_operation, bench.store.clock)
    technical = Technical(bench.journal, _rehearsals(bench), announcements, bench.new_operation, bench.store.clock)

    found = await technical.requests(await bench.set(document.id, {"phase": Phase.PENDING}))

    assert [(each.method, each.path) for each in found.last] == [("POST", "/invoices")]
    assert [(each.method, each.path) for each in found.on_approval] == [("POST", "/invoices/stamp")]
    assert bench.kept(document)["status"] == "draft"


async def test_a_reopening_of_unknown_fate_is_adopted_when_it_happened(bench: Bench) -> None:
    document = await opened(bench)
    await bench.local.alegra.invoices.void(document.alegra_id, cause="x")
    document = await bench.set(document.id, {"phase": Phase.VOIDED})
    operation = await bench.operation("reopen", {"reason": "y"}, by=BRUNO)
    kind = ReopenInvoice(bench.desk)
    bench.faults.add("drop_before", method="POST", path="/invoices/*/open")
    assert isinstance(await kind.send(operation), Unknown)
    assert isinstance(await kind.look_up(operation), NotThere)
    bench.faults.add("lost_answer", method="POST", path="/invoices/*/open")
    assert isinstance(await kind.send(operation), Unknown)

    sighting = await kind.look_up(operation)

    assert isinstance(sighting, Found)
    assert (await bench.take_up(sighting, operation)).phase is Phase.ISSUED
    assert isinstance(await kind.send(operation), Done), "sent again, it asks nothing of Alegra"


def _rehearsals(bench: Bench) -> Rehearsals:
    kinds = (
        CreateInvoice,
        EditInvoice,
        StampInvoice,
        OpenInvoice,
        EmailInvoice,
        VoidInvoice,
        ReopenInvoice,
        DeleteDraft,
    )
    return Rehearsals([kind(bench.desk) for kind in kinds])


async def _issuing(bench: Bench, document: Document) -> Operation:
    request = {"content_hash": document.content_hash, "revision": document.revision}
    return await bench.operation("stamp", request, by=BRUNO)
