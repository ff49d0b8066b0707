"""Against the local Alegra, over HTTP, with its quirks on."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

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
    Unreadable,
)
from bot.alegra.invoice_body import create_body, date_body, edit_body
from bot.alegra.invoices import Invoices, StampAnswer
from bot.alegra.payment_body import Allocation, payment_body
from bot.alegra.resources import NotAnId
from bot.billing.draft import Draft, DraftLine
from bot.billing.invoice import Invoice, StampState, Status
from bot.billing.markers import marker_in
from tests.alegra.serving import Served, a_transport, always, answering, listening

MARKER = "0123456789AB"
ELECTRONIC, PLAIN = "19", "20"
LINE = DraftLine(
    "101",
    "Mantenimiento preventivo",
    Decimal("250000.10"),
    Decimal(2),
    discount=Decimal(10),
    tax_ids=("3",),
    unit="service",
)
DRAFT = Draft(
    client_id="12", lines=(LINE,), term_days=30, numbering_id=ELECTRONIC, note="interna", printed_note="Gracias"
)


def today(local: Served) -> dt.date:
    return dt.date.fromisoformat(local.state.account.moment().date)


def now(local: Served) -> dt.datetime:
    return dt.datetime.fromisoformat(local.state.account.moment().datetime)


async def created(local: Served, draft: Draft = DRAFT, marker: str = MARKER) -> Invoice:
    return await local.alegra.invoices.create(create_body(draft, marker=marker, today=today(local)))


async def plain_numbering(local: Served) -> str:
    return next(each.id for each in (await local.alegra.numberings.page()).rows if not each.is_electronic)


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


@pytest.mark.parametrize("kind", ["lost_answer", "error_after", "unreadable"])
async def test_a_draft_whose_answer_was_lost_is_found_by_its_marker(local: Served, kind: str) -> None:
    sent_at = now(local)
    local.state.faults.add(kind, method="POST", path="/invoices")
    with pytest.raises(OutcomeUnknown):
        await created(local)
    found = await local.alegra.invoices.find_by_marker(
        client_id="12", issued_on=today(local), marker=MARKER, not_before=sent_at
    )
    assert [marker_in(invoice.observations) for invoice in found] == [MARKER]


async def test_a_draft_that_never_arrived_is_not_found(local: Served) -> None:
    local.state.faults.add("drop_before", method="POST", path="/invoices")
    with pytest.raises(OutcomeUnknown):
        await created(local)
    find = partial(local.alegra.invoices.find_by_marker, client_id="12", issued_on=today(local), not_before=now(local))
    assert await find(marker=MARKER) == ()
    other = await created(local, marker="ZZZZZZZZZZZZ")
    assert await find(marker=MARKER) == ()
    assert await find(marker="ZZZZZZZZZZZZ") == (other,)


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


@pytest.mark.parametrize("honoured", [True, False])
async def test_the_overdue_are_all_found_whether_or_not_alegra_orders_them(local: Served, honoured: bool) -> None:  # noqa: FBT001  # a parameter
    local.state.switches.change({"orders_by_due_date": honoured})
    day = today(local)
    records = local.state.books.invoices.values()
    due = {
        each["id"]
        for each in records
        if each["status"] == "open" and each["balance"] > 0 and each["dueDate"] < day.isoformat()
    }
    late = await local.alegra.invoices.overdue(today=day)
    assert {invoice.id for invoice in late} == due != set()
    assert list(late) == sorted(late, key=lambda invoice: invoice.due_date)


async def test_filters_that_alegra_ignores_are_applied_here() -> None:
    async with listening(
        answering(always([_row("1", "open"), _row("2", "void"), _row("3", "open", client="9")]))
    ) as url:
        transport = a_transport(f"{url}/api/v1")
        page = await Invoices(transport).list_page(status=Status.OPEN, client_id="12")
        assert ([invoice.id for invoice in page.rows], page.is_last) == (["1"], True)
        await transport.aclose()


def _row(key: str, status: str, *, client: str = "12", **more: Any) -> dict[str, Any]:
    return {
        "id": key,
        "status": status,
        "date": "2026-05-02",
        "client": {"id": client},
        "total": 1,
        "items": [],
        **more,
    }


async def test_a_number_is_only_found_when_it_is_exactly_that(local: Served) -> None:
    assert [each.number for each in await local.alegra.invoices.find_by_number("FE341")] == ["FE341"]
    assert await local.alegra.invoices.find_by_number("E341") == ()
    assert await local.alegra.invoices.find_by_number("") == ()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ([{"id": "8", "success": True, "message": "ok"}], StampAnswer(is_success=True, message="ok")),
        ([{"id": 7, "success": True}, {"id": 8, "success": False, "message": "AEP6009"}], StampAnswer(False, "AEP6009", ("AEP6009",))),  # noqa: FBT003  # a row of the table
        ({"error": {"message": "EPR503"}}, StampAnswer(False, "EPR503", ("EPR503",))),  # noqa: FBT003
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


@pytest.mark.parametrize("key", ["", "../users", "8/void", "8?x", "ñ", "a" * 65])
async def test_what_cannot_be_an_id_never_becomes_a_path(key: str) -> None:
    invoices = Invoices(a_transport("https://api.alegra.com/api/v1"))
    for call in (invoices.get, invoices.open, invoices.delete, invoices.stamp):
        with pytest.raises(NotAnId):
            await call(key)


async def test_a_marked_invoice_is_not_missed_among_rows_that_cannot_be_read() -> None:
    rows = [_row("1", "open"), {"id": "2", "total": "?", "observations": f"[cobro:{MARKER}]"}]
    async with listening(answering(always(rows))) as url:
        transport = a_transport(f"{url}/api/v1")
        with pytest.raises(Unreadable):
            await Invoices(transport).find_by_marker(
                client_id="12", issued_on=dt.date(2026, 5, 2), marker=MARKER, not_before=dt.datetime(2026, 5, 2)  # noqa: DTZ001  # local, as Alegra writes it
            )  # fmt: skip
        await transport.aclose()


@pytest.mark.parametrize(("newest_first", "pages_read"), [(True, 1), (False, 3)])
async def test_pages_are_read_until_visibly_too_old_and_all_of_them_when_not_in_order(
    newest_first: bool,  # noqa: FBT001  # a parameter
    pages_read: int,
) -> None:
    rows = [_row(str(n), "open", datetime=f"2026-05-{1 + n // 4:02d} 10:{n % 60:02d}:00") for n in range(80)]
    rows[-1]["observations"] = "" if newest_first else f"[cobro:{MARKER}]"
    rows = rows[::-1] if newest_first else rows
    reads: list[int] = []

    async def answer(request: Request) -> Response:
        start = int(request.query_params["start"])
        reads.append(start)
        return JSONResponse(rows[start : start + 30])

    async with listening(answering(answer)) as url:
        transport = a_transport(f"{url}/api/v1")
        found = await Invoices(transport).find_by_marker(
            client_id="12", issued_on=dt.date(2026, 5, 20), marker=MARKER, not_before=dt.datetime(2026, 5, 20, 9)  # noqa: DTZ001  # local, as Alegra writes it
        )  # fmt: skip
        await transport.aclose()
    assert len(reads) == pages_read
    assert [invoice.id for invoice in found] == ([] if newest_first else ["79"])


async def test_a_payment_is_recorded_found_by_its_marker_and_voided(local: Served) -> None:
    invoice = await created(local, replace(DRAFT, numbering_id=await plain_numbering(local)))
    await local.alegra.invoices.open(invoice.id)
    body = payment_body(
        client_id="12",
        paid_on=today(local),
        bank_account_id="2",
        method="transfer",
        allocations=[Allocation(invoice.id, Decimal("35500.21"))],
        observations=f"abono [cobro:{MARKER}]",
    )
    payment = await local.alegra.payments.create(body)
    assert (payment.amount, payment.method, payment.invoices[0].balance) == (
        Decimal("35500.21"),
        "transfer",
        Decimal(500000),
    )
    assert await local.alegra.payments.find_by_marker(client_id="12", marker=MARKER) == (payment,)
    assert await local.alegra.payments.find_by_marker(client_id="12", marker="ZZZZZZZZZZZZ") == ()
    read = await local.alegra.invoices.get(invoice.id)
    assert (read.paid, read.balance, marker_in(read.payments[0].observations)) == (
        Decimal("35500.21"),
        Decimal(500000),
        MARKER,
    )
    newest = await local.alegra.payments.newest(limit=1)
    assert newest.rows == (payment,)
    await local.alegra.payments.void(payment.id)
    assert (await local.alegra.payments.get(payment.id)).status == "void"
    assert (await local.alegra.invoices.get(invoice.id)).balance == invoice.total
    await local.alegra.payments.reopen(payment.id)
    assert (await local.alegra.payments.get(payment.id)).status == "open"
    await local.alegra.payments.delete(payment.id)
    with pytest.raises(NotFound):
        await local.alegra.payments.get(payment.id)


async def test_a_payment_of_a_draft_or_of_too_much_is_refused_with_its_code(local: Served) -> None:
    invoice = await created(local, replace(DRAFT, numbering_id=await plain_numbering(local)))
    body = payment_body(
        client_id="12",
        paid_on=today(local),
        bank_account_id="2",
        method="cash",
        allocations=[Allocation(invoice.id, invoice.total + 1)],
        observations="",
    )
    with pytest.raises(Refused) as draft:
        await local.alegra.payments.create(body)
    await local.alegra.invoices.open(invoice.id)
    with pytest.raises(Refused) as too_much:
        await local.alegra.payments.create(body)
    assert (draft.value.code, too_much.value.code) == (4096, 9030)
