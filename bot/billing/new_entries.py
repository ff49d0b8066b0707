"""A client or an item that somebody wants to add to Alegra: what it needs, and what is wrong with what was typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.billing.identifiers import is_valid_rfc, nit_check_digit

NIT, RFC = "NIT", "RFC"
KINDS = {"colombia": (NIT, "CC", "CE", "PP", "TI", "PEP", "DIE", "FOREIGN_NIT"), "mexico": (RFC,)}
"""Kinds of identification by country (Alegra fact sheet 4.3), the usual one first; elsewhere there is none to choose."""
LEGAL, PERSON = "LEGAL_ENTITY", "PERSON_ENTITY"
TAXED, SIMPLIFIED = "COMMON_REGIME", "SIMPLIFIED_REGIME"
OF_COMPANIES = re.compile(r"[89]\d{8}")
"""The DIAN gives companies the NITs from 800.000.000 on; whoever has another is a person, whose NIT is mostly their cédula."""
FISCAL_REGIMES = {
    "GENERAL_REGIME_OF_MORAL_PEOPLE_LAW": "601 · General de Ley Personas Morales",
    "REGIME_OF_MORAL_PEOPLE_NOT_PROFIT": "603 · Personas Morales con Fines no Lucrativos",
    "SALARIED_REGIME": "605 · Sueldos y Salarios",
    "LEASEHOLD_REGIME": "606 · Arrendamiento",
    "DIVIDEND_INCOME": "611 · Ingresos por Dividendos",
    "BUSINESS_ACTIVITIES_REGIME": "612 · Personas Físicas con Actividades Empresariales y Profesionales",
    "SIMPLIFIED_REGIME": "616 · Sin obligaciones fiscales",
    "REGIME_OF_COOPERATIVE_PRODUCTION_SOCIETIES": "620 · Sociedades Cooperativas de Producción",
    "FISCAL_INCORPORATION_REGIME": "621 · Incorporación Fiscal",
    "PRIMARY_SECTOR_REGIME": "622 · AGAPES",
    "SOCIETIES_OPTIONAL_REGIME": "623 · Opcional para Grupos de Sociedades",
    "REGIME_OF_THE_COORDINATED": "624 · Coordinados",
    "REGIME_OF_THE_TECHNOLOGICAL_PLATFORMS_INCOME_ACTIVITIES": "625 · Plataformas Tecnológicas",
    "REGIME_OF_TRUST": "626 · Régimen simplificado de confianza (RESICO)",
}
"""Of Mexico, by Alegra's word for it (its catalogue "Regímenes"), with the SAT's own key: law, never translated."""
CFDI_USES = {
    "G03": "G03 · Gastos en general",
    "G01": "G01 · Adquisición de mercancías",
    "I02": "I02 · Mobiliario y equipo de oficina",
    "I04": "I04 · Equipo de cómputo",
    "I08": "I08 · Otra maquinaria y equipo",
    "S01": "S01 · Sin efectos fiscales",
}
"""Those of companies, the usual one first; Alegra has the others."""
POSTAL_CODE = re.compile(r"\d{5}")
PRODUCT_KEY = re.compile(r"\d{8}")
NUMBER_AND_DIGIT = re.compile(r"([\d.\s]+)(?:-\s*(\d))?")
EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")


class Flaw(StrEnum):
    MISSING = "missing"
    NOT_A_NIT = "not a NIT"
    CHECK_DIGIT = "check digit"
    DIGIT_WITHIN = "check digit within the number"
    """Ten digits, of which nine are a company's NIT and the last its check digit: it would be billed under another number."""
    NOT_AN_RFC = "not an RFC"
    NOT_A_POSTAL_CODE = "not a postal code"
    NOT_A_PRODUCT_KEY = "not a product key"
    NOT_AN_EMAIL = "not an email"
    NOT_POSITIVE = "not positive"


@dataclass(frozen=True)
class NewClient:
    name: str
    identification_type: str = ""
    identification: str = ""
    """Without dots and check digit."""
    check_digit: str = ""
    email: str = ""
    address: str = ""
    city: str = ""
    department: str = ""
    term_id: str = ""
    regime: str = ""
    """Empty: the usual one of its kind of document; in Mexico one of `FISCAL_REGIMES`."""
    postal_code: str = ""
    """Asked in Mexico, like the next."""
    cfdi_use: str = ""

    @property
    def kind_of_person(self) -> str:
        """By the number of a NIT; whoever has another document is a person."""
        is_company = self.identification_type == NIT and OF_COMPANIES.fullmatch(self.identification)
        return LEGAL if is_company or self.identification_type == "FOREIGN_NIT" else PERSON

    @property
    def usual_regime(self) -> str:
        return self.regime or (TAXED if self.identification_type in {NIT, "FOREIGN_NIT"} else SIMPLIFIED)


@dataclass(frozen=True)
class NewItem:
    name: str
    price: Decimal
    """Unit price without tax, in the company's currency."""
    tax_id: str = ""
    """Empty: without tax."""
    reference: str = ""
    is_service: bool = True
    product_key: str = ""
    """The SAT's, in Mexico."""


def read_identification(kind: str, typed: str) -> tuple[str, str]:
    """Number and check digit: `900.482.713-5` is one NIT and its digit; an RFC is written in capitals."""
    if kind == NIT and (found := NUMBER_AND_DIGIT.fullmatch(typed.strip())):
        return re.sub(r"[.\s]", "", found[1]), found[2] or ""
    return re.sub(r"[.\s-]", "", typed).upper(), ""


def flaws_of_client(client: NewClient) -> Iterator[tuple[str, Flaw]]:
    """The field and what is wrong with it; nothing when it may be sent."""
    if not client.name.strip():
        yield "name", Flaw.MISSING
    if not client.identification:
        yield "identification", Flaw.MISSING
    elif client.identification_type == NIT:
        yield from _of_nit(client)
    elif client.identification_type == RFC and not is_valid_rfc(client.identification):
        yield "identification", Flaw.NOT_AN_RFC
    if client.identification_type == RFC:
        yield from _of_mexico(client)
    if client.email and not EMAIL.fullmatch(client.email):
        yield "email", Flaw.NOT_AN_EMAIL


def flaws_of_item(item: NewItem) -> Iterator[tuple[str, Flaw]]:
    if not item.name.strip():
        yield "name", Flaw.MISSING
    if item.price < 0:
        yield "price", Flaw.NOT_POSITIVE
    if item.product_key and not PRODUCT_KEY.fullmatch(item.product_key):
        yield "product_key", Flaw.NOT_A_PRODUCT_KEY


def _of_nit(client: NewClient) -> Iterator[tuple[str, Flaw]]:
    number = client.identification
    if not (number.isascii() and number.isdigit() and 5 <= len(number) <= 15):
        yield "identification", Flaw.NOT_A_NIT
    elif not client.check_digit and len(number) == 10 and OF_COMPANIES.match(number) and _ends_in_its_digit(number):
        yield "identification", Flaw.DIGIT_WITHIN
    elif client.check_digit and client.check_digit != nit_check_digit(number):
        yield "identification", Flaw.CHECK_DIGIT


def _of_mexico(client: NewClient) -> Iterator[tuple[str, Flaw]]:
    """A CFDI is refused without them (Alegra fact sheet 5.6)."""
    if client.regime not in FISCAL_REGIMES:
        yield "regime", Flaw.MISSING
    if not POSTAL_CODE.fullmatch(client.postal_code):
        yield "postal_code", Flaw.NOT_A_POSTAL_CODE


def _ends_in_its_digit(number: str) -> bool:
    return nit_check_digit(number[:-1]) == number[-1]
