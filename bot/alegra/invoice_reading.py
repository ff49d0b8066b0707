"""From an invoice in Alegra's JSON to the invoice that it means."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from bot.alegra.invoice_shape import (
    ClientShape,
    CurrencyShape,
    InvoiceShape,
    LineShape,
    NamedShape,
    NumberTemplateShape,
    PaymentShape,
    TaxShape,
)
from bot.alegra.shapes import Identification, Reference, shaped
from bot.alegra.stamp_shape import stamp_of
from bot.billing.invoice import AppliedPayment, BilledClient, Invoice, Line, LineTax, Status, Withholding
from bot.billing.money import HUNDRED, ZERO, rounded

EMAIL = re.compile(r"[^\s@<>,;:\"'()\[\]]+@[^\s@<>,;:\"'()\[\]]+\.[^\s@<>,;:\"'()\[\]]+")


def read_invoice(answer: Any) -> Invoice:
    """The currency is empty when it is the company's own, which documents leave out. Raise `Unreadable`."""
    return invoice_of(shaped(InvoiceShape, answer))


def invoice_of(shape: InvoiceShape) -> Invoice:
    lines = tuple(_line(line, precision=_precision(shape)) for line in shape.items)
    tax = sum((tax.amount for line in lines for tax in line.taxes), ZERO) if shape.tax is None else shape.tax
    paid = shape.total_paid
    if paid is None:
        paid = ZERO if shape.balance is None else shape.total - shape.balance
    template = shape.number_template or NumberTemplateShape()
    currency = shape.currency or CurrencyShape()
    seller, cost_center = shape.seller or _NOBODY, shape.cost_center or _NOBODY
    return Invoice(
        id=shape.id,
        status=shape.status,
        number=_number(shape.status, template),
        client=_client(shape.client),
        issue_date=shape.date,
        due_date=shape.due_date or shape.date,
        created_at=shape.datetime,
        lines=lines,
        subtotal=shape.total - tax if shape.subtotal is None else shape.subtotal,
        discount=shape.discount,
        tax=tax,
        total=shape.total,
        paid=paid,
        balance=shape.total - paid if shape.balance is None else shape.balance,
        currency=currency.code,
        rate=currency.exchange_rate or Decimal(1),
        numbering_id=template.id,
        numbering_prefix=template.prefix,
        is_electronic=template.is_electronic,
        term=shape.term.name if isinstance(shape.term, NamedShape) else shape.term,
        payment_form=shape.payment_form or shape.payment_type,
        payment_method=shape.payment_method,
        operation_type=shape.operation_type,
        purchase_order=shape.purchase_order_number,
        printed_note=shape.anotation,
        terms=shape.terms_conditions,
        observations=shape.observations,
        seller=seller.name,
        seller_id=seller.id,
        cost_center=cost_center.name,
        cost_center_id=cost_center.id,
        withholdings=tuple(Withholding(each.id, each.name, each.percentage, each.amount) for each in shape.retentions),
        payments=tuple(_payment(each) for each in shape.payments),
        stamp=stamp_of(shape.stamp, emission_status=shape.emission_status),
        emailed_to=tuple(dict.fromkeys(_emailed(shape.events))),
    )


_NOBODY = Reference.model_construct(id="", name="")


def _precision(shape: InvoiceShape) -> int:
    precision = shape.decimal_precision
    return int(precision) if precision is not None and 0 <= precision <= 8 else 2


def _line(shape: LineShape, *, precision: int) -> Line:
    base = shape.price * shape.quantity * (HUNDRED - shape.discount) / HUNDRED
    taxes = tuple(_line_tax(tax, base=base, precision=precision) for tax in shape.tax)
    total = rounded(base, precision) + sum((tax.amount for tax in taxes), ZERO) if shape.total is None else shape.total
    return Line(
        item_id=shape.id,
        name=shape.name,
        description=shape.description,
        price=shape.price,
        quantity=shape.quantity,
        discount=shape.discount,
        taxes=taxes,
        total=total,
        unit=shape.unit,
    )


def _line_tax(shape: TaxShape, *, base: Decimal, precision: int) -> LineTax:
    """Some answers leave the amount out; then it follows from the rate."""
    amount = rounded(base * shape.percentage / HUNDRED, precision) if shape.amount is None else shape.amount
    return LineTax(shape.id, shape.name, shape.percentage, amount)


def _number(status: Status, template: NumberTemplateShape) -> str:
    """A draft has no final number, whatever its template says (Alegra fact sheet 5.3)."""
    if status is Status.DRAFT:
        return ""
    return template.full_number or (template.prefix + template.number if template.number else "")


def _client(shape: ClientShape) -> BilledClient:
    known = shape.identification_object
    if known is None:
        written = shape.identification
        known = written if isinstance(written, Identification) else Identification(number=written)
    return BilledClient(
        id=shape.id,
        name=shape.name,
        identification_type=known.type,
        identification=known.number,
        check_digit=known.dv,
        email=shape.email,
        city=shape.address.city if shape.address else "",
    )


def _payment(shape: PaymentShape) -> AppliedPayment:
    return AppliedPayment(
        id=shape.id,
        number=shape.number,
        paid_on=shape.date,
        amount=shape.amount,
        method=shape.payment_method,
        status=shape.status,
        observations=shape.observations,
    )


def _emailed(events: tuple[Any, ...]) -> Iterator[str]:
    """Addresses of the CLIENT_EMAILS events. Their inner keys are not documented, so every text in them is searched."""
    for event in events:
        if isinstance(event, dict) and event.get("type") == "CLIENT_EMAILS":
            yield from (address for text in _texts(event) for address in EMAIL.findall(text))


def _texts(event: Any) -> Iterator[str]:
    pending = [event]
    while pending:
        value = pending.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            pending.extend(reversed(list(value.values()) if isinstance(value, dict) else value))
