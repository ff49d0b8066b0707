"""Records as Alegra would show them today: what is absent left out, numbers and ids in the form of the day."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal

from sandbox.alegra.books import Books, Record
from sandbox.alegra.switches import Switches
from sandbox.alegra.web.json_text import padded

Where = Literal["one", "list"]

ONLY_WHEN_PRESENT = ("payments", "retentions", "stamp", "events", "comments", "currency")
"""Fact sheet 5.3, "plus when present"."""

HIDDEN = frozenset({"voidCause", "snapshot", "token"})
INVOICE_AMOUNTS = ("subtotal", "discount", "tax", "total", "totalPaid", "balance")


def invoice(_books: Books, switches: Switches, record: Record, where: Where) -> Record:
    shown = {
        key: value for key, value in record.items() if key not in HIDDEN and (value or key not in ONLY_WHEN_PRESENT)
    }
    shown["items"] = [_line(switches, each) for each in record["items"]]
    if record["payments"]:
        shown["payments"] = [each | {"amount": _amount(switches, each["amount"])} for each in record["payments"]]
    if switches.padded_numbers == "all":
        shown |= {name: padded(Decimal(record[name]), 2) for name in INVOICE_AMOUNTS}
    if switches.template_as_array in {"always", where}:
        shown["numberTemplate"] = [record["numberTemplate"]]
    return shown


def payment(books: Books, switches: Switches, record: Record, where: Where) -> Record:
    """Each of its invoices with what it owes now."""
    shown = {key: value for key, value in record.items() if key not in HIDDEN | {"datetime"}}
    shown["invoices"] = [_applied(books, each) for each in record["invoices"]]
    if switches.padded_numbers == "all":
        shown["amount"] = padded(record["amount"], 2)
    return _whole_id(switches, shown, where)


def item(_books: Books, switches: Switches, record: Record, where: Where) -> Record:
    prices = [each | {"price": _amount(switches, each["price"])} for each in record["price"]]
    return _whole_id(switches, record | {"price": prices}, where)


def user(_books: Books, _switches: Switches, record: Record, _where: Where) -> Record:
    return {key: value for key, value in record.items() if key not in HIDDEN}


def as_it_is(_books: Books, _switches: Switches, record: Record, _where: Where) -> Record:
    return record


Renderer = Callable[[Books, Switches, Record, Where], Record]

RENDERERS: dict[str, Renderer] = {"invoices": invoice, "payments": payment, "items": item, "users": user}


def shown(resource: str, books: Books, switches: Switches, record: Record, where: Where = "one") -> Record:
    return RENDERERS.get(resource, as_it_is)(books, switches, record, where)


def _line(switches: Switches, line: Record) -> Record:
    if switches.padded_numbers == "none":
        return line
    found: Record = line | {"price": padded(line["price"], 2), "discount": padded(line["discount"], 10)}
    return (
        found | {"total": padded(line["total"], 2), "quantity": padded(line["quantity"], 4)}
        if switches.padded_numbers == "all"
        else found
    )


def _amount(switches: Switches, amount: Decimal) -> Any:
    return amount if switches.padded_numbers == "none" else padded(amount, 2)


def _applied(books: Books, applied: Record) -> Record:
    owing = books.invoices[applied["id"]]
    number = owing["numberTemplate"]["fullNumber"]
    found: Record = {
        "id": owing["id"],
        "number": number,
        "date": owing["date"],
        "amount": applied["amount"],
        "total": owing["total"],
        "balance": owing["balance"],
    }
    return found | {"retentions": applied["retentions"]} if applied["retentions"] else found


def _whole_id(switches: Switches, record: Record, where: Where) -> Record:
    return (
        record | {"id": int(record["id"])}
        if switches.whole_ids and where == "list" and record["id"].isdigit()
        else record
    )
