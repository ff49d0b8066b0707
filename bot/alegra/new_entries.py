"""Adding a client or an item to Alegra's directory, and looking whether it is there (Alegra fact sheet 4.3, 4.4)."""

from collections.abc import Mapping
from typing import Any, TypeVar

from bot.alegra.catalog import CLIENTS, ITEMS, Resource
from bot.alegra.errors import Exchange, Unreadable
from bot.alegra.resources import read_page
from bot.alegra.transport import Transport
from bot.billing.directory import Client, Item
from bot.billing.identifiers import nit_check_digit
from bot.billing.new_entries import NIT, NewClient, NewItem
from bot.billing.search import folded

T = TypeVar("T")

LOOKED_AT = 60
"""The newest entries among which one is looked for that may have been made a moment ago."""


class NewEntries:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def create_client(self, body: Mapping[str, Any]) -> Client:
        """Raise `Refused` with code 2006 when somebody has that identification."""
        return _read(CLIENTS, await self._transport.write("POST", CLIENTS.path, body))

    async def create_item(self, body: Mapping[str, Any]) -> Item:
        return _read(ITEMS, await self._transport.write("POST", ITEMS.path, body))

    async def find_client(self, client: NewClient) -> Client | None:
        """Among the newest, the one of this name and identification.

        An identification alone is not enough: that of the general public is many clients' (RFC XAXX010101000), and whoever
        has ours under another name is told of by Alegra's refusal.
        """
        wanted = (client.identification, folded(client.name))
        found = (row for row in await self._newest(CLIENTS) if (row.identification, folded(row.name)) == wanted)
        return next(found, None)

    async def find_item(self, item: NewItem) -> Item | None:
        """Among the newest, one of the same name, reference, price and tax: with another tax it would be invoiced wrongly."""
        taxes = tuple(filter(None, (item.tax_id,)))
        wanted = (folded(item.name), item.reference, item.price, taxes)
        return next((row for row in await self._newest(ITEMS) if _described(row) == wanted), None)

    async def _newest(self, resource: Resource[T]) -> list[T]:
        rows: list[T] = []
        for start in range(0, LOOKED_AT, 30):
            page = await read_page(
                self._transport, resource.path, resource.read, start=start, order="id", newest_first=True
            )
            rows += page.rows
            if page.is_last:
                break
        return rows


def client_body(client: NewClient, *, country: str) -> dict[str, Any]:
    """Of `POST /contacts`."""
    body: dict[str, Any] = {"name": client.name, "type": ["client"], "email": client.email or None}
    address = {
        "address": client.address,
        "city": client.city,
        "department": client.department,
        "zipCode": client.postal_code,
    }
    if any(address.values()):
        body["address"] = {name: value for name, value in address.items() if value}
    if client.term_id:
        body["term"] = {"id": client.term_id}
    return {name: value for name, value in (body | _identified(client, country)).items() if value is not None}


def item_body(item: NewItem) -> dict[str, Any]:
    """Of `POST /items`. Without a unit it could not be stamped in Colombia (Alegra fact sheet 4.4)."""
    body: dict[str, Any] = {
        "name": item.name,
        "price": item.price,
        "type": "service" if item.is_service else "product",
        "inventory": {"unit": "service" if item.is_service else "unit"},
    }
    if item.product_key:
        body["productKey"] = item.product_key
    if item.reference:
        body["reference"] = item.reference
    return body | ({"tax": [{"id": item.tax_id}]} if item.tax_id else {})


def _identified(client: NewClient, country: str) -> dict[str, Any]:
    """Colombia wants kind, number and digit apart, Mexico regime and use of the CFDI; elsewhere the number alone.

    Alegra fact sheet 4.3.
    """
    if country == "mexico":
        return {
            "identification": client.identification,
            "regime": client.regime or None,
            "cfdiUse": client.cfdi_use or None,
        }
    if country != "colombia":
        return {"identification": client.identification}
    identified: dict[str, Any] = {"type": client.identification_type, "number": client.identification}
    if client.identification_type == NIT:
        identified["dv"] = client.check_digit or nit_check_digit(client.identification)
    return {
        "identificationObject": identified,
        "kindOfPerson": client.kind_of_person,
        "regime": client.usual_regime,
    }


def _described(item: Item) -> tuple[object, ...]:
    return (folded(item.name), item.reference, item.price, tuple(tax.id for tax in item.taxes))


def _read(resource: Resource[T], answer: Any) -> T:
    entry = resource.read(answer)
    if entry is None:
        raise Unreadable(Exchange("POST", resource.path), "what was created is not what was asked for")
    return entry
