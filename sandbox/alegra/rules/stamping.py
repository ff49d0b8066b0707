"""Emission before the tax authority: what Colombia asks for, what it answers (fact sheet 5.5, 5.6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sandbox.alegra.books import Books, Moment, Record, Verdict
from sandbox.alegra.rules import dian, numbering
from sandbox.alegra.rules.balances import has_payments, retie
from sandbox.alegra.rules.invoices import is_stamped, open_draft
from sandbox.alegra.rules.refusals import StampRefused

AUTHORITY_DOWN = "EPR503: El servicio de la DIAN no está disponible en este momento. Intenta de nuevo más tarde"

PROVIDER_WORDS = {
    "AEP1001": "El certificado digital no es válido",
    "AEP1003": "El certificado digital está vencido",
    "AEP2011": "El documento ya fue enviado o se encuentra en proceso de emisión",
    "AEP6008": "La empresa no está habilitada para emitir documentos electrónicos",
    "AEP6009": "La numeración no está autorizada por la DIAN",
    "AEP6011": "El rango de numeración fue rechazado por la DIAN",
    "EPR500": "Error interno de la DIAN",
    "EPR503": "El servicio de la DIAN no está disponible en este momento. Intenta de nuevo más tarde",
}
"""assumed: the sentences; the codes and their sense are fact sheet 3."""


@dataclass(frozen=True)
class Authority:
    """How the authority takes the next document; what it does by itself is the default."""

    kind: Literal["answers", "refuses", "rejects", "observes", "waits"] = "answers"
    code: str = ""
    """Why it refuses, rejects or observes; a wait that has one ends in a rejection."""
    seconds: float = 0.0
    """How long it waits before it answers, by the sandbox's clock."""


def stamp_invoice(books: Books, invoice: Record, moment: Moment, authority: Authority) -> None:
    """Open the draft if it is one, give it number and CUFE. Refused: nothing has changed and it may be tried again."""
    if is_stamped(invoice):
        raise StampRefused(f"AEP2011: {PROVIDER_WORDS['AEP2011']}")
    missing = next(_missing(books, invoice), None)
    if missing:
        raise StampRefused(missing)
    if authority.kind == "refuses":
        raise StampRefused(
            f"{authority.code}: {PROVIDER_WORDS.get(authority.code, 'El documento fue rechazado por el proveedor')}"
        )
    if invoice["status"] == "draft":
        open_draft(books, invoice)
    _emit(books, invoice, moment, authority)


def settle(books: Books, seconds: float) -> list[Record]:
    """Let the authority answer what is due by now; the invoices that were accepted."""
    accepted = []
    for key, verdict in [(key, verdict) for key, verdict in books.waiting.items() if verdict.due <= seconds]:
        invoice = books.invoices[key]
        del books.waiting[key]
        _answer(books, invoice, verdict)
        if is_stamped(invoice):
            accepted.append(invoice)
    return accepted


def _missing(books: Books, invoice: Record) -> Iterator[str]:
    """Each of Colombia's must-haves that is not there, in words (fact sheet 5.6)."""
    if invoice["status"] not in {"draft", "open"}:
        yield f"No es posible emitir la factura: está en estado {invoice['status']}"
    if not invoice["numberTemplate"]["isElectronic"]:
        yield "AEP6009: La numeración de la factura no es electrónica"
    if not invoice["paymentForm"]:
        yield "AEP6012: El campo paymentForm es requerido"
    if invoice["paymentForm"] == "CASH" and not invoice["paymentMethod"]:
        yield "AEP6013: El campo paymentMethod es requerido cuando la forma de pago es de contado"
    yield from _missing_of_client(invoice["client"])
    for index, line in enumerate(invoice["items"]):
        inventory_unit = books.items.get(line["id"], {}).get("inventory", {}).get("unit")
        if not inventory_unit:
            yield f"El campo items.{index}.unit es requerido"


def _missing_of_client(client: Record) -> Iterator[str]:
    identification = client["identificationObject"] or {}
    if not identification.get("type"):
        yield "2035: El campo client.identificationObject.type es requerido"
    if not identification.get("number"):
        yield "AEP6014: El campo client.identificationObject.number es requerido"
    if not client["kindOfPerson"]:
        yield "AEP6015: El campo client.kindOfPerson es requerido"
    if not client["regime"]:
        yield "AEP6016: El campo client.regime es requerido"
    address = client["address"] or {}
    for part in ("address", "city", "department"):
        if not address.get(part):
            yield f"AEP6017: El campo client.address.{part} es requerido"


def _emit(books: Books, invoice: Record, moment: Moment, authority: Authority) -> None:
    code = dian.cufe(books, invoice, moment)
    invoice["stamp"] = {
        "legalStatus": "STAMPED_AND_WAITING_RESPONSE",
        "cufe": code,
        "barCodeContent": dian.bar_code(books, invoice, moment, code),
        "date": moment.datetime,
        "warnings": [],
    }
    verdict = _verdict(invoice, moment, authority)
    if authority.kind == "waits":
        books.waiting[invoice["id"]] = verdict
    else:
        _answer(books, invoice, verdict)


def _verdict(invoice: Record, moment: Moment, authority: Authority) -> Verdict:
    due = moment.seconds + authority.seconds
    if authority.kind == "rejects" or (authority.kind == "waits" and authority.code):
        reason = f"Regla: {authority.code}, Rechazo: Valor del CUFE no está calculado correctamente"
        return Verdict(due, "STAMPED_AND_REJECTED", (reason,))
    notes = dian.observations(invoice)
    if authority.kind == "observes":
        notes = (
            *notes,
            f"Regla: {authority.code}, Notificación: El nombre informado no corresponde al registrado en el RUT",
        )
    return Verdict(due, "STAMPED_AND_ACCEPTED_WITH_OBSERVATIONS" if notes else "STAMPED_AND_ACCEPTED", notes)


def _answer(books: Books, invoice: Record, verdict: Verdict) -> None:
    """Write down the verdict; a rejected document is a draft again, its CUFE worth nothing (assumed, fact sheet 5.5).

    Unless it was paid while the authority was silent: then it stays open, to be corrected and stamped again (assumed).
    """
    invoice["stamp"] |= {"legalStatus": verdict.status, "warnings": list(verdict.warnings)}
    if verdict.status != "STAMPED_AND_REJECTED" or has_payments(books, invoice):
        return
    template = books.number_templates[invoice["numberTemplate"]["id"]]
    numbering.give_back(template, invoice["numberTemplate"]["number"])
    invoice |= {"status": "draft", "numberTemplate": numbering.unnumbered(template)}
    retie(books, invoice)
