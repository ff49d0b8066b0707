"""Clients and providers (fact sheet 4.3)."""

from typing import Any

from sandbox.alegra.books import Books, Moment, Record
from sandbox.alegra.rules import fields
from sandbox.alegra.rules.invoice_body import client_of
from sandbox.alegra.rules.invoices import is_stamped
from sandbox.alegra.rules.refusals import FieldRequired, IdentificationTaken, Malformed, NotInThisStatus, Refused

IDENTIFICATION_TYPES = ("RC", "TI", "CC", "TE", "CE", "NIT", "PP", "PEP", "DIE", "NUIP", "FOREIGN_NIT")
REGIMES = (
    "SIMPLIFIED_REGIME",
    "COMMON_REGIME",
    "NOT_REPONSIBLE_FOR_CONSUMPTION",
    "SPECIAL_REGIME",
    "NATIONAL_CONSUMPTION_TAX",
    "INC_IVA_RESPONSIBLE",
)
FISCAL_REGIMES = (
    "SALARIED_REGIME",
    "BUSINESS_ACTIVITIES_REGIME",
    "LEASEHOLD_REGIME",
    "GENERAL_REGIME_OF_MORAL_PEOPLE_LAW",
    "REGIME_OF_MORAL_PEOPLE_NOT_PROFIT",
    "FISCAL_INCORPORATION_REGIME",
    "PRIMARY_SECTOR_REGIME",
    "REGIME_OF_THE_COORDINATED",
    "REGIME_OF_THE_TECHNOLOGICAL_PLATFORMS_INCOME_ACTIVITIES",
    "REGIME_OF_COOPERATIVE_PRODUCTION_SOCIETIES",
    "REGIME_OF_TRUST",
    "SOCIETIES_OPTIONAL_REGIME",
    "NO_REGIME",
    "SIMPLIFIED_REGIME",
    "DIVIDEND_INCOME",
)
"""Mexico's (fact sheet 5.6, its catalogue "Regímenes")."""
TEXTS = ("email", "emailSecondary", "phonePrimary", "phoneSecondary", "mobile", "fax", "observations")
ADDRESS = ("address", "city", "department", "country", "zipCode")
NAME_PARTS = ("firstName", "secondName", "lastName", "secondLastName")


def create_contact(books: Books, body: Record, moment: Moment) -> Record:
    """Refused with 2006 and the other's id when the identification is taken, unless `ignoreRepeated`."""
    if "name" not in body and "nameObject" not in body:
        raise FieldRequired("name")
    blank: Record = {
        "status": "active",
        "type": ["client"],
        "address": dict.fromkeys(ADDRESS),
        "internalContacts": [],
        "statementAttached": False,
    }
    blank |= dict.fromkeys(TEXTS) | {
        "kindOfPerson": None,
        "regime": None,
        "seller": None,
        "term": None,
        "priceList": None,
    }
    blank |= {
        "identification": None,
        "identificationObject": None,
        "creditLimit": 0,
        "settings": {"sendElectronicDocuments": True},
    }
    contact = blank | _read(books, body)
    if not fields.switch(body, "ignoreRepeated"):
        _check_unique(books, contact, "")
    contact = (
        {"id": books.new_id("contacts")} | contact | {"created_at": moment.datetime, "updated_at": moment.datetime}
    )
    books.contacts[contact["id"]] = contact
    return contact


def edit_contact(books: Books, contact: Record, body: Record, moment: Moment) -> None:
    """In Colombia the name and identificationObject are always repeated (fact sheet 4.3); drafts show the new data."""
    for name in ("name", "identificationObject"):
        if body.get(name) is None and not (name == "name" and body.get("nameObject")):
            raise FieldRequired(name)
    changed = contact | _read(books, body)
    _check_unique(books, changed, contact["id"])
    contact.update(changed | {"updated_at": moment.datetime})
    for invoice in books.invoices.values():
        if invoice["client"]["id"] == contact["id"] and invoice["status"] == "draft" and not is_stamped(invoice):
            invoice["client"] = client_of(contact)


