"""The directory in memory, from which a key press is answered: Alegra is asked nothing (design 6)."""

import asyncio
import datetime as dt
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from bot.actions.shelves import Search, Shelf, shelf_of
from bot.adapters import TypeAdapter
from bot.alegra import catalog
from bot.alegra.api import Alegra
from bot.alegra.catalog import Catalog
from bot.alegra.errors import NotFound
from bot.billing.directory import (
    BankAccount,
    Client,
    Company,
    CostCenter,
    Item,
    Numbering,
    Seller,
    Tax,
    Term,
    WithholdingRule,
)
from bot.billing.numbering import numbering_problem, past_number
from bot.billing.search import client_index, item_index
from bot.billing.withholdings import by_kind
from bot.store.directory import DirectoryStore

COMPANY = "company"
COMPANIES = TypeAdapter(Company)

T = TypeVar("T")


class DirectoryNotReady(Exception):
    def __init__(self) -> None:
        super().__init__("Alegra's directory is still being copied for the first time")


class Directory:
    """Filled from the copy in the store by `catch_up`, which every replica calls now and then."""

    def __init__(self, *, store: DirectoryStore, alegra: Alegra, now: Callable[[], float] = time.monotonic) -> None:
        self._store, self._alegra, self._now = store, alegra, now
        self._company = Shelf(COMPANY, COMPANIES)
        self._clients = shelf_of(catalog.CLIENTS)
        self._items = shelf_of(catalog.ITEMS)
        self._taxes = shelf_of(catalog.TAXES)
        self._terms = shelf_of(catalog.TERMS)
        self._numberings = shelf_of(catalog.NUMBERINGS)
        self._bank_accounts = shelf_of(catalog.BANK_ACCOUNTS)
        self._sellers = shelf_of(catalog.SELLERS)
        self._cost_centers = shelf_of(catalog.COST_CENTERS)
        self._withholdings = shelf_of(catalog.WITHHOLDINGS)
        self._client_search = Search(self._clients, client_index, client_index([]))
        self._item_search = Search(self._items, item_index, item_index([]))
        self._one_at_a_time = asyncio.Lock()
        self.is_partial = False
        """What is not found may be there: the directory is being copied whole for the first time."""

    @property
    def is_ready(self) -> bool:
        """The company is copied last, so with it there is something of everything."""
        return COMPANY in self._company.entries

    @property
    def company(self) -> Company:
        """Raise `DirectoryNotReady`."""
        if not self.is_ready:
            raise DirectoryNotReady
        return self._company.entries[COMPANY]

    @property
    def size(self) -> tuple[int, int]:
        """How many clients and items are copied."""
        return len(self._clients.entries), len(self._items.entries)

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(self._items.entries.values())

    @property
    def taxes(self) -> Mapping[str, Tax]:
        return self._taxes.entries

    @property
    def terms(self) -> tuple[Term, ...]:
        """The shortest first."""
        return tuple(sorted(self._terms.entries.values(), key=lambda term: (term.days, term.name)))

    @property
    def numberings(self) -> tuple[Numbering, ...]:
        """The default one first."""
        return tuple(sorted(self._numberings.entries.values(), key=lambda each: (not each.is_default, each.name)))

    @property
    def bank_accounts(self) -> tuple[BankAccount, ...]:
        return tuple(sorted(self._bank_accounts.entries.values(), key=lambda account: account.name))

    @property
    def sellers(self) -> tuple[Seller, ...]:
        return tuple(sorted(self._sellers.entries.values(), key=lambda seller: seller.name))

    @property
    def cost_centers(self) -> tuple[CostCenter, ...]:
        return tuple(sorted(self._cost_centers.entries.values(), key=lambda center: center.name))

    @property
    def withholdings(self) -> tuple[WithholdingRule, ...]:
        """What clients may keep when they pay, by kind and name."""
        return tuple(sorted(self._withholdings.entries.values(), key=by_kind))

    def client(self, key: str) -> Client | None:
        return self._clients.entries.get(key)

    def client_name(self, key: str) -> str:
        """Empty where there is no such client."""
        client = self.client(key)
        return client.name if client else ""

    def item(self, key: str) -> Item | None:
        return self._items.entries.get(key)

    def term(self, key: str) -> Term | None:
        return self._terms.entries.get(key)

    def numbering(self, key: str) -> Numbering | None:
        return self._numberings.entries.get(key)

    def bank_account(self, key: str) -> BankAccount | None:
        return self._bank_accounts.entries.get(key)

    def usual_numbering(self, on: dt.date) -> Numbering | None:
        """The default one when it can number a document of that date, else the first electronic one that can."""
        usable = [each for each in self.numberings if numbering_problem(each, on=on) is None]
        return min(usable, key=lambda each: (not each.is_default, not each.is_electronic), default=None)

    def search_clients(self, text: str, *, limit: int) -> tuple[Client, ...]:
        found = (self.client(client.id) for client in self._client_search.index.find(text, limit=limit))
        return tuple(client for client in found if client is not None and client.is_active)

    def search_items(self, text: str, *, limit: int) -> tuple[Item, ...]:
        found = (self.item(item.id) for item in self._item_search.index.find(text, limit=limit))
        return tuple(item for item in found if item is not None and item.is_active)

    async def find_client(self, key: str) -> Client | None:
        """Also one that was not copied yet: then Alegra is asked once. Raise `AlegraError`."""
        if (known := self.client(key)) is not None:
            return known
        return await self._fetch(self._clients, self._alegra.clients, key)

    async def find_item(self, key: str) -> Item | None:
        """Also one that was not copied yet: then Alegra is asked once. Raise `AlegraError`."""
        if (known := self.item(key)) is not None:
            return known
        return await self._fetch(self._items, self._alegra.items, key)

    async def learn_client(self, client: Client) -> None:
        """One that Alegra has just answered: known at once, and soon to every replica."""
        await self._learn(self._clients, client.id, client)

    async def learn_item(self, item: Item) -> None:
        """As `learn_client`."""
        await self._learn(self._items, item.id, item)

    async def take_number(self, numbering_id: str, number: str) -> None:
        """An invoice was given this number: what follows is known without asking Alegra, and for every replica."""
        shelf = self._numberings
        while (held := await self._store.entry(shelf.resource, numbering_id)) is not None:
            numbering = shelf.adapter.validate_json(held)
            past = past_number(numbering, number)
            if past == numbering or await self._store.replace(
                shelf.resource, numbering_id, held=held, text=shelf.written(past)
            ):
                break
        async with self._one_at_a_time:
            await self._take_over(shelf)

    async def catch_up(self) -> None:
        """Take over what changed in the stored copy, and build the indexes anew when that has not just been done."""
        async with self._one_at_a_time:
            for shelf in self._shelves:
                await self._take_over(shelf)
            self.is_partial = await self._store.is_partial()
            await self._client_search.catch_up(now=self._now)
            await self._item_search.catch_up(now=self._now)

    async def _take_over(self, shelf: Shelf[Any]) -> None:
        changes = await self._store.changes(shelf.resource, since=shelf.version)
        if changes.version != shelf.version:
            await asyncio.to_thread(shelf.take, changes)

    @property
    def _shelves(self) -> tuple[Shelf[Any], ...]:
        """The company last: it says that the rest is there."""
        small = (
            self._taxes,
            self._terms,
            self._numberings,
            self._bank_accounts,
            self._sellers,
            self._cost_centers,
            self._withholdings,
        )
        return (*small, self._items, self._clients, self._company)

    async def _fetch(self, shelf: Shelf[T], resource: Catalog[T], key: str) -> T | None:
        try:
            entry = await resource.get(key)
        except NotFound:
            return None
        await self._learn(shelf, key, entry)
        return entry

    async def _learn(self, shelf: Shelf[T], key: str, entry: T) -> None:
        await self._store.put(shelf.resource, {key: shelf.written(entry)})
        await self.catch_up()
