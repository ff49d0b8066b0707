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
NUMBER_AND_DIGIT = re.compile(r"([\d.\s]+)(?:-\s*(\d))?")
EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")


class Flaw(StrEnum):
    MISSING = "missing"
    NOT_A_NIT = "not a NIT"
    CHECK_DIGIT = "check digit"
    NOT_AN_RFC = "not an RFC"
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
    """Empty: the usual one of its kind of person."""

    @property
    def kind_of_person(self) -> str:
        """A NIT is nearly always a company's; whoever has another document is a person."""
        return LEGAL if self.identification_type in {NIT, "FOREIGN_NIT"} else PERSON

    @property
    def usual_regime(self) -> str:
        return self.regime or (TAXED if self.kind_of_person == LEGAL else SIMPLIFIED)


@dataclass(frozen=True)
class NewItem:
    name: str
    price: Decimal
    """Unit price without tax, in the company's currency."""
    tax_id: str = ""
    """Empty: without tax."""
    reference: str = ""
    is_service: bool = True


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
    if client.email and not EMAIL.fullmatch(client.email):
        yield "email", Flaw.NOT_AN_EMAIL


def flaws_of_item(item: NewItem) -> Iterator[tuple[str, Flaw]]:
    if not item.name.strip():
        yield "name", Flaw.MISSING
    if item.price < 0:
        yield "price", Flaw.NOT_POSITIVE


def _of_nit(client: NewClient) -> Iterator[tuple[str, Flaw]]:
    number = client.identification
    if not (number.isascii() and number.isdigit() and 5 <= len(number) <= 15):
        yield "identification", Flaw.NOT_A_NIT
    elif client.check_digit and client.check_digit != nit_check_digit(number):
        yield "identification", Flaw.CHECK_DIGIT