def delete_contact(books: Books, contact: Record) -> None:
    """assumed: a contact with documents cannot go, it can only be made inactive."""
    if any(invoice["client"]["id"] == contact["id"] for invoice in books.invoices.values()):
        raise NotInThisStatus("eliminar el contacto", "tiene documentos asociados")
    del books.contacts[contact["id"]]


def _read(books: Books, body: Record) -> Record:
    found: Record = _name(body) | _identification(body)
    found |= {name: fields.text(body, name, longest=255) for name in TEXTS if name in body}
    readers: dict[str, Any] = {
        "kindOfPerson": lambda: fields.one_of(body, "kindOfPerson", ("LEGAL_ENTITY", "PERSON_ENTITY")),
        "regime": lambda: fields.one_of(body, "regime", _regimes(books)),
        "status": lambda: fields.one_of(body, "status", ("active", "inactive"), default="active"),
        "type": lambda: _types(body),
        "address": lambda: _address(body),
        "term": lambda: fields.referred(body, "term", books.terms, "el plazo de pago"),
        "seller": lambda: fields.referred(body, "seller", books.sellers, "el vendedor"),
        "priceList": lambda: fields.referred(body, "priceList", books.price_lists, "la lista de precios"),
        "creditLimit": lambda: fields.amount(body, "creditLimit"),
        "internalContacts": lambda: fields.objects(body, "internalContacts"),
        "statementAttached": lambda: fields.switch(body, "statementAttached"),
    }
    return found | {name: read() for name, read in readers.items() if name in body}


def _regimes(books: Books) -> tuple[str, ...]:
    return FISCAL_REGIMES if books.company["applicationVersion"].lower() == "mexico" else REGIMES


def _name(body: Record) -> Record:
    if body.get("name") is not None and body.get("nameObject") is not None:
        raise Refused("Solo se debe enviar uno de los campos name o nameObject", code=2039)
    if (parts := fields.obj(body, "nameObject")) is not None:
        said = {part: fields.text(parts, part, longest=100) for part in NAME_PARTS}
        return {"name": _not_blank(" ".join(part for part in said.values() if part)), "nameObject": said}
    if "name" in body:
        return {"name": _not_blank(fields.text(body, "name", longest=255) or "")}
    return {}


def _not_blank(name: str) -> str:
    if not name.strip():
        raise FieldRequired("name")
    return name


def _identification(body: Record) -> Record:
    """`identificationObject`, or the same object under `identification`, or a bare text (fact sheet 4.3)."""
    sent = body.get("identificationObject") or body.get("identification")
    if sent is None:
        return {}
    if isinstance(sent, dict):
        return _identification_object(sent)
    if not isinstance(sent, str | int) or isinstance(sent, bool):
        raise Malformed("identification", "debe ser un texto")
    return {"identification": str(sent)}


def _identification_object(sent: Record) -> Record:
    kind = fields.one_of(sent, "type", IDENTIFICATION_TYPES)
    if kind is None:
        raise Refused("El tipo de identificación es requerido", code=2035)
    number = sent.get("number")
    if not isinstance(number, str | int) or isinstance(number, bool) or not str(number).strip():
        raise FieldRequired("identificationObject.number")
    check_digit = sent.get("dv")
    dv = None if check_digit is None else str(check_digit)
    return {"identification": str(number), "identificationObject": {"type": kind, "number": str(number), "dv": dv}}


def _address(body: Record) -> Record:
    sent = fields.obj(body, "address") or {}
    return {part: fields.text(sent, part, longest=255) for part in ADDRESS}


def _types(body: Record) -> list[str]:
    sent = body.get("type")
    found = [sent] if isinstance(sent, str) else sent
    if not isinstance(found, list) or not found or any(each not in ("client", "provider") for each in found):
        raise Malformed("type", "debe ser client, provider o ambos")
    return found


def _check_unique(books: Books, contact: Record, own: str) -> None:
    if not contact["identification"]:
        return
    for other in books.contacts.values():
        if other["identification"] == contact["identification"] and other["id"] != own:
            raise IdentificationTaken(contact["identification"], other["id"])
