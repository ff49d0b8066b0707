"""The life of an invoice: draft, open, closed, void (fact sheet 5.4)."""

from dataclasses import dataclass
from typing import Any

from sandbox.alegra.books import Books, Moment, Record
from sandbox.alegra.rules import fields, numbering
from sandbox.alegra.rules.balances import has_payments, retie
from sandbox.alegra.rules.invoice_body import read_edit, read_new
from sandbox.alegra.rules.payments import create_payment
from sandbox.alegra.rules.refusals import FieldRequired, Malformed, NotInThisStatus, Refused

ALWAYS_EDITABLE = frozenset({"comments"})
"""The note that stays editable when nothing else does (fact sheet 5.4)."""

BINDING = ("STAMPED_AND_WAITING_RESPONSE", "STAMPED_AND_ACCEPTED", "STAMPED_AND_ACCEPTED_WITH_OBSERVATIONS")


@dataclass(frozen=True)
class Creation:
    """What a request to create asks for beyond the draft itself."""

    draft: Record
    status: str
    number: str | None
    payments: list[Record]
    stamp: bool


def is_stamped(invoice: Record) -> bool:
    """A document that the authority has accepted or is looking at; a rejected one may be corrected."""
    return bool(invoice["stamp"]) and invoice["stamp"]["legalStatus"] in BINDING


def read_creation(books: Books, body: Record, moment: Moment) -> Creation:
    """Default status is draft; payments open the invoice (fact sheet 5.2)."""
    payments = fields.objects(body, "payments")
    stamp = fields.obj(body, "stamp") or {}
    return Creation(
        draft=_as_draft(read_new(books, body), body, moment),
        status=(fields.one_of(body, "status", ("draft", "open"), default="draft") or "draft")
        if not payments
        else "open",
        number=_wanted_number(body),
        payments=payments,
        stamp=fields.switch(stamp, "generateStamp"),
    )


def create_invoice(books: Books, wanted: Creation, moment: Moment) -> Record:
    """Keep the draft, or the opened invoice with its payments; a refusal keeps nothing. Stamping is another step."""
    invoice = wanted.draft | {"id": books.new_id("invoices")}
    books.invoices[invoice["id"]] = invoice
    try:
        retie(books, invoice)
        if wanted.status == "open" and not wanted.stamp:
            open_draft(books, invoice, number=wanted.number)
        for payment in wanted.payments:
            create_payment(books, _payment_body(payment, invoice), moment)
    except Refused:
        _take_back(books, invoice)
        raise
    return invoice


def edit_invoice(books: Books, invoice: Record, body: Record, *, note_stays_editable: bool = False) -> None:
    """Only what was sent changes and the last one wins; `status: open` opens a draft (fact sheet 5.4)."""
    _check_editable(invoice, body, note_stays_editable=note_stays_editable)
    status = _wanted_status(invoice, body)
    changed = (
        read_edit(books, invoice, body)
        if invoice["status"] in {"draft", "open"} and not is_stamped(invoice)
        else dict(invoice)
    )
    if note_stays_editable and "observations" in body:
        changed["observations"] = fields.text(body, "observations")
    if "comments" in body:
        changed["comments"] = _comments(body)
    _keep_number(invoice, changed)
    retie(books, changed)
    if changed["balance"] < 0:
        raise Malformed("items", "el total no puede ser menor que lo pagado")
    if status == "open" and invoice["status"] == "draft":
        open_draft(books, changed, number=_wanted_number(body))
    invoice.update(changed)


def open_draft(books: Books, invoice: Record, *, number: str | None = None) -> None:
    """A draft gets its number and counts from now on (assumed, fact sheet 14.11: opening takes the number)."""
    template = numbering.chosen_template(books, {"numberTemplate": invoice["numberTemplate"]})
    invoice["numberTemplate"] = numbering.numbered(books, template, invoice["date"], wanted=number)
    numbering.take(template, invoice["numberTemplate"]["number"])
    invoice["status"] = "open"
    retie(books, invoice)


def reopen_invoice(books: Books, invoice: Record, *, drafts_too: bool) -> None:
    """POST /open reverts a void; on drafts it was refused live (fact sheet 5.4), unless the switch says otherwise."""
    if invoice["status"] == "void":
        invoice["status"] = "open"
        retie(books, invoice)
    elif invoice["status"] == "draft" and drafts_too:
        open_draft(books, invoice)
    else:
        raise NotInThisStatus(
            "abrir la factura", f"solo se pueden abrir facturas anuladas y esta está en estado {invoice['status']}"
        )


