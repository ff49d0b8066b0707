"""What Cobro sends about an invoice (Alegra fact sheet 5.2). Pure: amounts are Decimal or text, the transport writes them exactly."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot.billing.dates import due_date
from bot.billing.draft import DateMode, Draft, DraftLine
from bot.billing.internal_note import internal_note

COLOMBIA = "colombia"


def create_body(
    draft: Draft, *, marker: str, today: dt.date, country: str = COLOMBIA, said: Sequence[str] = ()
) -> dict[str, Any]:
    """Of `POST /invoices`: always a draft, never a stamp (design 4.2). `today` is the company's.

    `said` stands before the internal note: who asked.

    Raise `NotAMarker` for a marker that could not be found again.
    """
    body = edit_body(draft, marker=marker, today=today, country=country, said=said)
    return {"status": "draft"} | {field: value for field, value in body.items() if value is not None}


def edit_body(
    draft: Draft, *, marker: str, today: dt.date, country: str = COLOMBIA, said: Sequence[str] = ()
) -> dict[str, Any]:
    """Of `PUT /invoices/{id}`: every field, because a PUT leaves alone what it does not name and clears what is null."""
    return {
        **date_body(draft, today=today),
        "client": {"id": draft.client_id},
        "numberTemplate": {"id": draft.numbering_id} if draft.numbering_id else None,
        "items": [_line(line) for line in draft.lines],
        **_payment_terms(draft, country=country),
        "currency": {"code": draft.currency, "exchangeRate": draft.rate} if draft.currency else None,
        "seller": _reference(draft.seller_id),
        "costCenter": _reference(draft.cost_center_id),
        "purchaseOrderNumber": draft.purchase_order or None,
        "anotation": draft.printed_note or None,
        "observations": internal_note(draft.note, marker, said=said),
    }


def date_body(draft: Draft, *, today: dt.date) -> dict[str, Any]:
    """The dates alone: right before stamping, the floating date becomes the day's (design 8)."""
    issued = draft.fixed_date if draft.date_mode is DateMode.FIXED and draft.fixed_date else today
    return {"date": issued.isoformat(), "dueDate": due_date(issued, draft.term_days).isoformat()}


def _payment_terms(draft: Draft, *, country: str) -> dict[str, Any]:
    """Colombia wants the form on every electronic invoice, the means only with CASH (Alegra fact sheet 5.2)."""
    form, method = draft.payment_form or None, draft.payment_method or None
    if country == COLOMBIA:
        form = form or ("CREDIT" if draft.term_days else "CASH")
        method = method if form == "CASH" else None
    return {"paymentForm": form, "paymentMethod": method}


def _line(line: DraftLine) -> dict[str, Any]:
    """An empty list of taxes is sent too: without it the item's own would be applied."""
    said: dict[str, Any] = {
        "id": line.item_id,
        "name": line.name,
        "description": line.description,
        "price": line.price,
        "quantity": line.quantity,
        "discount": line.discount,
        "tax": [{"id": tax_id} for tax_id in line.tax_ids],
        "unit": line.unit,
    }
    return {field: value for field, value in said.items() if value != "" or field == "description"}


def _reference(key: str) -> dict[str, str] | None:
    return {"id": key} if key else None


AMOUNTS = frozenset({"price", "quantity", "discount", "amount", "exchangeRate"})


def with_numbers(body: Any) -> Any:
    """The body as it was before the journal kept its Decimals as text."""
    if isinstance(body, list):
        return [with_numbers(each) for each in body]
    if not isinstance(body, dict):
        return body
    return {field: _number(value) if field in AMOUNTS else with_numbers(value) for field, value in body.items()}


def _number(value: Any) -> Any:
    return Decimal(value) if isinstance(value, str) else value
