"""Who sells and who buys, as the XML of an invoice says it."""

import xml.etree.ElementTree as ET
from typing import Any

from sandbox.alegra.ubl import add

IDENTIFICATION_CODES = {
    "RC": "11",
    "TI": "12",
    "CC": "13",
    "TE": "21",
    "CE": "22",
    "NIT": "31",
    "PP": "41",
    "DIE": "42",
    "PEP": "47",
    "FOREIGN_NIT": "50",
    "NUIP": "91",
}


def add_party(root: ET.Element, role: str, record: dict[str, Any]) -> None:
    outer = add(root, f"cac:{role}")
    add(outer, "cbc:AdditionalAccountID", "1" if record.get("kindOfPerson") == "LEGAL_ENTITY" else "2")
    party = add(outer, "cac:Party")
    add(add(party, "cac:PartyName"), "cbc:Name", record["name"])
    _address(add(add(party, "cac:PhysicalLocation"), "cac:Address"), record.get("address") or {})
    scheme = add(party, "cac:PartyTaxScheme")
    add(scheme, "cbc:RegistrationName", record["name"])
    _company_id(scheme, record)
    add(scheme, "cbc:TaxLevelCode", "O-13" if record.get("regime") == "SPECIAL_REGIME" else "R-99-PN")
    tax = add(scheme, "cac:TaxScheme")
    is_responsible = record.get("regime") == "COMMON_REGIME"
    add(tax, "cbc:ID", "01" if is_responsible else "ZZ")
    add(tax, "cbc:Name", "IVA" if is_responsible else "No aplica")
    entity = add(party, "cac:PartyLegalEntity")
    add(entity, "cbc:RegistrationName", record["name"])
    _company_id(entity, record)
    if record.get("email"):
        add(add(party, "cac:Contact"), "cbc:ElectronicMail", record["email"])


def _address(parent: ET.Element, address: dict[str, Any]) -> None:
    add(parent, "cbc:CityName", address.get("city") or "")
    add(parent, "cbc:PostalZone", address.get("zipCode") or "")
    add(parent, "cbc:CountrySubentity", address.get("department") or "")
    add(add(parent, "cac:AddressLine"), "cbc:Line", address.get("address") or "")
    country = add(parent, "cac:Country")
    add(country, "cbc:IdentificationCode", "CO")
    add(country, "cbc:Name", "Colombia", languageID="es")


def _company_id(parent: ET.Element, record: dict[str, Any]) -> None:
    parts = record.get("identificationObject") or {}
    scheme = {"schemeAgencyID": "195", "schemeName": IDENTIFICATION_CODES.get(str(parts.get("type")), "31")}
    if parts.get("dv") not in (None, ""):
        scheme["schemeID"] = str(parts["dv"])
    add(parent, "cbc:CompanyID", parts.get("number") or record.get("identification") or "", **scheme)
