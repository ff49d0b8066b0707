"""What an invoice says, read from a request: for a new one everything, for an edit what was sent (fact sheet 5.2)."""

from collections.abc import Callable
from decimal import Decimal

from sandbox.alegra.books import Books, Record
from sandbox.alegra.rules import fields, money, numbering
from sandbox.alegra.rules.lines import read_lines
from sandbox.alegra.rules.payment_means import PAYMENT_MEANS
from sandbox.alegra.rules.refusals import ClientMissing, FieldRequired, Malformed

Reader = Callable[[Books, Record], object]

CLIENT_FIELDS = (
    "id", "name", "identification", "phonePrimary", "phoneSecondary", "mobile", "email", "address", "kindOfPerson", "regime", "identificationObject",
)  # fmt: skip


def read_new(books: Books, body: Record) -> Record:
    """Every field of a draft; refused when one is missing or wrong, before anything is kept."""
    if fields.reference(body, "client") is None:
        raise ClientMissing
    return _completed(books, {name: read(books, body) for name, read in READERS.items()})


def read_edit(books: Books, invoice: Record, body: Record) -> Record:
    """The invoice with the fields that were sent; null clears (fact sheet 4)."""
    return _completed(books, invoice | {name: read(books, body) for name, read in READERS.items() if name in body})


def client_of(contact: Record) -> Record:
    return {name: contact.get(name) for name in CLIENT_FIELDS}


def _completed(books: Books, draft: Record) -> Record:
    """The draft with what follows from its fields: totals and withholdings."""
    if draft["dueDate"] < draft["date"]:
        raise Malformed("dueDate", "no puede ser anterior a la fecha de la factura")
    sums = money.totals(draft["items"], books.places)
    known = {"subtotal": sums.subtotal, "discount": sums.discount, "tax": sums.tax, "total": sums.total}
    done = draft | known | {"decimalPrecision": str(books.places)}
    withheld = [_retention(books, each, done) for each in draft["retentions"]]
    if sum(each["amount"] for each in withheld) > done["total"]:
        raise Malformed("retentions", "superan el total de la factura")
    return done | {"retentions": withheld}


def _client(books: Books, body: Record) -> Record:
    contact = books.contacts.get(fields.reference(body, "client") or "")
    if contact is None or "client" not in contact["type"] or contact["status"] != "active":
        raise ClientMissing
    return client_of(contact)


def _term(books: Books, body: Record) -> str | None:
    """On an invoice the term is just its name (fact sheet 4.8). assumed: it is sent as an id, an object or that name."""
    sent = body.get("term")
    if isinstance(sent, str) and any(term["name"] == sent for term in books.terms.values()):
        return sent
    term = fields.referred(body, "term", books.terms, "el plazo de pago")
    return term["name"] if term else None


def _currency(books: Books, body: Record) -> Record | None:
    """Only foreign money is shown on a document (fact sheet 5.3)."""
    sent = fields.obj(body, "currency")
    if sent is None:
        return None
    code = fields.text(sent, "code", longest=3)
    if code is None:
        raise FieldRequired("currency.code")
    if code == books.company["currency"]["code"]:
        return None
    if code not in books.currencies:
        raise Malformed("currency.code", f"la moneda {code} no está configurada")
    rate: Decimal = fields.amount(sent, "exchangeRate", label="currency.exchangeRate", positive=True)
    return {"code": code, "symbol": books.currencies[code]["symbol"], "exchangeRate": rate}


def _retention(books: Books, sent: Record, draft: Record) -> Record:
    """Without an amount it is the percentage of the base; of the tax for a withholding of IVA (assumed)."""
    known = fields.referred(sent, "id", books.retentions, "la retención")
    if known is None:
        raise FieldRequired("retentions.id")
    base = draft["tax"] if known["type"] == "IVA" else draft["subtotal"] - draft["discount"]
    percentage = Decimal(known["percentage"])
    amount = fields.amount(
        sent, "amount", label="retentions.amount", default=money.rounded(base * percentage / 100, books.places)
    )
    return {"id": known["id"], "name": known["name"], "percentage": known["percentage"], "amount": amount}


def _short(record: Record | None) -> Record | None:
    return {"id": record["id"], "name": record["name"]} if record else None


def _first(table: dict[str, Record]) -> Record | None:
    return next(iter(table.values()), None)


READERS: dict[str, Reader] = {
    "date": lambda _, body: fields.day(body, "date"),
    "dueDate": lambda _, body: fields.day(body, "dueDate"),
    "observations": lambda _, body: fields.text(body, "observations"),
    "anotation": lambda _, body: fields.text(body, "anotation"),
    "termsConditions": lambda _, body: fields.text(body, "termsConditions"),
    "client": _client,
    "numberTemplate": lambda books, body: numbering.unnumbered(numbering.chosen_template(books, body)),
    "purchaseOrderNumber": lambda _, body: fields.text(body, "purchaseOrderNumber", longest=100),
    "warehouse": lambda books, body: _short(
        fields.referred(body, "warehouse", books.warehouses, "la bodega") or _first(books.warehouses)
    ),
    "term": _term,
    "type": lambda _, body: fields.one_of(body, "type", ("NATIONAL", "EXPORT"), default="NATIONAL"),
    "operationType": lambda _, body: fields.one_of(
        body, "operationType", ("STANDARD", "AIU_SERVICE", "THIRD_PARTY_INCOME"), default="STANDARD"
    ),
    "paymentForm": lambda _, body: fields.one_of(body, "paymentForm", ("CASH", "CREDIT")),
    "paymentMethod": lambda _, body: fields.one_of(body, "paymentMethod", PAYMENT_MEANS),
    "seller": lambda books, body: _short(fields.referred(body, "seller", books.sellers, "el vendedor")),
    "priceList": lambda books, body: _short(
        fields.referred(body, "priceList", books.price_lists, "la lista de precios") or _first(books.price_lists)
    ),
    "costCenter": lambda books, body: _short(
        fields.referred(body, "costCenter", books.cost_centers, "el centro de costo")
    ),
    "currency": _currency,
    "items": read_lines,
    "retentions": lambda _, body: fields.objects(body, "retentions"),
}
"""Field -> how it is read; also the order in which the first fault is told (assumed)."""
