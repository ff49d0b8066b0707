"""Payments received against invoices (fact sheet 6)."""

from decimal import Decimal

from sandbox.alegra.books import Books, Moment, Record
from sandbox.alegra.rules import fields
from sandbox.alegra.rules.balances import retie
from sandbox.alegra.rules.money import ZERO
from sandbox.alegra.rules.refusals import (
    FieldRequired,
    InvoiceNotOpen,
    Malformed,
    MoreThanBalance,
    NotFound,
    NotInThisStatus,
    Refused,
)

METHODS = ("cash", "debit-card", "credit-card", "check", "transfer", "deposit")


def create_payment(books: Books, body: Record, moment: Moment) -> Record:
    """Apply amounts to open invoices: 4096 for one that is not, 9030 for more than it owes (fact sheet 3)."""
    payment = _read(books, body, moment)
    _check_applicable(books, payment)
    payment |= {"id": books.new_id("payments")}
    payment |= _receipt(books, payment["id"])
    books.payments[payment["id"]] = payment
    for applied in payment["invoices"]:
        books.payments_of.setdefault(applied["id"], []).append(payment["id"])
    _retie_all(books, payment)
    return payment


def edit_payment(books: Books, payment: Record, body: Record) -> Record:
    """Only words, date and account change here. assumed: allocations are corrected by void and a new payment."""
    if "invoices" in body or "amount" in body:
        raise NotInThisStatus(
            "editar el pago", "las facturas asociadas no se pueden cambiar; anula el pago y regístralo de nuevo"
        )
    changed = {name: read(books, body) for name, read in _EDITABLE.items() if name in body}
    payment.update(changed)
    _retie_all(books, payment)
    return payment


def void_payment(books: Books, payment: Record) -> None:
    """Its invoices owe again (fact sheet 6); that a second void is refused is assumed."""
    if payment["status"] == "void":
        raise NotInThisStatus("anular el pago", "ya está anulado")
    payment["status"] = "void"
    _retie_all(books, payment)


def open_payment(books: Books, payment: Record) -> None:
    """assumed: only a void one, and only while its invoices still owe as much as it pays."""
    if payment["status"] == "open":
        raise NotInThisStatus("abrir el pago", "ya está abierto")
    _check_applicable(books, payment)
    payment["status"] = "open"
    _retie_all(books, payment)


def delete_payment(books: Books, payment: Record) -> None:
    """assumed: conciliations are absent here, so nothing is reconciled and every payment may go."""
    del books.payments[payment["id"]]
    for applied in payment["invoices"]:
        books.payments_of[applied["id"]].remove(payment["id"])
        retie(books, books.invoices[applied["id"]])


def _read(books: Books, body: Record, moment: Moment) -> Record:
    payment: Record = {"id": "", "number": "", "datetime": moment.datetime}
    for name, read in _EDITABLE.items():
        payment[name] = read(books, body)
    payment |= {
        "type": fields.one_of(body, "type", ("in", "out")),
        "status": "open",
        "invoices": _allocations(books, body),
    }
    if payment["type"] is None:
        raise FieldRequired("type")
    if payment["type"] == "out" or not payment["invoices"]:
        raise Refused("Esta copia local solo registra pagos recibidos (type in) asociados a facturas (invoices)")
    payment["retentions"] = _retentions(books, body, payment)
    payment["amount"] = sum((each["amount"] for each in payment["invoices"]), ZERO)
    payment["client"] = _client(books, body, payment)
    payment["currency"] = dict(books.company["currency"])
    return payment


def _receipt(books: Books, key: str) -> Record:
    """The number of the receipt ("recibo de caja"); without such a numbering the payment's id."""
    for template in books.number_templates.values():
        if template["documentType"] == "transactionIn" and template["isDefault"]:
            number = str(template["nextInvoiceNumber"])
            template["nextInvoiceNumber"] += 1
            shown = {
                "id": template["id"],
                "prefix": template["prefix"],
                "number": number,
                "fullNumber": f"{template['prefix']}{number}",
            }
            return {"number": number, "numberTemplate": shown}
    return {"number": key, "numberTemplate": None}


