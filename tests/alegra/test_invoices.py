"""Against the local Alegra, over HTTP, with its quirks on."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.alegra.errors import (
    AlegraError,
    AlreadyAtAuthority,
    AuthorityDown,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Refused,
    Suspended,
    Unauthorized,
)
from bot.alegra.invoice_body import create_body, date_body, edit_body
from bot.alegra.invoices import Invoices, StampAnswer
from bot.billing.invoice import StampState, Status
from bot.billing.markers import marker_in
from tests.alegra.sending import DRAFT, ELECTRONIC, LINE, MARKER, created, plain_numbering, today
from tests.alegra.serving import Served, a_transport, always, answering, listening


async def test_a_created_draft_is_what_was_asked_for(local: Served) -> None:
    invoice = await created(local)
    line = invoice.lines[0]
    assert (invoice.status, invoice.number, invoice.client.id, invoice.numbering_id) == (
        Status.DRAFT,
        "",
        "12",
        ELECTRONIC,
    )
    assert (line.price, line.quantity, line.discount, line.taxes[0].rate) == (
        Decimal("250000.10"),
        Decimal(2),
        Decimal(10),
        Decimal(19),
    )
    assert (invoice.subtotal, invoice.discount, invoice.tax, invoice.total) == (
        Decimal("500000.20"),
        Decimal("50000.02"),
        Decimal("85500.03"),
        Decimal("535500.21"),
    )
    assert (invoice.printed_note, marker_in(invoice.observations)) == ("Gracias", MARKER)
    assert await local.alegra.invoices.get(invoice.id) == invoice


@pytest.mark.parametrize("padded", ["none", "some", "all"])
async def test_the_list_and_the_single_answer_read_alike(local: Served, padded: str) -> None:
    local.state.switches.change({"padded_numbers": padded, "template_as_array": "list"})
    invoice = await created(local)
    page = await local.alegra.invoices.list_page()
    assert page.rows[0] == invoice
    assert page.unreadable == 0


async def test_stamping_by_id_and_reading_gives_number_code_and_papers(local: Served) -> None:
    invoice = await created(local)
    answer = await local.alegra.invoices.stamp(invoice.id)
    read = await local.alegra.invoices.get_with_papers(invoice.id)
    assert answer.is_success
    assert read.invoice.stamp.state in {StampState.ACCEPTED, StampState.OBSERVED}
    assert len(read.invoice.stamp.code) == 96
    assert read.invoice.emailed_to == (read.invoice.client.email,)
    assert (await local.alegra.invoices.download(read.pdf_url)).startswith(b"%PDF")
    assert read.invoice.stamp.code.encode() in await local.alegra.invoices.download(read.xml_url)
    assert await local.alegra.invoices.find_by_number(read.invoice.number.lower()) == (replace(read.invoice),)


@pytest.mark.parametrize(
    ("kind", "code", "state"),
    [
        ("stamp_rejected", "", StampState.REJECTED),
        ("stamp_observed", "", StampState.OBSERVED),
        ("stamp_waits", "", StampState.WAITING),
        ("refuse_stamp", "AEP6009", StampState.NONE),
        ("authority_down", "", StampState.NONE),
    ],
)
async def test_the_invoice_tells_what_became_of_the_stamp(
    local: Served, kind: str, code: str, state: StampState
) -> None:
    invoice = await created(local)
    local.state.faults.add(kind, code=code, seconds=30)
    answer = await local.alegra.invoices.stamp(invoice.id)
    assert (await local.alegra.invoices.get(invoice.id)).stamp.state is state
    if state is StampState.NONE:
        assert answer.is_success is False
        assert answer.authority_codes == (code or "EPR503",)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (StampAnswer(is_success=False, message="El campo items.0.unit es requerido"), Refused),
        (StampAnswer(is_success=False, message="EPR503: La DIAN no responde"), AuthorityDown),
        (StampAnswer(is_success=False, message="AEP2011: ya enviado"), AlreadyAtAuthority),
        (StampAnswer(is_success=True, message="AEP2011"), type(None)),
        (StampAnswer(is_success=None, message=""), type(None)),
    ],
)
def test_a_stamp_that_failed_says_what_that_means_for_an_invoice_that_is_not_stamped(
    answer: StampAnswer, error: type
) -> None:
    assert type(answer.refusal) is error


@pytest.mark.parametrize("draft_pdf", ["null", "404"])
async def test_a_draft_without_papers_is_read_without_them(local: Served, draft_pdf: str) -> None:
    local.state.switches.change({"draft_pdf": draft_pdf})
    invoice = await created(local)
    read = await local.alegra.invoices.get_with_papers(invoice.id)
    assert (read.invoice, read.pdf_url, read.xml_url) == (invoice, "", "")
    with pytest.raises(NotFound):
        await local.alegra.invoices.get_with_papers("99999")


async def test_an_edit_replaces_everything_and_keeps_the_marker(local: Served) -> None:
    invoice = await created(local)
    edited = replace(DRAFT, lines=(replace(LINE, quantity=Decimal(1)),), printed_note="", term_days=15)
    after = await local.alegra.invoices.edit(invoice.id, edit_body(edited, marker=MARKER, today=today(local)))
    assert (after.lines[0].quantity, after.printed_note, marker_in(after.observations)) == (Decimal(1), "", MARKER)
    moved = await local.alegra.invoices.edit(invoice.id, date_body(edited, today=today(local) + dt.timedelta(days=1)))
    assert (moved.due_date - moved.issue_date, moved.observations) == (dt.timedelta(days=15), after.observations)


async def test_a_plain_invoice_opens_voids_reopens_and_a_draft_is_deleted(local: Served) -> None:
    invoices = local.alegra.invoices
    draft = replace(DRAFT, numbering_id=await plain_numbering(local))
    invoice = await created(local, draft)
    await invoices.open(invoice.id)
    assert (await invoices.get(invoice.id)).status is Status.OPEN
    await invoices.void(invoice.id, cause="Error en el cliente")
    assert (await invoices.get(invoice.id)).status is Status.VOID
    await invoices.reopen(invoice.id)
    assert (await invoices.get(invoice.id)).status is Status.OPEN
    other = await created(local, draft, marker="ZZZZZZZZZZZZ")
    await invoices.delete(other.id)
    with pytest.raises(NotFound):
        await invoices.get(other.id)


async def test_an_email_is_sent_and_one_of_a_draft_is_refused(local: Served) -> None:
    invoice = await created(local)
    with pytest.raises(Refused, match="borrador"):
        await local.alegra.invoices.email(invoice.id, ["pagos@acme.example"])
    await local.alegra.invoices.stamp(invoice.id)
    await local.alegra.invoices.email(invoice.id, ["pagos@acme.example"], subject="Factura", message="Adjunta")
    assert "pagos@acme.example" in (await local.alegra.invoices.get(invoice.id)).emailed_to


async def test_a_preview_stores_nothing(local: Served) -> None:
    before = await local.alegra.invoices.list_page()
    url = await local.alegra.invoices.preview(create_body(DRAFT, marker=MARKER, today=today(local)))
    assert (await local.alegra.invoices.download(url)).startswith(b"%PDF")
    assert (await local.alegra.invoices.list_page()).rows == before.rows


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("rate_limited", RateLimited),
        ("rate_limited_as_400", RateLimited),
        ("unauthorised", Unauthorized),
        ("suspended", Suspended),
        ("error_before", OutcomeUnknown),
    ],
)
async def test_each_accident_has_its_error(local: Served, kind: str, error: type[AlegraError]) -> None:
    local.state.faults.add(kind, method="POST")
    with pytest.raises(error):
        await created(local)


async def test_a_failed_stamp_at_creation_names_the_draft_that_stayed(local: Served) -> None:
    local.state.faults.add("refuse_stamp", code="AEP6009")
    with pytest.raises(Refused) as refused:
        await local.alegra.invoices.create(
            create_body(DRAFT, marker=MARKER, today=today(local)) | {"stamp": {"generateStamp": True}}
        )
    assert refused.value.authority_codes == ("AEP6009",)
    assert (await local.alegra.invoices.get(refused.value.created_id)).status is Status.DRAFT


async def test_an_authority_that_is_down_at_creation_is_told_as_such(local: Served) -> None:
    local.state.faults.add("authority_down")
    with pytest.raises(AuthorityDown):
        await local.alegra.invoices.create(
            create_body(DRAFT, marker=MARKER, today=today(local)) | {"stamp": {"generateStamp": True}}
        )


async def test_a_client_that_is_gone_is_refused_with_alegras_code(local: Served) -> None:
    with pytest.raises(Refused) as refused:
        await created(local, replace(DRAFT, client_id="99999"))
    assert refused.value.code == 3003


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ([{"id": "8", "success": True, "message": "ok"}], StampAnswer(is_success=True, message="ok")),
        ([{"id": 7, "success": True}, {"id": 8, "success": False, "message": "AEP6009"}], StampAnswer(False, "AEP6009", ("AEP6009",))),  # noqa: FBT003  # a row of the table
        ({"error": {"message": "EPR503"}}, StampAnswer(False, "EPR503", ("EPR503",))),  # noqa: FBT003  # as above
        ([], StampAnswer(None, "")),
        (None, StampAnswer(None, "")),
        ("done", StampAnswer(None, "")),
    ],
)  # fmt: skip
async def test_the_answer_of_a_stamp_is_read_in_every_shape(answer: Any, expected: StampAnswer) -> None:
    async with listening(answering(always(answer))) as url:
        transport = a_transport(f"{url}/api/v1")
        assert await Invoices(transport).stamp("8") == expected
        await transport.aclose()
