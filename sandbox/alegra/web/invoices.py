"""/invoices (fact sheet 5.1)."""

from dataclasses import replace

from sandbox.alegra.accidents import STAMPING
from sandbox.alegra.account import Account
from sandbox.alegra.books import Record
from sandbox.alegra.mail import Message, send_invoice
from sandbox.alegra.rules import fields, invoices
from sandbox.alegra.rules.invoice_body import read_new
from sandbox.alegra.rules.refusals import (
    FieldRequired,
    Malformed,
    NotFound,
    NotInThisStatus,
    Refused,
    StampRefused,
    StampRefusedOnCreate,
)
from sandbox.alegra.rules.stamping import AUTHORITY_DOWN, Authority, stamp_invoice
from sandbox.alegra.web import filters
from sandbox.alegra.web.calls import Answer, Call
from sandbox.alegra.web.links import link
from sandbox.alegra.web.listing import listed
from sandbox.alegra.web.rendering import shown

MOST_STAMPS = 10
FILES = ("pdf", "xml")
AUTHORITIES = {
    "refuse_stamp": Authority("refuses", "AEP6009"),
    "stamp_waits": Authority("waits"),
    "stamp_rejected": Authority("rejects", "FAD06"),
    "stamp_observed": Authority("observes", "FAJ43b"),
}
"""How the authority behaves under each stamping fault."""


def create(account: Account, call: Call) -> Answer:
    body = call.body
    moment = account.moment()
    wanted = invoices.read_creation(account.books, body, moment)
    if wanted.stamp and wanted.payments:
        raise Refused("No es posible emitir y pagar la factura en la misma solicitud")
    invoice = invoices.create_invoice(account.books, wanted, moment)
    if wanted.stamp:
        _stamp_new(account, call, invoice)
    return Answer(201, _shown(account, invoice))


def one(account: Account, call: Call) -> Answer:
    invoice = _invoice(account, call)
    wanted = call.query.get("fields", "").split(",")
    files = {name: _file(account, call, invoice, name) for name in FILES if name in wanted}
    return Answer(200, _shown(account, invoice) | files)


def many(account: Account, call: Call) -> Answer:
    found = filters.invoices(account.books.invoices.values(), call.query, account.switches)
    due = ("dueDate",) if account.switches.orders_by_due_date else ()
    return listed(account, call, "invoices", found, ("id", "name", "date", "status", *due))


def edit(account: Account, call: Call) -> Answer:
    """assumed: generateStamp on PUT stamps after the edit; a refused stamp leaves the edit."""
    invoice, body = _invoice(account, call), call.body
    stamp = fields.switch(fields.obj(body, "stamp") or {}, "generateStamp")
    said = {name: value for name, value in body.items() if not (stamp and name in {"status", "stamp"})}
    invoices.edit_invoice(
        account.books, invoice, said, note_stays_editable=account.switches.stamped_observations_editable
    )
    if stamp:
        _stamp(account, call, invoice)
    return Answer(200, _shown(account, invoice))


def delete(account: Account, call: Call) -> Answer:
    invoices.delete_invoice(account.books, _invoice(account, call))
    return Answer(200, {"code": 200, "message": "La factura fue eliminada correctamente"})


def reopen(account: Account, call: Call) -> Answer:
    """A JSON object is required, may be empty, may carry stamp.generateStamp (fact sheet 5.4)."""
    invoice, body = _invoice(account, call), call.body
    stamp = fields.switch(fields.obj(body, "stamp") or {}, "generateStamp")
    invoices.reopen_invoice(account.books, invoice, drafts_too=account.switches.open_accepts_drafts)
    if stamp:
        _stamp(account, call, invoice)
    return Answer(200, _shown(account, invoice))


def void(account: Account, call: Call) -> Answer:
    invoices.void_invoice(account.books, _invoice(account, call), call.body)
    return Answer(200, {"code": 200, "message": "La factura fue anulada correctamente"})


def email(account: Account, call: Call) -> Answer:
    invoice, body = _invoice(account, call), call.body
    to = _addresses(body)
    typed = fields.obj(body, "emailMessage") or {}
    message = Message(fields.text(typed, "subject", longest=255), fields.text(typed, "message", longest=5000))
    fields.one_of(body, "invoiceType", ("copy", "original"))
    if fields.switch(body, "sendCopyToUser"):
        to = [*to, call.user["email"]]
    if invoice["status"] == "draft":
        raise NotInThisStatus("enviar la factura", "está en borrador")
    send_invoice(account.books, invoice, to, account.moment(), message)
    return Answer(200, {"code": 200, "message": "La factura fue enviada exitosamente"})


