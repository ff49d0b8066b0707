"""Paths and pages, the same for every resource (Alegra fact sheet 1.3)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.alegra.errors import Exchange, Unreadable
from bot.alegra.shapes import ID, listed
from bot.alegra.transport import Transport

PAGE_ROWS = 30
"""Alegra's most; one account answers rubbish to more."""

T = TypeVar("T")


class NotAnId(ValueError):
    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} cannot be an id of Alegra's")


@dataclass(frozen=True)
class Page(Generic[T]):
    rows: tuple[T, ...]
    is_last: bool
    unreadable: int = 0
    """Rows that could not be understood and are not in `rows`: whoever must not miss one has to stop."""


def member(resource: str, key: str, action: str = "") -> str:
    """`/invoices/8` or `/invoices/8/void`. Raise `NotAnId` for what would be another path."""
    if not ID.fullmatch(key):
        raise NotAnId(key)
    return f"{resource}/{key}{'/' + action if action else ''}"


async def read_page(
    transport: Transport,
    resource: str,
    read: Callable[[Any], T | None],
    *,
    start: int = 0,
    limit: int = PAGE_ROWS,
    filters: Mapping[str, str | None] | None = None,
    order: str = "id",
    newest_first: bool = True,
) -> Page[T]:
    """Filters that are None are left out. What Alegra ignored of them is for the caller to check again.

    Rows that `read` answers None to are passed over. Without `order` Alegra orders as it likes.
    """
    params = {"start": str(start), "limit": str(limit)}
    if order:
        params |= {"order_field": order, "order_direction": "DESC" if newest_first else "ASC"}
    params |= {name: value for name, value in (filters or {}).items() if value}
    return page_of(await transport.read(resource, params), read, limit=limit)


def page_of(answer: Any, read: Callable[[Any], T | None], *, limit: int) -> Page[T]:
    answered = listed(answer)
    rows: list[T | None] = []
    for row in answered:
        try:
            rows.append(read(row))
        except Unreadable:
            continue
    wanted = tuple(row for row in rows if row is not None)
    return Page(wanted, is_last=len(answered) < limit, unreadable=len(answered) - len(rows))


def strict(page: Page[T], resource: str) -> Page[T]:
    """Raise `Unreadable` when a row of the page could not be understood."""
    if page.unreadable:
        raise Unreadable(Exchange("GET", resource), f"{page.unreadable} rows of the list are not as expected")
    return page
