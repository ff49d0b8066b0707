"""/payments (fact sheet 6)."""

from sandbox.alegra.account import Account
from sandbox.alegra.books import Record
from sandbox.alegra.rules import payments
from sandbox.alegra.rules.refusals import NotFound
from sandbox.alegra.web import filters
from sandbox.alegra.web.calls import Answer, Call
from sandbox.alegra.web.listing import listed
from sandbox.alegra.web.rendering import shown


def create(account: Account, call: Call) -> Answer:
    body = call.body if account.switches.retentions_of_paid_invoices else _without_retentions(call.body)
    return Answer(201, _shown(account, payments.create_payment(account.books, body, account.moment())))


def one(account: Account, call: Call) -> Answer:
    return Answer(200, _shown(account, _payment(account, call)))


def many(account: Account, call: Call) -> Answer:
    found = filters.payments(account.books.payments.values(), call.query, account.switches)
    return listed(account, call, "payments", found, ("id", "number", "date", "type"))


def edit(account: Account, call: Call) -> Answer:
    return Answer(200, _shown(account, payments.edit_payment(account.books, _payment(account, call), call.body)))


def void(account: Account, call: Call) -> Answer:
    payment = _payment(account, call)
    payments.void_payment(account.books, payment)
    return Answer(200, _shown(account, payment))


def reopen(account: Account, call: Call) -> Answer:
    payment = _payment(account, call)
    payments.open_payment(account.books, payment)
    return Answer(200, _shown(account, payment))


def delete(account: Account, call: Call) -> Answer:
    payments.delete_payment(account.books, _payment(account, call))
    return Answer(200, {"code": 200, "message": "El pago fue eliminado correctamente"})


def _without_retentions(body: Record) -> Record:
    """Of its invoices: ignored, like any field that Alegra does not know."""
    paid = body.get("invoices")
    if not isinstance(paid, list):
        return body
    kept = [
        {key: value for key, value in each.items() if key != "retentions"} if isinstance(each, dict) else each
        for each in paid
    ]
    return body | {"invoices": kept}


def _payment(account: Account, call: Call) -> Record:
    try:
        return account.books.payments[call.params["id"]]
    except KeyError:
        raise NotFound("el pago") from None


def _shown(account: Account, payment: Record) -> Record:
    return shown("payments", account.books, account.switches, payment)