def preview(account: Account, call: Call) -> Answer:
    """The body of a create; nothing is kept but the paper for a while. The key of the answer is uncertain (fact sheet 14.14)."""
    said = read_new(account.books, call.body)
    paper = said | {
        "id": "",
        "status": "draft",
        "stamp": None,
        "payments": [],
        "totalPaid": 0,
        "balance": said["total"],
        "datetime": account.moment().datetime,
    }
    key = str(int(account.previews[-1][0]) + 1) if account.previews else "1"
    account.previews.append((key, paper))
    return Answer(200, {"pdfUrl": link(account, call.origin, "previews", key, "pdf")})


def stamp(account: Account, call: Call) -> Answer:
    """At most ten. assumed: an array of {id, success, message, status}, 200 even when all were refused (fact sheet 5.5)."""
    ids = [fields.reference(each, "id") or "" for each in fields.objects(call.body, "ids")]
    if not ids:
        raise FieldRequired("ids")
    if len(ids) > MOST_STAMPS:
        raise Malformed("ids", f"máximo {MOST_STAMPS} facturas")
    return Answer(200, [_stamped(account, call, key) for key in ids])


def retentions(account: Account, call: Call) -> Answer:
    invoice = _invoice(account, call)
    invoices.set_retentions(account.books, invoice, call.body)
    return Answer(200, _shown(account, invoice))


def _invoice(account: Account, call: Call) -> Record:
    try:
        return account.books.invoices[call.params["id"]]
    except KeyError:
        raise NotFound("la factura") from None


def _shown(account: Account, invoice: Record) -> Record:
    return shown("invoices", account.books, account.switches, invoice)


def _file(account: Account, call: Call, invoice: Record, extension: str) -> str | None:
    if invoice["status"] == "draft" and account.switches.draft_pdf != "link":
        if account.switches.draft_pdf == "404":
            raise NotFound("el archivo de la factura")
        return None
    if extension == "xml" and not invoices.is_stamped(invoice):
        return None
    return link(account, call.origin, "invoices", invoice["id"], extension)


def _addresses(body: Record) -> list[str]:
    found = body.get("emails")
    if not found:
        raise FieldRequired("emails")
    if not isinstance(found, list) or not all(isinstance(each, str) and _is_address(each) for each in found):
        raise Malformed("emails", "debe ser una lista de correos electrónicos")
    return found


def _is_address(text: str) -> bool:
    name, _, host = text.partition("@")
    return (
        bool(name)
        and "." in host.strip(".")
        and not any(each.isspace() or each in ",;<>" for each in text)
        and len(text) <= 254
    )


def _stamped(account: Account, call: Call, key: str) -> Record:
    invoice = account.books.invoices.get(key)
    if invoice is None:
        return {
            "id": key,
            "success": False,
            "message": "No se encontró en la aplicación la factura que se está buscando",
            "status": None,
        }
    try:
        _stamp(account, call, invoice)
    except Refused as refusal:
        return {"id": key, "success": False, "message": str(refusal), "status": invoice["status"]}
    return {"id": key, "success": True, "message": "La factura fue emitida correctamente", "status": invoice["status"]}


def _stamp_new(account: Account, call: Call, invoice: Record) -> None:
    try:
        _stamp(account, call, invoice)
    except Refused as refusal:
        if account.switches.failed_stamp_keeps_draft:
            raise StampRefusedOnCreate(refusal, _shown(account, invoice)) from None
        del account.books.invoices[invoice["id"]]
        raise


def _stamp(account: Account, call: Call, invoice: Record) -> None:
    stamp_invoice(account.books, invoice, account.moment(), _authority(account, call))
    if invoices.is_stamped(invoice) and invoice["id"] not in account.books.waiting:
        account.mail_stamped(invoice)
    if invoice["stamp"]["legalStatus"] == "STAMPED_AND_REJECTED":
        raise StampRefused(f"La DIAN rechazó el documento: {' '.join(invoice['stamp']['warnings'])}")


def _authority(account: Account, call: Call) -> Authority:
    """How the faults that wait make the authority behave for this document."""
    fault = account.faults.strike(call.method, call.path, STAMPING)
    if fault is None:
        return Authority()
    if fault.kind == "authority_down":
        raise StampRefused(AUTHORITY_DOWN)
    usual = AUTHORITIES[fault.kind]
    return replace(usual, code=fault.code or usual.code, seconds=fault.seconds)
