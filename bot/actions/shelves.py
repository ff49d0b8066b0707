"""What the directory holds in memory of each resource, and how it is searched."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.adapters import TypeAdapter
from bot.alegra.catalog import Resource
from bot.billing.search import Index
from bot.store.directory import Changes

REST_PER_BUILD = 20
"""An index is built again only after this many times as long as building it took: at most 5 % of a processor."""

T = TypeVar("T")


@dataclass
class Shelf(Generic[T]):
    """One resource: its entries by id, and how far the stored copy was taken over."""

    resource: str
    adapter: TypeAdapter[T]
    entries: dict[str, T] = field(default_factory=dict)
    version: int = 0

    def take(self, changes: Changes) -> None:
        """Atomic for readers: the entries are replaced, never changed."""
        entries = {} if changes.is_whole else dict(self.entries)
        for key, text in changes.entries.items():
            if text is None:
                entries.pop(key, None)
            else:
                entries[key] = self.adapter.validate_json(text)
        self.entries, self.version = entries, changes.version

    def written(self, entry: T) -> str:
        return self.adapter.dump_json(entry).decode()


@dataclass
class Search(Generic[T]):
    """Type-ahead over a shelf. It may be a little behind the shelf, so what it finds is looked up there."""

    shelf: Shelf[T]
    build: Callable[[list[T]], Index[T]]
    index: Index[T]
    built_from: Mapping[str, T] = field(default_factory=dict)
    rests_until: float = 0.0

    async def catch_up(self, *, now: Callable[[], float]) -> None:
        entries, began = self.shelf.entries, now()
        if entries is self.built_from or (self.built_from and began < self.rests_until):
            return  # an empty one is of no use to anybody, so it does not rest
        self.index = await asyncio.to_thread(self.build, list(entries.values()))
        self.built_from = entries
        self.rests_until = now() + REST_PER_BUILD * (now() - began)


def shelf_of(resource: Resource[T]) -> Shelf[T]:
    return Shelf(resource.name, resource.adapter)
