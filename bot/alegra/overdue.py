"""The overdue scan: as few pages as the order allows (design 6)."""

import datetime as dt
from collections.abc import Awaitable, Callable

from bot.alegra.resources import PAGE_ROWS, Page, strict
from bot.billing.ageing import is_overdue
from bot.billing.invoice import Invoice

PageReader = Callable[[int, str], Awaitable[Page[Invoice]]]
"""Takes the offset and the field to order by, ascending; answers open invoices only."""


async def read_overdue(read: PageReader, *, today: dt.date) -> tuple[Invoice, ...]:
    """Longest overdue first. When a page is not ordered by due date, all open invoices are read instead.

    Raise `Unreadable` rather than leave one out.
    """
    ordered = await _while_ordered(read, today)
    invoices = await _all_open(read) if ordered is None else ordered
    late = {invoice.id: invoice for invoice in invoices if is_overdue(invoice, today)}
    return tuple(sorted(late.values(), key=lambda invoice: (invoice.due_date, invoice.id)))


async def _while_ordered(read: PageReader, today: dt.date) -> list[Invoice] | None:
    """None when a page shows that Alegra did not order them."""
    seen: list[Invoice] = []
    start, latest = 0, dt.date.min
    while True:
        page = strict(await read(start, "dueDate"), "/invoices")
        for invoice in page.rows:
            if invoice.due_date < latest:
                return None
            latest = invoice.due_date
        seen += page.rows
        if page.is_last or latest >= today:
            return seen
        start += PAGE_ROWS


async def _all_open(read: PageReader) -> list[Invoice]:
    seen: list[Invoice] = []
    start = 0
    while True:
        page = strict(await read(start, "id"), "/invoices")
        seen += page.rows
        if page.is_last:
            return seen
        start += PAGE_ROWS
