"""Whether what Cobro calls done is in Alegra's books, by kind of operation."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal

from bot.actions.stamps import OUTSIDE
from bot.billing.markers import marker_in
from bot.store.records import Document, Phase
from tests.simulation.alegra_books import Books

Stored = Mapping[str, str]
"""An operation as the store has it."""


def is_there(operation: Stored, document: Document, books: Books) -> bool:
    look = LOOKS.get(operation["kind"])
    return look is None or look(operation, document, books)


def _creation(operation: Stored, document: Document, books: Books) -> bool:
    markers = {marker_in(row["observations"]) for row in books.invoices.values()}
    return operation["marker"] in markers or document.phase is Phase.DELETED


def _edit(operation: Stored, document: Document, books: Books) -> bool:
    """No price comes twice."""
    (line,) = json.loads(operation["request"])["draft"]["lines"]
    return Decimal(line["price"]) in {Decimal(price) for price in books.prices[document.alegra_id]}


def _issue(operation: Stored, document: Document, books: Books) -> bool:
    by_others = json.loads(operation["result"]).get(OUTSIDE)
    return bool(by_others) or document.alegra_id in {each.invoice for each in books.stampings}


def _payment(operation: Stored, _document: Document, books: Books) -> bool:
    return operation["marker"] in {marker_in(row["observations"]) for row in books.payments.values()}


def _taking_back(operation: Stored, document: Document, books: Books) -> bool:
    """Somebody else may have come first, in Alegra itself."""
    key = document.alegra_id or document.id.removeprefix("P-")
    rows = books.payments if operation["kind"] == "void_payment" else books.invoices
    is_gone = key not in rows or rows[key]["status"] == "void"
    return is_gone or (operation["kind"], key) in {(each.kind, each.key) for each in books.taken_back}


LOOKS: Mapping[str, Callable[[Stored, Document, Books], bool]] = {
    "create": _creation,
    "edit": _edit,
    "stamp": _issue,
    "open": _issue,
    "payment": _payment,
    "void": _taking_back,
    "void_payment": _taking_back,
    "delete": _taking_back,
}
