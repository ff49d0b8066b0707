"""Searches whose pages are turned: each invoice that fits is shown once, newest first."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.actions.invoice_search import ROWS, Cursor, InvoiceSearch
from bot.billing.invoice_query import read_query
from tests.actions.bench import Bench


class _Clients:
    """A directory that knows what each name means."""

    def __init__(self, found: dict[str, Sequence[Any]]) -> None:
        self._found = found

    def search_clients(self, name: str, *, limit: int) -> tuple[Any, ...]:
        return tuple(self._found.get(name, ()))[:limit]


class _Known:
    def __init__(self, key: str) -> None:
        self.id = key


@pytest.mark.parametrize("typed", [">0", "pagadas", "abiertas", "los dos", "los dos >1000000"])
async def test_turning_every_page_shows_every_invoice_that_fits_once(bench: Bench, typed: str) -> None:
    books = bench.local.state.books
    two = sorted({each["client"]["id"] for each in books.invoices.values()})[:2]
    search = InvoiceSearch(bench.local.alegra, _Clients({"los dos": [_Known(key) for key in two]}))  # type: ignore[arg-type]
    query = read_query(typed, today=bench.today(), currency="COP")
    shown, cursor = [], Cursor()
    for _ in range(20):
        page = await search.page(query, today=bench.today(), cursor=cursor)
        assert len(page.invoices) <= ROWS
        shown += [(invoice.id, invoice.client.id) for invoice in page.invoices]
        if page.following is None:
            break
        cursor = page.following
    every = await search.page(read_query("", today=bench.today(), currency="COP"), today=bench.today())
    assert every.invoices, "the world has invoices"
    wanted = {
        invoice.id
        for start in range(0, len(books.invoices), 30)
        for invoice in (await bench.local.alegra.invoices.list_page(start=start)).rows
        if query.fits(invoice, today=bench.today()) and (not query.client or invoice.client.id in two)
    }
    assert wanted
    assert len(shown) == len(set(shown))
    assert {key for key, _ in shown} == wanted
    assert [int(key) for key, _ in shown] == sorted((int(key) for key, _ in shown), reverse=True)


async def test_a_whole_number_is_one_request_and_a_client_nobody_has_asks_nothing(bench: Bench) -> None:
    search = InvoiceSearch(bench.local.alegra, _Clients({}))  # type: ignore[arg-type]
    today = bench.today()
    number = next(
        each["numberTemplate"]["fullNumber"]
        for each in bench.local.state.books.invoices.values()
        if each["numberTemplate"]["fullNumber"]
    )
    bench.faults.add("rate_limited", method="GET", path="/invoices", after=1, times=9)
    page = await search.page(read_query(number, today=today, currency="COP"), today=today)
    assert [invoice.number for invoice in page.invoices] == [number]
    nobody = await search.page(read_query("dragones", today=today, currency="COP"), today=today)
    assert (nobody.knows_client, nobody.invoices) == (False, ())