def _bank(books: Books, body: Record) -> Record:
    bank = fields.referred(body, "bankAccount", books.bank_accounts, "la cuenta bancaria")
    if bank is None:
        raise FieldRequired("bankAccount")
    return {key: bank[key] for key in ("id", "name", "type")}


def _method(body: Record) -> str:
    value = body.get("paymentMethod")
    if value is None:
        raise FieldRequired("paymentMethod")
    if not isinstance(value, str) or value not in METHODS:
        raise Refused("El método de pago no es válido")
    return value


def _cost_center(books: Books, body: Record) -> Record | None:
    found = fields.referred(body, "costCenter", books.cost_centers, "el centro de costo")
    return {"id": found["id"], "name": found["name"]} if found else None


_EDITABLE = {
    "date": lambda _, body: fields.day(body, "date"),
    "bankAccount": _bank,
    "paymentMethod": lambda _, body: _method(body),
    "observations": lambda _, body: fields.text(body, "observations"),
    "anotation": lambda _, body: fields.text(body, "anotation"),
    "costCenter": _cost_center,
}


def _allocations(books: Books, body: Record) -> list[Record]:
    """One entry an invoice: {id, amount, retained, retentions}. assumed: an invoice of a payment may carry its own."""
    found: list[Record] = []
    for index, sent in enumerate(fields.objects(body, "invoices")):
        key = fields.reference(sent, "id")
        if key not in books.invoices:
            raise NotFound("la factura")
        if any(each["id"] == key for each in found):
            raise Malformed("invoices", f"la factura {key} está repetida")
        retentions = [_retention(books, each) for each in fields.objects(sent, "retentions")]
        found.append(
            {
                "id": key,
                "amount": fields.amount(sent, "amount", label=f"invoices.{index}.amount", positive=True),
                "retained": sum((each["amount"] for each in retentions), ZERO),
                "retentions": retentions,
            }
        )
    return found


def _retentions(books: Books, body: Record, payment: Record) -> list[Record]:
    """Withheld by the client on top of what the bank got. assumed: only with one invoice is it clear which one."""
    found = [_retention(books, each) for each in fields.objects(body, "retentions")]
    if found and len(payment["invoices"]) != 1:
        raise Refused("Las retenciones solo se pueden aplicar a pagos de una factura")
    if found and payment["invoices"][0]["retentions"]:
        raise Malformed("retentions", "las retenciones van en el pago o en la factura, no en ambos")
    if found:
        payment["invoices"][0]["retained"] = sum((each["amount"] for each in found), ZERO)
    return found


def _retention(books: Books, sent: Record) -> Record:
    known = fields.referred(sent, "id", books.retentions, "la retención")
    if known is None:
        raise FieldRequired("retentions.id")
    amount: Decimal = fields.amount(sent, "amount", label="retentions.amount", positive=True)
    return {"id": known["id"], "name": known["name"], "percentage": known["percentage"], "amount": amount}


def _client(books: Books, body: Record, payment: Record) -> Record:
    owner = books.invoices[payment["invoices"][0]["id"]]["client"]
    if any(books.invoices[each["id"]]["client"]["id"] != owner["id"] for each in payment["invoices"]):
        raise Refused("Las facturas asociadas al pago deben ser del mismo cliente")
    if fields.reference(body, "client") not in {None, owner["id"]}:
        raise Refused("El cliente del pago no es el de las facturas asociadas")
    return {
        "id": owner["id"],
        "name": owner["name"],
        "phone": owner["phonePrimary"],
        "identification": owner["identification"],
    }


def _check_applicable(books: Books, payment: Record) -> None:
    for applied in payment["invoices"]:
        invoice = books.invoices[applied["id"]]
        if invoice["status"] == "closed":
            raise MoreThanBalance
        if invoice["status"] != "open":
            raise InvoiceNotOpen(invoice["numberTemplate"]["fullNumber"] or invoice["id"])
        if applied["amount"] + applied["retained"] > invoice["balance"]:
            raise MoreThanBalance


def _retie_all(books: Books, payment: Record) -> None:
    for applied in payment["invoices"]:
        retie(books, books.invoices[applied["id"]])
