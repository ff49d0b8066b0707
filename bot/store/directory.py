"""The copy of Alegra's directory: whole lists by resource, with a version that tells replicas what to read anew.

A job fills it page by page and may stop and go on anywhere; a full pass ends by removing what it did not meet.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from bot.billing.directory import BankAccount, Client, Company, CostCenter, Item, Numbering, Seller, Tax, Term
from bot.store.scripts import Script, Store

PUT = Script("bot.store", "directory_put")
REMOVE = Script("bot.store", "directory_remove")
FINISH = Script("bot.store", "directory_finish")

Entry = BankAccount | Client | Company | CostCenter | Item | Numbering | Seller | Tax | Term


class Resource(StrEnum):
    BANK_ACCOUNTS = "bank-accounts"
    CLIENTS = "clients"
    COMPANY = "company"
    COST_CENTERS = "cost-centers"
    ITEMS = "items"
    NUMBERINGS = "numberings"
    SELLERS = "sellers"
    TAXES = "taxes"
    TERMS = "terms"


TYPES: dict[Resource, type[Entry]] = {
    Resource.BANK_ACCOUNTS: BankAccount,
    Resource.CLIENTS: Client,
    Resource.COMPANY: Company,
    Resource.COST_CENTERS: CostCenter,
    Resource.ITEMS: Item,
    Resource.NUMBERINGS: Numbering,
    Resource.SELLERS: Seller,
    Resource.TAXES: Tax,
    Resource.TERMS: Term,
}
ADAPTERS: dict[Resource, TypeAdapter[Any]] = {resource: TypeAdapter(kind) for resource, kind in TYPES.items()}


class WrongEntry(Exception):
    def __init__(self, resource: Resource, entry: object) -> None:
        super().__init__(f"a {type(entry).__name__} is no entry of {resource}")


@dataclass(frozen=True)
class Copy:
    version: int
    entries: tuple[Any, ...]
    """Of the resource's type, in no order."""


@dataclass(frozen=True)
class Changes:
    version: int
    entries: tuple[Any, ...]
    removed: tuple[str, ...]


class Directory:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def put(self, resource: Resource, entries: Sequence[Entry]) -> int:
        """Add or replace entries; answers the version. Entries that are equal to what is there change nothing."""
        encoded = {_id_of(entry): _encode(resource, entry) for entry in entries}
        return int(await self._store.run(PUT, {"resource": resource, "entries": encoded}))

    async def remove(self, resource: Resource, ids: Iterable[str]) -> int:
        return int(await self._store.run(REMOVE, {"resource": resource, "ids": list(ids)}))

    async def begin_pass(self, resource: Resource) -> None:
        """From here on, what is put is noted as met."""
        await self._store.client.delete(self._store.keys("directory-pass", resource))

    async def finish_pass(self, resource: Resource) -> int:
        """Remove what was not met since `begin_pass`; answers how many. A pass that met nothing removes nothing."""
        return int(await self._store.run(FINISH, {"resource": resource}))

    async def version(self, resource: Resource) -> int:
        """0: never copied."""
        return int(await self._store.client.get(self._store.keys("directory-version", resource)) or 0)

    async def find(self, resource: Resource, entry_id: str) -> Any:
        """The entry, of the resource's type, or None."""
        text = await self._store.hash_field("directory", resource, field=entry_id)
        return ADAPTERS[resource].validate_json(text) if text else None

    async def read(self, resource: Resource) -> Copy:
        """All of it, in portions. What changes meanwhile is found by `changes` since the version answered."""
        version = await self.version(resource)
        key, decode = self._store.keys("directory", resource), ADAPTERS[resource].validate_json
        found = {entry_id: text async for entry_id, text in self._store.client.hscan_iter(key, count=1000)}
        return Copy(version, tuple(decode(text) for text in found.values()))

    async def changes(self, resource: Resource, *, since: int) -> Changes:
        """What was put or removed after that version."""
        version = await self.version(resource)
        if version <= since:
            return Changes(version, (), ())
        ids = await self._changed_ids(resource, since)
        texts = await self._store.client.hmget(self._store.keys("directory", resource), ids) if ids else []
        decode: Callable[[str], Any] = ADAPTERS[resource].validate_json
        return Changes(
            version,
            tuple(decode(str(text)) for text in texts if text is not None),
            tuple(entry_id for entry_id, text in zip(ids, texts, strict=True) if text is None),
        )

    async def _changed_ids(self, resource: Resource, since: int) -> list[str]:
        key = self._store.keys("directory-changes", resource)
        return [str(one) for one in await self._store.client.zrange(key, f"({since}", "+inf", byscore=True)]

    async def progress(self, resource: Resource) -> dict[str, Any] | None:
        """Where a copying job goes on."""
        text = await self._store.client.get(self._store.keys("directory-progress", resource))
        return dict(json.loads(text)) if text else None

    async def save_progress(self, resource: Resource, progress: dict[str, Any] | None) -> None:
        key = self._store.keys("directory-progress", resource)
        if progress is None:
            await self._store.client.delete(key)
        else:
            await self._store.client.set(key, json.dumps(progress))


def _id_of(entry: Entry) -> str:
    return "company" if isinstance(entry, Company) else entry.id


def _encode(resource: Resource, entry: Entry) -> str:
    if not isinstance(entry, TYPES[resource]):
        raise WrongEntry(resource, entry)
    return ADAPTERS[resource].dump_json(entry).decode()
