"""What a person asks to be invoiced, before Alegra has seen it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class DateMode(StrEnum):
    FLOATING = "floating"
    """The day it is stamped; the due date follows from the term."""
    FIXED = "fixed"


@dataclass(frozen=True)
class DraftLine:
    item_id: str
    name: str
    price: Decimal
    quantity: Decimal
    discount: Decimal = Decimal(0)
    description: str = ""
    tax_ids: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Draft:
    client_id: str
    lines: tuple[DraftLine, ...]
    term_days: int
    numbering_id: str
    date_mode: DateMode = DateMode.FLOATING
    fixed_date: date | None = None
    payment_form: str = ""
    payment_method: str = ""
    currency: str = ""
    """Empty: the company's own."""
    rate: Decimal = Decimal(1)
    seller_id: str = ""
    cost_center_id: str = ""
    purchase_order: str = ""
    printed_note: str = ""
    note: str = ""
    """Internal, as typed, at most `internal_note.NOTE_CHARACTERS`; who asked is added before it, the marker behind."""
