"""An invoice and its payments as last read from Alegra, in the domain's words."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Status(StrEnum):
    """Alegra's own statuses (Alegra fact sheet 5.4)."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"


class StampState(StrEnum):
    """What the authority says of a document (design 4.5), whatever the country's spelling."""

    NONE = "none"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    OBSERVED = "observed"
    """Accepted with observations: a success."""
    REJECTED = "rejected"


@dataclass(frozen=True)
class LineTax:
    id: str
    name: str
    rate: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Line:
    item_id: str
    name: str
    description: str
    price: Decimal
    quantity: Decimal
    discount: Decimal
    """Percentage of the line."""
    taxes: tuple[LineTax, ...]
    total: Decimal
    """As Alegra gives it: with taxes, after discount."""
    unit: str = ""


@dataclass(frozen=True)
class Withholding:
    id: str
    name: str
    rate: Decimal
    amount: Decimal


@dataclass(frozen=True)
class BilledClient:
    """The client as the invoice carries it, which may be older than the directory's."""

    id: str
    name: str
    identification_type: str
    identification: str
    check_digit: str
    email: str
    city: str = ""


@dataclass(frozen=True)
class AppliedPayment:
    id: str
    number: str
    paid_on: dt.date
    amount: Decimal
    method: str
    status: str
    observations: str = ""


@dataclass(frozen=True)
class Stamp:
    state: StampState
    code: str = ""
    """CUFE in Colombia, UUID in Mexico."""
    qr_url: str = ""
    stamped_at: str = ""
    """Company local time, as Alegra writes it: 2026-05-02 10:22:52."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Invoice:
    id: str
    status: Status
    number: str
    """The full number, `FE341`; empty on a draft."""
    client: BilledClient
    issue_date: dt.date
    due_date: dt.date
    created_at: str
    """Alegra's `datetime`, company local time without offset."""
    lines: tuple[Line, ...]
    subtotal: Decimal
    discount: Decimal
    tax: Decimal
    total: Decimal
    paid: Decimal
    balance: Decimal
    currency: str
    rate: Decimal
    numbering_id: str
    numbering_prefix: str
    is_electronic: bool
    term: str = ""
    payment_form: str = ""
    """CASH or CREDIT in Colombia."""
    payment_method: str = ""
    operation_type: str = ""
    purchase_order: str = ""
    printed_note: str = ""
    """`anotation` (sic): printed on the paper."""
    terms: str = ""
    observations: str = ""
    """Internal note; ends in Cobro's marker."""
    seller: str = ""
    seller_id: str = ""
    cost_center: str = ""
    cost_center_id: str = ""
    withholdings: tuple[Withholding, ...] = ()
    payments: tuple[AppliedPayment, ...] = ()
    stamp: Stamp = Stamp(StampState.NONE)
    emailed_to: tuple[str, ...] = ()
    """Addresses of the CLIENT_EMAILS events, when the account sends by itself on stamping."""

    @property
    def received(self) -> Decimal:
        """What came off it by payments and credit notes: its own withholdings count as paid in Alegra, and nobody paid them."""
        return max(self.paid - sum((each.amount for each in self.withholdings), Decimal(0)), Decimal(0))


@dataclass(frozen=True)
class Payment:
    """A receipt as the payments list gives it."""

    id: str
    number: str
    paid_on: dt.date
    amount: Decimal
    currency: str
    method: str
    status: str
    client_id: str
    client_name: str
    bank_account: str
    invoices: tuple["PaidInvoice", ...] = ()
    observations: str = ""
    withholdings: tuple[Withholding, ...] = ()
    """What the client withheld when it paid, from all invoices: it settles them without entering the bank."""


@dataclass(frozen=True)
class PaidInvoice:
    id: str
    number: str
    amount: Decimal
    """What entered the bank for it."""
    total: Decimal
    balance: Decimal
    withheld: Decimal = Decimal(0)
    """As far as Alegra says from which invoice it was withheld."""
