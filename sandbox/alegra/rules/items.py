"""Products and services (fact sheet 4.4)."""

from decimal import Decimal
from typing import Any

from sandbox.alegra.books import Books, Record
from sandbox.alegra.rules import fields
from sandbox.alegra.rules.refusals import FieldRequired, Malformed, NotFound, NotInThisStatus

KINDS = ("product", "service", "variantParent", "kit", "simple")


def create_item(books: Books, body: Record) -> Record:
    """Needs a name and a price; without `inventory.unit` it exists, but cannot be stamped in Colombia."""
    for name in ("name", "price"):
        if body.get(name) is None:
            raise FieldRequired(name)
    blank: Record = {
        "description": None,
        "reference": None,
        "status": "active",
        "type": "product",
        "tax": [],
        "inventory": {"unit": None},
    }
    blank |= {
        "productKey": None,
        "category": {"id": "5065", "name": "Ventas"},
        "itemCategory": None,
        "customFields": [],
    }
    item: Record = {"id": "", "name": ""} | blank | _read(books, body)
    item["id"] = books.new_id("items")
    books.items[item["id"]] = item
    return item


def edit_item(books: Books, item: Record, body: Record) -> None:
    """An inactive item cannot be edited, only made active again (fact sheet 4.4)."""
    if item["status"] != "active" and set(body) != {"status"}:
        raise NotInThisStatus("editar el ítem", "está inactivo")
    item.update(_read(books, body))


def delete_item(books: Books, item: Record) -> None:
    del books.items[item["id"]]


def _read(books: Books, body: Record) -> Record:
    readers: dict[str, Any] = {
        "name": lambda: _name(body),
        "description": lambda: fields.text(body, "description"),
        "reference": lambda: fields.text(body, "reference", longest=100),
        "productKey": lambda: fields.text(body, "productKey", longest=40),
        "status": lambda: fields.one_of(body, "status", ("active", "inactive"), default="active"),
        "type": lambda: fields.one_of(body, "type", KINDS, default="product"),
        "price": lambda: _prices(books, body),
        "tax": lambda: _taxes(books, body),
        "inventory": lambda: {"unit": fields.text(fields.obj(body, "inventory") or {}, "unit", longest=40)},
    }
    return {name: read() for name, read in readers.items() if name in body}


def _name(body: Record) -> str:
    name = fields.text(body, "name", longest=150)
    if not name or not name.strip():
        raise FieldRequired("name")
    return name


def _prices(books: Books, body: Record) -> list[Record]:
    """A number, or one price a price list."""
    sent = body["price"]
    if not isinstance(sent, list):
        return [_price(books, "", fields.amount(body, "price"))]
    if not sent or not all(isinstance(each, dict) for each in sent):
        raise Malformed("price", "debe ser un número o una lista de precios")
    return [
        _price(books, str(each.get("idPriceList") or ""), fields.amount(each, "price", label=f"price.{index}.price"))
        for index, each in enumerate(sent)
    ]


def _price(books: Books, key: str, price: Decimal) -> Record:
    main = next(iter(books.price_lists.values()), {"id": "1", "name": "General"})
    listed = books.price_lists.get(key) if key else main
    if listed is None:
        raise NotFound("la lista de precios")
    shown = {"idPriceList": listed["id"], "name": listed["name"], "price": price}
    return shown | {"currency": dict(books.company["currency"]), "main": listed["id"] == main["id"]}


def _taxes(books: Books, body: Record) -> list[Record]:
    sent = body["tax"]
    wanted = fields.objects(body if isinstance(sent, list | None) else {"tax": [sent]}, "tax")
    found = [fields.referred(each, "id", books.taxes, "el impuesto") for each in wanted]
    return [
        {key: tax[key] for key in ("id", "name", "percentage", "description", "status", "type")} for tax in found if tax
    ]
