"""The company that the local Alegra starts with: read from YAML, then lived through by the server's own rules.

`world["alegra"]` wins over the files of `sandbox/alegra/world/*.yaml`, whose top-level keys are joined. Every list holds
records in Alegra's shape (fact sheet 4), ids are texts, whatever is left out gets Alegra's default:

    company:           one record of fact sheet 4.1 (`timezone`, `decimalPrecision`, `applicationVersion: colombia` ...)
    users:             id, email, token (the password of Basic auth), name, last_name, role
    terms:             id, name, days
    taxes, retentions: id, name, percentage, type
    number_templates:  fact sheet 4.6; `nextInvoiceNumber` is the number of the first invoice of the history,
                       `startDate` and `endDate` are days from today (-200, 400) or dates
    bank_accounts:     id, name, number, type (bank | cash | credit-card)
    sellers, cost_centers, warehouses, price_lists, currencies: fact sheet 4.8
    contacts:          id, name, identificationObject {type, number, dv}, kindOfPerson, regime, email, mobile, phonePrimary,
                       address {address, city, department, country, zipCode}; `term` and `seller` are ids
    items:             id, name, reference, description, type, unit, price (a number), tax (ids, [] for none), productKey, status
    history:           past invoices, oldest first or in any order:
        {client: "12", date: -95, term: "2", template: "19", lines: [["101", 2], ["104", 1, 350000, 10]], paid: [[-60, all, "2", transfer]]}

In the history a date is a number of days from today (0 is today, -1 yesterday) and a line is [item, quantity, price, discount %],
where a missing or null price is the item's. `paid` is a list of [date, amount or `all`, bank account, method, withheld], method
`transfer` when left out; `withheld` names retentions, which the client kept of the `amount` at their full rates. Optional: `status` (`draft`, `void`; otherwise opened, and stamped when the template is electronic), `cause`, `seller`,
`anotation`, `observations`, `purchaseOrderNumber`, `paymentForm` (CREDIT unless the term has 0 days), `paymentMethod`, `hour` (of the day).
Invoices get their numbers in order of date; rules that refuse a live request refuse the history too, at start, so balances always tie.

What others provide, called with records in Alegra's shape whose amounts are Decimal and whose dates are texts:
`papers.render_pdf(invoice, company) -> bytes`, `papers.render_xml(invoice, company) -> bytes`, and
`emails.invoice_email(invoice, company, *, subject, message) -> dict` with the keys `subject`, `text` and `html`
(`subject` and `message` are what the sender typed, None when Alegra writes its own).
"""

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.alegra.books import Books, Moment, Record
from sandbox.alegra.rules import contacts, items, payments
from sandbox.alegra.rules.invoices import create_invoice, open_draft, read_creation, void_invoice
from sandbox.alegra.rules.money import rounded
from sandbox.alegra.rules.stamping import Authority, stamp_invoice
from sandbox.alegra.world_check import load_world

SHORT_LISTS = (
    "taxes",
    "retentions",
    "number_templates",
    "bank_accounts",
    "terms",
    "sellers",
    "cost_centers",
    "warehouses",
    "price_lists",
)
ACTIVE = {"status": "active", "description": ""}
TEMPLATE = {"prefix": "", "subDocumentType": "INVOICE", "isElectronic": False, "isDefault": False, "autoincrement": True} | {
    "startDate": None, "endDate": None, "minInvoiceNumber": None, "maxInvoiceNumber": None, "resolutionNumber": None,
    "invoiceText": "", "deletable": False, "branchOffice": None, "nextInvoiceNumber": 1,
}  # fmt: skip
SAID_AS_IT_IS = (
    "anotation",
    "observations",
    "seller",
    "costCenter",
    "purchaseOrderNumber",
    "paymentForm",
    "paymentMethod",
)
OPENING_HOUR = 9


@dataclass(frozen=True)
class Event:
    """Something of the history: an invoice, or a payment of one, at its moment."""

    moment: Moment
    happen: Callable[[Moment], None]


def seeded(world: dict[str, Any], now: float) -> Books:
    """The books as they stand at `now` (seconds since the epoch); a history that breaks a rule raises Refused."""
    own = world.get("alegra", {})
    timezone = ZoneInfo((load_world() | own)["company"]["timezone"])
    midnight = datetime.fromtimestamp(now, timezone).replace(hour=0, minute=0, second=0, microsecond=0)
    books: Books = pickle.loads(_lived_through(pickle.dumps(own), midnight))  # noqa: S301  we have just written it
    return books


@lru_cache(maxsize=8)
def _lived_through(own: bytes, midnight: datetime) -> bytes:
    """As text, from which books are made twenty times faster than by living through the same days again."""
    said = load_world() | pickle.loads(own)  # noqa: S301  as above
    books = Books(company=dict(said["company"]))
    _keep_lists(books, said, midnight)
    for event in sorted(_history(books, said["history"], midnight), key=lambda event: event.moment.at):
        event.happen(event.moment)
    return pickle.dumps(books)


