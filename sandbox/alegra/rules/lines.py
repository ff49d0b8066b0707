"""The lines of an invoice, read from a request (fact sheet 5.2)."""

from sandbox.alegra.books import Books, Record
from sandbox.alegra.rules import fields, money
from sandbox.alegra.rules.refusals import ItemNotSellable, ItemWithoutId, Malformed, NoItems, NotFound

MOST_LINES = 500  # assumed: keeps a hostile body from costing minutes


def read_lines(books: Books, body: Record) -> list[Record]:
    sent = fields.objects(body, "items")
    if not sent:
        raise NoItems
    if len(sent) > MOST_LINES:
        raise Malformed("items", f"máximo {MOST_LINES}")
    return [_line(books, each, index) for index, each in enumerate(sent)]


def _line(books: Books, sent: Record, index: int) -> Record:
    key = fields.reference(sent, "id")
    if key is None:
        raise ItemWithoutId(index)
    item = books.items.get(key)
    if item is None or item["status"] != "active":
        raise ItemNotSellable(item["name"] if item else key)
    discount = fields.amount(sent, "discount", label=f"items.{index}.discount", default=money.ZERO)
    if discount > money.HUNDRED:
        raise Malformed(f"items.{index}.discount", "es un porcentaje, máximo 100")
    line = {
        "id": item["id"],
        "name": fields.text(sent, "name", longest=150, default=item["name"]),
        "description": fields.text(sent, "description", longest=1000, default=item.get("description") or ""),
        "price": fields.amount(sent, "price", label=f"items.{index}.price"),
        "discount": discount,
        "reference": fields.text(sent, "reference", longest=100, default=item.get("reference")),
        "quantity": fields.amount(sent, "quantity", label=f"items.{index}.quantity", positive=True),
        "unit": fields.text(sent, "unit", longest=40, default=item["inventory"].get("unit")),
        "productKey": fields.text(sent, "productKey", longest=40, default=item.get("productKey")),
        "tax": _taxes(books, sent),
    }
    if money.gross(line).adjusted() >= fields.MOST_DIGITS:
        raise Malformed(f"items.{index}", "el total de la línea es demasiado grande")
    return money.with_amounts(line, books.places)


def _taxes(books: Books, sent: Record) -> list[Record]:
    """Without `tax` a line has none (assumed): the item's own tax is a proposal of the form, not of the API."""
    wanted = fields.objects(sent if isinstance(sent.get("tax"), list | None) else {"tax": [sent["tax"]]}, "tax")
    return [_tax(books, each) for each in wanted]


def _tax(books: Books, sent: Record) -> Record:
    key = fields.reference(sent, "id")
    if key not in books.taxes:
        raise NotFound("el impuesto")
    tax = books.taxes[key]
    if tax["status"] != "active":
        raise Malformed("tax", f"el impuesto {tax['name']} está inactivo")
    return {name: tax[name] for name in ("id", "name", "percentage", "description", "status", "type")}