def void_invoice(books: Books, invoice: Record, body: Record) -> None:
    """The field is `cause`; not on drafts, not with payments, not once stamped (fact sheet 5.4)."""
    cause = fields.text(body, "cause")
    if not cause or not cause.strip():
        raise FieldRequired("cause")
    if is_stamped(invoice):
        raise NotInThisStatus("anular la factura", "ya fue emitida ante la DIAN; debes crear una nota crédito")
    if has_payments(books, invoice):
        raise NotInThisStatus("anular la factura", "tiene pagos asociados; elimínalos o anúlalos primero")
    if invoice["status"] != "open":
        raise NotInThisStatus("anular la factura", f"está en estado {invoice['status']}")
    invoice |= {"status": "void", "voidCause": cause}


def delete_invoice(books: Books, invoice: Record) -> None:
    """Only drafts that were never stamped (fact sheet 5.1)."""
    if invoice["status"] != "draft" or is_stamped(invoice):
        raise NotInThisStatus("eliminar la factura", "solo se pueden eliminar facturas en borrador")
    del books.invoices[invoice["id"]]


def set_retentions(books: Books, invoice: Record, body: Record) -> None:
    """PUT /retentions-applied. assumed: allowed while open, since the client withholds when it pays."""
    if invoice["status"] != "open":
        raise NotInThisStatus("aplicar retenciones", f"la factura está en estado {invoice['status']}")
    changed = read_edit(books, invoice, {"retentions": body.get("retentions")})
    retie(books, changed)
    if changed["balance"] < 0:
        raise Malformed("retentions", "las retenciones superan el saldo de la factura")
    invoice.update(changed)


def _as_draft(said: Record, body: Record, moment: Moment) -> Record:
    state: dict[str, Any] = {
        "datetime": moment.datetime,
        "status": "draft",
        "stamp": None,
        "payments": [],
        "totalPaid": 0,
        "balance": said["total"],
    }
    return (
        said
        | state
        | {
            "comments": _comments(body),
            "events": [],
            "printingTemplate": {"id": "1", "name": "Clásica", "pageSize": "letter"},
        }
    )


def _comments(body: Record) -> list[str]:
    value = body.get("comments") or []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise Malformed("comments", "debe ser una lista de textos")
    return value


def _wanted_number(body: Record) -> str | None:
    template = body.get("numberTemplate")
    number = template.get("number") if isinstance(template, dict) else None
    return None if number is None else str(number)


def _payment_body(sent: Record, invoice: Record) -> Record:
    """A payment inside an invoice says `account` where a payment says `bankAccount` (fact sheet 5.2)."""
    named = {"date": sent.get("date"), "bankAccount": sent.get("account"), "paymentMethod": sent.get("paymentMethod")}
    return named | {
        "type": "in",
        "observations": sent.get("observations"),
        "invoices": [{"id": invoice["id"], "amount": sent.get("amount")}],
    }


def _take_back(books: Books, invoice: Record) -> None:
    """Undo a creation that was refused half way: payments, number, the invoice."""
    for key in books.payments_of.pop(invoice["id"], []):
        del books.payments[key]
    if invoice["numberTemplate"]["number"]:
        numbering.give_back(
            books.number_templates[invoice["numberTemplate"]["id"]], invoice["numberTemplate"]["number"]
        )
    del books.invoices[invoice["id"]]


def _check_editable(invoice: Record, body: Record, *, note_stays_editable: bool) -> None:
    allowed = ALWAYS_EDITABLE | ({"observations"} if note_stays_editable else set())
    if set(body) <= allowed:
        return
    if is_stamped(invoice):
        raise NotInThisStatus("editar la factura", "ya fue emitida ante la DIAN y no se puede modificar")
    if invoice["status"] in {"void", "closed"}:
        raise NotInThisStatus("editar la factura", f"está en estado {invoice['status']}")


def _wanted_status(invoice: Record, body: Record) -> str:
    """assumed: nothing goes back to draft."""
    status = fields.one_of(body, "status", ("draft", "open"), default=invoice["status"]) or "draft"
    if status == "draft" and invoice["status"] != "draft":
        raise NotInThisStatus("editar la factura", "una factura abierta no puede volver a borrador")
    return status


def _keep_number(before: Record, changed: Record) -> None:
    """assumed: an opened invoice keeps its number, and naming another template is refused."""
    if before["status"] == "draft":
        return
    if changed["numberTemplate"]["id"] != before["numberTemplate"]["id"]:
        raise NotInThisStatus("cambiar la numeración", "la factura ya tiene número")
    changed["numberTemplate"] = before["numberTemplate"]
