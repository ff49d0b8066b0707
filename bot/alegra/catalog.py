"""The resources that invoices refer to, read alike (Alegra fact sheet 4)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from bot.adapters import TypeAdapter
from bot.alegra.directory_reading import (
    read_bank_account,
    read_client,
    read_cost_center,
    read_item,
    read_numbering,
    read_seller,
    read_tax,
    read_term,
    read_withholding,
)
from bot.alegra.errors import Exchange, NotFound
from bot.alegra.resources import Page, member, read_page
from bot.alegra.transport import Transport
from bot.billing.directory import BankAccount, Client, CostCenter, Item, Numbering, Seller, Tax, Term, WithholdingRule

T = TypeVar("T")


@dataclass(frozen=True)
class Resource(Generic[T]):
    name: str
    path: str
    entry: type[T]
    read: Callable[[Any], T | None]
    order: str = ""
    """The field by which Alegra can order it, newest first; empty where it cannot."""
    filters: Mapping[str, str] = field(default_factory=dict)
    may_be_closed: bool = False
    """Not every plan and role may read it: then there is none of it."""

    @cached_property
    def adapter(self) -> TypeAdapter[T]:
        """Building one takes longer than writing down a page of entries."""
        return TypeAdapter(self.entry)


CLIENTS = Resource("clients", "/contacts", Client, read_client, order="id", filters={"type": "client"})
ITEMS = Resource("items", "/items", Item, read_item, order="id")
TAXES = Resource("taxes", "/taxes", Tax, read_tax)
TERMS = Resource("terms", "/terms", Term, read_term)
NUMBERINGS = Resource("numberings", "/number-templates", Numbering, read_numbering, filters={"documentType": "invoice"})
BANK_ACCOUNTS = Resource("bank_accounts", "/bank-accounts", BankAccount, read_bank_account, order="id")
SELLERS = Resource("sellers", "/sellers", Seller, read_seller)
COST_CENTERS = Resource("cost_centers", "/cost-centers", CostCenter, read_cost_center)
WITHHOLDINGS = Resource("withholdings", "/retentions", WithholdingRule, read_withholding, may_be_closed=True)
RESOURCES: tuple[Resource[Any], ...] = (
    CLIENTS,
    ITEMS,
    TAXES,
    TERMS,
    NUMBERINGS,
    BANK_ACCOUNTS,
    SELLERS,
    COST_CENTERS,
    WITHHOLDINGS,
)


class Catalog(Generic[T]):
    """One resource at Alegra."""

    def __init__(self, transport: Transport, resource: Resource[T]) -> None:
        self.resource = resource
        self._transport = transport

    async def page(self, *, start: int = 0, newest_first: bool = False) -> Page[T]:
        """Up to 30 rows; `newest_first` counts only where Alegra can order."""
        resource = self.resource
        return await read_page(
            self._transport,
            resource.path,
            resource.read,
            start=start,
            filters=resource.filters,
            order=resource.order,
            newest_first=newest_first,
        )

    async def get(self, key: str) -> T:
        """Raise `NotFound`, also for one that is not for invoicing."""
        path = member(self.resource.path, key)
        entry = self.resource.read(await self._transport.read(path))
        if entry is None:
            raise NotFound(Exchange("GET", path), f"{key} is not one of the {self.resource.name}")
        return entry
