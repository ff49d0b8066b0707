"""Copying Alegra's directory into the store: newest first every few minutes, everything once a night (design 6).

Each step is one request or a few, so a copy can stop anywhere, wait for the rate limit, and go on after a restart or in
another replica.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

import structlog

from bot.actions.directory import COMPANIES, COMPANY
from bot.alegra.api import Alegra
from bot.alegra.catalog import Catalog
from bot.alegra.errors import Forbidden, NotFound, RateLimited
from bot.alegra.resources import PAGE_ROWS, Page
from bot.store.directory import WHOLE, WHOLE_ONCE, DirectoryStore

MOST_NEW_PAGES = 10
"""A refresh that finds more new entries than that leaves them to the full pass."""
MOST_CHECKED = 50

log = structlog.get_logger("cobro.directory")


@dataclass(frozen=True)
class Progress:
    """Where the full pass goes on."""

    resource: int = 0
    """Position in the list of large resources."""
    start: int = 0
    """Offset of the next page."""


class DirectoryCopy:
    """Made for one replica at a time; two at once would only do the same work twice."""

    def __init__(self, *, store: DirectoryStore, alegra: Alegra) -> None:
        self._store, self._alegra = store, alegra
        lists = (
            alegra.taxes,
            alegra.terms,
            alegra.numberings,
            alegra.bank_accounts,
            alegra.sellers,
            alegra.cost_centers,
            alegra.withholdings,
        )
        self._short: tuple[Catalog[Any], ...] = lists
        self._large: tuple[Catalog[Any], ...] = (alegra.items, alegra.clients)

    async def refresh(self) -> None:
        """The short lists whole, of items and clients the newest, the company last. Raise `AlegraError`.

        Changes to an old entry wait for the full pass, or for whoever asks for it by id.
        """
        for catalog in self._short:
            await self._copy_short(catalog)
        for catalog in self._large:
            await self._copy_newest(catalog)
        company = await self._alegra.company.get()
        await self._store.put(COMPANY, {COMPANY: COMPANIES.dump_json(company).decode()})

    async def step(self) -> float | None:
        """The next page of the full pass: seconds to wait before the next step, None when the pass is complete.

        A rate limit is waited for. Raise any other `AlegraError`; calling again goes on where it stopped.
        """
        progress = await self._progress()
        try:
            following = await self._advance(self._large[progress.resource], progress)
        except RateLimited as limited:
            return limited.retry_after
        is_done = following.resource == len(self._large)
        await self._store.set_progress(WHOLE, "" if is_done else json.dumps(asdict(following)))
        if is_done:
            await self._store.set_progress(WHOLE_ONCE, "done")
        return None if is_done else 0.0

    async def renew_client(self, key: str) -> None:
        """One that is said to have changed. Raise `AlegraError`."""
        await self._renew(self._alegra.clients, key)

    async def renew_item(self, key: str) -> None:
        """As `renew_client`."""
        await self._renew(self._alegra.items, key)

    async def _renew(self, catalog: Catalog[Any], key: str) -> None:
        name = catalog.resource.name
        try:
            entry = await catalog.get(key)
        except NotFound:
            await self._store.remove(name, [key])
        else:
            await self._store.put(name, {key: _text(catalog, entry)})

    async def _progress(self) -> Progress:
        """A pass of another version, which cannot be read any more, begins anew."""
        try:
            progress = Progress(**json.loads(await self._store.progress(WHOLE) or "{}"))
        except (ValueError, TypeError):
            return Progress()
        return progress if 0 <= progress.resource < len(self._large) and progress.start >= 0 else Progress()

    async def _advance(self, catalog: Catalog[Any], progress: Progress) -> Progress:
        name = catalog.resource.name
        if progress.start == 0:
            await self._store.end_pass(name)
        page = await catalog.page(start=progress.start)
        await self._keep(catalog, page)
        await self._store.met(name, [entry.id for entry in page.rows])
        if not page.is_last:
            return Progress(progress.resource, progress.start + PAGE_ROWS)
        if not page.unreadable:
            await self._drop_gone(catalog)
        await self._store.end_pass(name)
        return Progress(progress.resource + 1)

    async def _drop_gone(self, catalog: Catalog[Any]) -> None:
        """What no page had: pages shift while others delete, so each is asked for once before it goes."""
        name = catalog.resource.name
        for key in sorted(await self._store.unmet(name))[:MOST_CHECKED]:
            await self._renew(catalog, key)

    async def _copy_short(self, catalog: Catalog[Any]) -> None:
        try:
            await self._copy_whole(catalog)
        except (NotFound, Forbidden):
            if not catalog.resource.may_be_closed:
                raise

    async def _copy_whole(self, catalog: Catalog[Any]) -> None:
        """A short list, to its end; one that ignores `start` would answer the same page for ever."""
        seen: set[str] = set()
        start, unreadable = 0, 0
        while True:
            page = await catalog.page(start=start)
            await self._keep(catalog, page)
            unreadable += page.unreadable
            fresh = {entry.id for entry in page.rows} - seen
            seen |= fresh
            if page.is_last or not fresh:
                break
            start += PAGE_ROWS
        if not unreadable:
            await self._store.remove(catalog.resource.name, await self._store.ids(catalog.resource.name) - seen)

    async def _copy_newest(self, catalog: Catalog[Any]) -> None:
        """Until a page holds nothing new."""
        for number in range(MOST_NEW_PAGES):
            page = await catalog.page(start=number * PAGE_ROWS, newest_first=True)
            if not await self._keep(catalog, page) or page.is_last:
                break

    async def _keep(self, catalog: Catalog[Any], page: Page[Any]) -> int:
        if page.unreadable:
            log.warning("directory_rows_unreadable", resource=catalog.resource.name, rows=page.unreadable)
        return await self._store.put(catalog.resource.name, {entry.id: _text(catalog, entry) for entry in page.rows})


def _text(catalog: Catalog[Any], entry: Any) -> str:
    return catalog.resource.adapter.dump_json(entry).decode()
