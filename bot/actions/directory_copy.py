"""Copying Alegra's directory into the store: newest first every few minutes, everything once a night (design 6).

Each step is one request or a few, so a copy can stop anywhere, wait for the rate limit, and go on after a restart or in
another replica.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from bot.actions.directory import COMPANY
from bot.alegra.api import Alegra
from bot.alegra.catalog import Catalog
from bot.alegra.errors import RateLimited
from bot.billing.directory import Company
from bot.store.directory import DirectoryStore

LEFT_FOR_PEOPLE = 60
"""Requests of Alegra's 150 a minute that copying leaves alone."""
MOST_NEW_PAGES = 10
"""A refresh that finds more new entries than that leaves them to the full pass."""
MOST_CHECKED = 50
PROGRESS = "full"
COMPANIES = TypeAdapter(Company)


@dataclass(frozen=True)
class Progress:
    """Where the full pass goes on."""

    resource: int = 0
    """Position in the list of resources."""
    start: int = 0
    """Offset of the next page."""


class DirectoryCopy:
    """One replica at a time; two at once would only do the same work twice."""

    def __init__(self, *, store: DirectoryStore, alegra: Alegra, wall_clock: Callable[[], float]) -> None:
        """`wall_clock` gives real seconds since the epoch: the rate limit's window is not the sandbox's."""
        self._store, self._alegra, self._wall_clock = store, alegra, wall_clock
        small = (
            alegra.taxes,
            alegra.terms,
            alegra.numberings,
            alegra.bank_accounts,
            alegra.sellers,
            alegra.cost_centers,
        )
        self._small: tuple[Catalog[Any], ...] = small
        self._large: tuple[Catalog[Any], ...] = (alegra.items, alegra.clients)

    async def refresh(self) -> None:
        """The short lists whole, of items and clients the newest, the company last. Raise `AlegraError`."""
        for catalog in self._small:
            await self._copy_whole(catalog)
        for catalog in self._large:
            await self._copy_newest(catalog)
        company = await self._alegra.company.get()
        await self._store.put(COMPANY, {COMPANY: COMPANIES.dump_json(company).decode()})

    async def step(self) -> float | None:
        """The next page of the full pass: seconds to wait before the next step, None when the pass is complete.

        Raise `AlegraError`, except `RateLimited`, which is waited for; calling again goes on where it stopped.
        """
        if pause := self._pause():
            return pause
        progress = await self._progress()
        if progress.resource >= len(self._large):
            await self._store.set_progress(PROGRESS, "")
            return None
        try:
            await self._keep_progress(await self._advance(progress))
        except RateLimited as limited:
            return limited.retry_after
        return 0.0

    @property
    def is_under_way(self) -> Callable[[], Awaitable[bool]]:
        return self._is_under_way
