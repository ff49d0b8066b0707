"""Contacts, items, the company, users, and the short lists that invoices refer to (fact sheet 4)."""

from collections.abc import Callable, Iterable, Mapping

from sandbox.alegra.account import Account
from sandbox.alegra.books import Record, Table
from sandbox.alegra.rules import contacts, items
from sandbox.alegra.rules.refusals import NotFound
from sandbox.alegra.switches import Switches
from sandbox.alegra.web import filters
from sandbox.alegra.web.calls import Answer, Call
from sandbox.alegra.web.listing import listed
from sandbox.alegra.web.rendering import shown

Filter = Callable[[Iterable[Record], Mapping[str, str], Switches], list[Record]]
Handler = Callable[[Account, Call], Answer]

WORDS = {
    "contacts": "el contacto",
    "items": "el ítem",
    "taxes": "el impuesto",
    "retentions": "la retención",
    "number_templates": "la numeración",
    "bank_accounts": "la cuenta bancaria",
    "terms": "el plazo de pago",
    "sellers": "el vendedor",
    "cost_centers": "el centro de costo",
    "warehouses": "la bodega",
    "price_lists": "la lista de precios",
    "currencies": "la moneda",
    "users": "el usuario",
}
FILTERS: dict[str, Filter] = {
    "contacts": filters.contacts,
    "items": filters.items,
    "number_templates": filters.number_templates,
    "bank_accounts": filters.bank_accounts,
}
ORDER_FIELDS = {"contacts": ("id", "name", "email"), "items": ("id", "name", "reference", "description")}


def many(resource: str) -> Handler:
    def endpoint(account: Account, call: Call) -> Answer:
        keep = FILTERS.get(resource, filters.unfiltered)
        found = keep(_table(account, resource).values(), call.query, account.switches)
        return listed(account, call, resource, found, ORDER_FIELDS.get(resource, ("id", "name")))

    return endpoint


def one(resource: str) -> Handler:
    def endpoint(account: Account, call: Call) -> Answer:
        return Answer(200, _shown(account, resource, _record(account, call, resource)))

    return endpoint


def taxes(account: Account, call: Call) -> Answer:
    """Sometimes {"total": "4", "results": [...]} (fact sheet 1.3); with metadata as everywhere."""
    answer = many("taxes")(account, call)
    if not account.switches.taxes_as_results or isinstance(answer.body, dict):
        return answer
    return Answer(200, {"total": str(len(account.books.taxes)), "results": answer.body})


def company(account: Account, _: Call) -> Answer:
    return Answer(200, account.books.company)


def own_user(account: Account, call: Call) -> Answer:
    return Answer(200, _shown(account, "users", call.user))


def create_contact(account: Account, call: Call) -> Answer:
    return Answer(201, contacts.create_contact(account.books, call.body, account.moment()))


def edit_contact(account: Account, call: Call) -> Answer:
    contact = _record(account, call, "contacts")
    contacts.edit_contact(account.books, contact, call.body, account.moment())
    return Answer(200, contact)


def delete_contact(account: Account, call: Call) -> Answer:
    contacts.delete_contact(account.books, _record(account, call, "contacts"))
    return Answer(200, {"code": 200, "message": "El contacto fue eliminado correctamente"})


def create_item(account: Account, call: Call) -> Answer:
    return Answer(201, _shown(account, "items", items.create_item(account.books, call.body)))


def edit_item(account: Account, call: Call) -> Answer:
    item = _record(account, call, "items")
    items.edit_item(account.books, item, call.body)
    return Answer(200, _shown(account, "items", item))


def delete_item(account: Account, call: Call) -> Answer:
    """A success that is told under `error` (fact sheet 3)."""
    items.delete_item(account.books, _record(account, call, "items"))
    return Answer(200, {"error": "El producto fue eliminado correctamente.", "code": 200})


def _table(account: Account, resource: str) -> Table:
    table: Table = getattr(account.books, resource)
    return table


def _record(account: Account, call: Call, resource: str) -> Record:
    try:
        return _table(account, resource)[call.params["id"]]
    except KeyError:
        raise NotFound(WORDS[resource]) from None


def _shown(account: Account, resource: str, record: Record) -> Record:
    return shown(resource, account.books, account.switches, record)
