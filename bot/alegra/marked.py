"""Look for what carries a marker: did a write whose answer was lost land? (design 4.4; Alegra fact sheet 11)."""

import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from bot.alegra.errors import Exchange, OutcomeUnknown
from bot.alegra.resources import PAGE_ROWS, Page, strict

CLOCK_SLACK = dt.timedelta(minutes=5)
"""How far Alegra's clock may be behind ours."""
MOST_PAGES = 20

T = TypeVar("T")


async def find_marked(
    read: Callable[[int], Awaitable[Page[T]]],
    is_it: Callable[[T], bool],
    *,
    is_enough: Callable[[Sequence[T]], bool],
) -> tuple[T, ...]:
    """Read pages, `read` taking the offset, from the newest until one has it, the last was read, or the rows are enough.

    Raise `OutcomeUnknown` when after `MOST_PAGES` it is still not sure that nothing is there.
    """
    rows: list[T] = []
    for number in range(MOST_PAGES):
        page = strict(await read(number * PAGE_ROWS), "the newest first")
        found = tuple(row for row in page.rows if is_it(row))
        rows += page.rows
        if found or page.is_last or is_enough(rows):
            return found
    raise OutcomeUnknown(Exchange("GET", ""), f"{MOST_PAGES} pages were read without an end")


def oldest_of_interest(not_before: dt.datetime) -> str:
    """As Alegra writes times: local, without offset."""
    return (not_before - CLOCK_SLACK).strftime("%Y-%m-%d %H:%M:%S")


def has_passed(times: Sequence[str], oldest: str) -> bool:
    """Whether rows are visibly newest first and the last is too old: an order that Alegra ignored would end too soon."""
    in_order = all(earlier >= later for earlier, later in pairwise(times))
    return bool(times) and in_order and "" < times[-1] < min(oldest, times[0])


def are_newest_first(ids: Sequence[str]) -> bool:
    """Whether ids fall visibly. Both kinds grow with time: numbers, and UUID v7 (Alegra fact sheet 1.4)."""
    keys = [(len(key), key) if key.isdecimal() else (64, key) for key in ids]
    return len(keys) > 1 and all(earlier > later for earlier, later in pairwise(keys))