def _keep_lists(books: Books, said: dict[str, Any], midnight: datetime) -> None:
    for name in SHORT_LISTS:
        blank = ACTIVE | (TEMPLATE if name == "number_templates" else {})
        books.keep(name, [blank | each for each in said.get(name, [])])
    for template in books.number_templates.values():
        template |= {
            name: _date(midnight, template[name]) for name in ("startDate", "endDate") if template[name] is not None
        }
    for bank in books.bank_accounts.values():
        bank.setdefault("initialBalanceDate", _date(midnight, -365))
    books.keep(
        "currencies",
        [
            {"status": "active"} | each | {"exchangeRate": Decimal(str(each["exchangeRate"]))}
            for each in said.get("currencies", [])
        ],
        key="code",
    )
    books.keep("users", [_user(each) for each in said["users"]])
    _keep_directory(books, said, Moment(midnight - timedelta(days=366)))


def _user(said: Record) -> Record:
    known = {
        "id": said["id"],
        "name": said["name"],
        "lastName": said.get("last_name", ""),
        "email": said["email"],
        "role": said.get("role", "admin"),
    }
    return known | {
        "status": "active",
        "position": "",
        "phone": "",
        "language": "es",
        "permissions": {},
        "token": said["token"],
    }


def _keep_directory(books: Books, said: dict[str, Any], moment: Moment) -> None:
    """Clients and items go through the rules of a request, with the ids that the file names."""
    for sent in said.get("contacts", []):
        books.last_ids["contacts"] = int(sent["id"]) - 1
        contacts.create_contact(books, sent | {"ignoreRepeated": True}, moment)
    for sent in said.get("items", []):
        books.last_ids["items"] = int(sent["id"]) - 1
        body = sent | {"inventory": {"unit": sent.get("unit")}, "price": Decimal(str(sent["price"]))}
        items.create_item(books, body)
    books.last_ids.clear()


def _history(books: Books, said: list[Record], midnight: datetime) -> Iterator[Event]:
    """Invoices and payments one by one, so that ids and numbers follow the order of time."""
    for past in said:
        issued: list[Record] = []
        hour = past.get("hour", OPENING_HOUR)
        yield Event(_moment(midnight, past["date"], hour), partial(_issue, books, past, issued))
        for paid in past.get("paid", []):
            yield Event(_moment(midnight, paid[0], hour + 1), partial(_pay, books, paid, issued))


def _issue(books: Books, past: Record, issued: list[Record], moment: Moment) -> None:
    term = books.terms[past["term"]]
    body = {name: past[name] for name in SAID_AS_IT_IS if name in past}
    body |= {
        "client": past["client"],
        "term": past["term"],
        "date": moment.date,
        "items": [_line(books, each) for each in past["lines"]],
    }
    body |= {"dueDate": _date(moment.at, int(term["days"])), "numberTemplate": past["template"]}
    body.setdefault("paymentForm", "CREDIT" if int(term["days"]) else "CASH")
    invoice = create_invoice(books, read_creation(books, body, moment), moment)
    issued.append(invoice)
    if past.get("status") == "draft":
        return
    if invoice["numberTemplate"]["isElectronic"]:
        stamp_invoice(books, invoice, moment, Authority())
    else:
        open_draft(books, invoice)
    if past.get("status") == "void":
        void_invoice(books, invoice, {"cause": past["cause"]})


def _line(books: Books, said: list[Any]) -> Record:
    """[item, quantity, price, discount %], the last two optional; taxes are the item's."""
    key, quantity, price, discount = [*said, None, None][:4]
    item = books.items[key]
    line = {"id": key, "quantity": Decimal(str(quantity)), "tax": [{"id": tax["id"]} for tax in item["tax"]]}
    return line | {
        "price": item["price"][0]["price"] if price is None else Decimal(str(price)),
        "discount": Decimal(str(discount or 0)),
    }


def _pay(books: Books, paid: list[Any], issued: list[Record], moment: Moment) -> None:
    [invoice] = issued
    _, amount, bank, *rest = paid
    method = rest[0] if rest else "transfer"
    withheld = rest[1] if len(rest) > 1 else []
    settled = invoice["balance"] if amount == "all" else Decimal(str(amount))
    retentions = [{"id": key, "amount": _withheld(books.retentions[key], invoice)} for key in withheld]
    entered = settled - sum((each["amount"] for each in retentions), Decimal(0))
    body = {
        "type": "in",
        "date": moment.date,
        "bankAccount": bank,
        "paymentMethod": method,
        "invoices": [{"id": invoice["id"], "amount": entered}],
        "retentions": retentions,
    }
    payments.create_payment(books, body, moment)


def _withheld(retention: Record, invoice: Record) -> Decimal:
    """In whole pesos; ReteIVA is taken on the VAT, the others on what is left after the discount."""
    base = invoice["tax"] if retention["type"] == "IVA" else invoice["subtotal"] - invoice["discount"]
    return rounded(base * Decimal(retention["percentage"]) / 100, 0)


def _moment(midnight: datetime, day: int | str, hour: int) -> Moment:
    start = (
        midnight + timedelta(days=day)
        if isinstance(day, int)
        else datetime.fromisoformat(day).replace(tzinfo=midnight.tzinfo)
    )
    return Moment(start.replace(hour=hour))


def _date(start: datetime, day: int | str) -> str:
    return (start + timedelta(days=day)).strftime("%Y-%m-%d") if isinstance(day, int) else day
