"""Invoices by what was typed: Alegra filters by client, status and day; the rest is looked at here, newest first."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.actions.directory import Directory
from bot.alegra.api import Alegra
from bot.alegra.resources import PAGE_ROWS
from bot.billing.invoice import Invoice
from bot.billing.invoice_query import InvoiceQuery

ROWS = 10
MOST_PAGES = 5
"""Read for one answer: whoever wants more turns the page."""
MOST_CLIENTS = 20


@dataclass(frozen=True)
class Cursor:
    """Where the next page goes on."""

    start: int = 0
    """Of Alegra's page."""
    skip: int = 0
    """How many of those that fit on it were shown already."""


BEGINNING = Cursor()


@dataclass(frozen=True)
class SearchPage:
    invoices: tuple[Invoice, ...]
    following: Cursor | None
    """None: there are no more."""
    query: InvoiceQuery
    """As it was understood with the directory at hand."""
    knows_client: bool = True
    """False: nobody is called so."""


@dataclass(frozen=True)
class InvoiceSearch:
    alegra: Alegra
    directory: Directory

    async def page(self, query: InvoiceQuery, *, today: dt.date, cursor: Cursor = BEGINNING) -> SearchPage:
        """Raise an AlegraError."""
        query, clients = self._with_clients(query)
        if query.client and not clients:
            return SearchPage((), None, query, knows_client=False)
        if query.number and cursor == BEGINNING and (exact := await self._numbered(query, clients, today)):
            return SearchPage(exact, None, query)
        return await self._scan(query, clients, cursor, today)

    def _with_clients(self, query: InvoiceQuery) -> tuple[InvoiceQuery, frozenset[str]]:
        """Digits may belong to the client: `Grupo 7`, or an identification."""
        joined = f"{query.client} {query.figure}".strip()
        if query.figure and (found := self._clients(joined)) and (query.client or len(query.figure) >= 6):
            return replace(query, client=joined, figure=""), found
        return query, self._clients(query.client)

    def _clients(self, name: str) -> frozenset[str]:
        found = self.directory.search_clients(name, limit=MOST_CLIENTS) if name else ()
        return frozenset(client.id for client in found)

    async def _numbered(self, query: InvoiceQuery, clients: frozenset[str], today: dt.date) -> tuple[Invoice, ...]:
        """A whole number is one request; the beginning of one is looked for like everything else."""
        found = await self.alegra.invoices.find_by_number(query.number.replace("-", ""))
        return tuple(invoice for invoice in found if _fits(invoice, query, clients, today))

    async def _scan(self, query: InvoiceQuery, clients: frozenset[str], cursor: Cursor, today: dt.date) -> SearchPage:
        shown: list[Invoice] = []
        skip = cursor.skip
        for start in _starts(cursor):
            page = await self.alegra.invoices.list_page(
                start=start,
                status=query.status,
                client_id=next(iter(clients)) if len(clients) == 1 else "",
                from_date=query.from_day,
                until_date=query.until_day,
            )
            fitting = [invoice for invoice in page.rows if _fits(invoice, query, clients, today)]
            room = ROWS - len(shown)
            shown += fitting[skip : skip + room]
            if len(fitting) > skip + room:
                return SearchPage(tuple(shown), Cursor(start, skip + room), query)
            if page.is_last:
                return SearchPage(tuple(shown), None, query)
            if len(shown) == ROWS:
                return SearchPage(tuple(shown), Cursor(start + PAGE_ROWS), query)
            skip = 0
        return SearchPage(tuple(shown), Cursor(cursor.start + MOST_PAGES * PAGE_ROWS), query)


def _starts(cursor: Cursor) -> Iterator[int]:
    return iter(range(cursor.start, cursor.start + MOST_PAGES * PAGE_ROWS, PAGE_ROWS))


def _fits(invoice: Invoice, query: InvoiceQuery, clients: frozenset[str], today: dt.date) -> bool:
    return (not clients or invoice.client.id in clients) and query.fits(invoice, today=today)
