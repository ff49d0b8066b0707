"""What an approval is bound to (design 5): the content a person saw, its hash, and how two contents differ."""

import datetime as dt
import hashlib
import json
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.billing.draft import DateMode
from bot.billing.invoice import BilledClient, Invoice, Line, LineTax, Withholding
from bot.billing.money import normalised, plain


@dataclass(frozen=True)
class ApprovedTax:
    id: str
    name: str
    rate: Decimal
    amount: Decimal


@dataclass(frozen=True)
class ApprovedLine:
    item_id: str
    name: str
    description: str
    price: Decimal
    quantity: Decimal
    discount: Decimal
    taxes: tuple[ApprovedTax, ...]
    """By id: their order means nothing."""


@dataclass(frozen=True)
class ApprovedContent:
    """Everything that an approval covers. Not in it: number, status, balance, timestamps, observations, template."""

    client_id: str
    client_name: str
    client_identification: str
    """Type, number and check digit: `NIT 900482713-5`."""
    client_email: str
    date_mode: DateMode
    issue_date: dt.date | None
    """None with the floating date, and so is the due date: only mode and term count."""
    term_days: int
    due_date: dt.date | None
    numbering_id: str
    payment_form: str
    payment_method: str
    currency: str
    rate: Decimal
    lines: tuple[ApprovedLine, ...]
    withholdings: tuple[ApprovedTax, ...]
    subtotal: Decimal
    tax: Decimal
    total: Decimal
    printed_note: str
    terms: str
    purchase_order: str
    operation_type: str


def approved_content(invoice: Invoice, *, date_mode: DateMode, term_days: int) -> ApprovedContent:
    """Decimals in their shortest form, text NFC and trimmed, so that equal contents have equal hashes."""
    is_fixed = date_mode is DateMode.FIXED
    return ApprovedContent(
        client_id=invoice.client.id,
        client_name=_text(invoice.client.name),
        client_identification=_identification(invoice.client),
        client_email=_text(invoice.client.email),
        date_mode=date_mode,
        issue_date=invoice.issue_date if is_fixed else None,
        term_days=term_days,
        due_date=invoice.due_date if is_fixed else None,
        numbering_id=invoice.numbering_id,
        payment_form=_text(invoice.payment_form),
        payment_method=_text(invoice.payment_method),
        currency=_text(invoice.currency),
        rate=normalised(invoice.rate),
        lines=tuple(_line(line) for line in invoice.lines),
        withholdings=_taxes(invoice.withholdings),
        subtotal=normalised(invoice.subtotal),
        tax=normalised(invoice.tax),
        total=normalised(invoice.total),
        printed_note=_text(invoice.printed_note),
        terms=_text(invoice.terms),
        purchase_order=_text(invoice.purchase_order),
        operation_type=_text(invoice.operation_type),
    )


def content_hash(content: ApprovedContent) -> str:
    """SHA-256, in hexadecimal, of the content as canonical JSON."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def canonical(content: ApprovedContent) -> str:
    """As JSON: sorted keys, no spaces."""
    return json.dumps(told(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def told(content: ApprovedContent) -> dict[str, Any]:
    """In the types of JSON: decimals and days are text."""
    return {name: _as_json(value) for name, value in vars(content).items()}


def _as_json(value: Any) -> Any:
    if isinstance(value, ApprovedLine | ApprovedTax):
        return {name: _as_json(part) for name, part in vars(value).items()}
    if isinstance(value, tuple):
        return [_as_json(part) for part in value]
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _text(value: str) -> str:
    """One spelling: composed characters, one kind of line end, nothing around it."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()


def _identification(client: BilledClient) -> str:
    number = "-".join(part for part in (_text(client.identification), _text(client.check_digit)) if part)
    return " ".join(part for part in (_text(client.identification_type), number) if part)


def _line(line: Line) -> ApprovedLine:
    return ApprovedLine(
        item_id=line.item_id,
        name=_text(line.name),
        description=_text(line.description),
        price=normalised(line.price),
        quantity=normalised(line.quantity),
        discount=normalised(line.discount),
        taxes=_taxes(line.taxes),
    )


def _taxes(taxes: tuple[LineTax, ...] | tuple[Withholding, ...]) -> tuple[ApprovedTax, ...]:
    found = [ApprovedTax(tax.id, _text(tax.name), normalised(tax.rate), normalised(tax.amount)) for tax in taxes]
    return tuple(sorted(found, key=lambda tax: (tax.id, tax.rate, tax.amount)))
