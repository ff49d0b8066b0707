"""Invoices are found by marker, number, day and client, and none is missed."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.alegra.errors import OutcomeUnknown, Unreadable
from bot.alegra.invoices import Invoices
from bot.alegra.resources import NotAnId
from bot.billing.invoice import Status
from bot.billing.markers import marker_in
from tests.alegra.sending import MARKER, created, now, today
from tests.alegra.serving import Served, a_transport, always, answering, listening


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
