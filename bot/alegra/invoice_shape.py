"""An invoice in Alegra's JSON (Alegra fact sheet 5.3)."""

from typing import Annotated, Any

from bot.alegra.shapes import (
    Amount,
    AmountOrNone,
    AmountOrZero,
    Day,
    DayOrNone,
    Flag,
    Id,
    Identification,
    IdOrBlank,
    Many,
    One,
    OneOf,
    Percentage,
    ReferenceOrNone,
    Shape,
    Text,
)
from bot.alegra.stamp_shape import StampShape
from bot.billing.invoice import Status
from bot.billing.money import ZERO


class AddressShape(Shape):
    city: Text = ""


class ClientShape(Shape):
    id: Id
    name: Text = ""
    email: Text = ""
    identification: Annotated[Text | Identification, OneOf] = ""
    identification_object: Annotated[Identification | None, One] = None
    address: Annotated[AddressShape | None, One] = None


class TaxShape(Shape):
    id: IdOrBlank = ""
    name: Text = ""
    percentage: Percentage = ZERO
    amount: AmountOrNone = None


class LineShape(Shape):
    id: IdOrBlank = ""
    name: Text = ""
    description: Text = ""
    price: Amount
    quantity: Amount
    discount: Percentage = ZERO
    tax: Annotated[tuple[TaxShape, ...], Many] = ()
    total: AmountOrNone = None
    unit: Text = ""


class NumberTemplateShape(Shape):
    id: IdOrBlank = ""
    prefix: Text = ""
    number: Text = ""
    full_number: Text = ""
    is_electronic: Flag = False


class WithholdingShape(Shape):
    id: IdOrBlank = ""
    name: Text = ""
    percentage: Percentage = ZERO
    amount: AmountOrZero = ZERO


class PaymentShape(Shape):
    id: Id
    number: Text = ""
    date: Day
    amount: AmountOrZero = ZERO
    payment_method: Text = ""
    status: Text = ""
    observations: Text = ""


class CurrencyShape(Shape):
    code: Text = ""
    exchange_rate: AmountOrNone = None


class NamedShape(Shape):
    name: Text = ""


class InvoiceShape(Shape):
    id: Id
    status: Status
    date: Day
    due_date: DayOrNone = None
    datetime: Text = ""
    client: Annotated[ClientShape, One]
    number_template: Annotated[NumberTemplateShape | None, One] = None
    items: Annotated[tuple[LineShape, ...], Many] = ()
    total: Amount
    subtotal: AmountOrNone = None
    discount: AmountOrZero = ZERO
    tax: AmountOrNone = None
    total_paid: AmountOrNone = None
    balance: AmountOrNone = None
    decimal_precision: AmountOrNone = None
    currency: Annotated[CurrencyShape | None, One] = None
    term: Annotated[Text | NamedShape, OneOf] = ""
    payment_form: Text = ""
    payment_type: Text = ""
    """Mexico's word for it: PUE or PPD."""
    payment_method: Text = ""
    operation_type: Text = ""
    purchase_order_number: Text = ""
    anotation: Text = ""
    terms_conditions: Text = ""
    observations: Text = ""
    seller: ReferenceOrNone = None
    cost_center: ReferenceOrNone = None
    retentions: Annotated[tuple[WithholdingShape, ...], Many] = ()
    payments: Annotated[tuple[PaymentShape, ...], Many] = ()
    stamp: Annotated[StampShape | None, One] = None
    emission_status: Text = ""
    events: Annotated[tuple[Any, ...], Many] = ()
    pdf: Text = ""
    xml: Text = ""
