"""The reference resources in Alegra's JSON (Alegra fact sheet 4)."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from bot.alegra.shapes import (
    AmountOrNone,
    AmountOrZero,
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
from bot.billing.money import ZERO

ACTIVE = "active"


class CurrencyShape(Shape):
    code: Text = ""


class CompanyShape(Shape):
    name: Text = ""
    identification: Annotated[Text | Identification, OneOf] = ""
    identification_object: Annotated[Identification | None, One] = None
    application_version: Text = ""
    timezone: Text = ""
    currency: Annotated[
        CurrencyShape | None, BeforeValidator(lambda value: {"code": value} if isinstance(value, str) else value)
    ]
    decimal_precision: AmountOrNone = None


class TaxShape(Shape):
    id: Id
    name: Text = ""
    percentage: Percentage = ZERO
    rate: Percentage = ZERO
    """Costa Rica's word for the percentage."""
    status: Text = ACTIVE


class RetentionShape(Shape):
    id: Id
    name: Text = ""
    percentage: Percentage = ZERO
    type: Text = ""
    status: Text = ACTIVE


class TermShape(Shape):
    id: Id
    name: Text = ""
    days: AmountOrZero = ZERO


class AddressShape(Shape):
    address: Text = ""
    city: Text = ""
    department: Text = ""


class ContactShape(Shape):
    id: Id
    name: Text = ""
    identification: Annotated[Text | Identification, OneOf] = ""
    identification_object: Annotated[Identification | None, One] = None
    email: Text = ""
    address: Annotated[
        AddressShape | None, BeforeValidator(lambda value: value if isinstance(value, dict) else None)
    ] = None
    kind_of_person: Text = ""
    regime: Text = ""
    term: ReferenceOrNone = None
    seller: ReferenceOrNone = None
    price_list: ReferenceOrNone = None
    status: Text = ACTIVE
    credit_limit: AmountOrNone = None
    type: Annotated[tuple[Text, ...], Many] = ()
    """`client`, `provider` or both; a plain text in some answers."""


class PriceShape(Shape):
    id_price_list: IdOrBlank = ""
    price: AmountOrZero = ZERO
    main: Flag = False


class InventoryShape(Shape):
    unit: Text = ""


def _prices(value: Any) -> Any:
    """A number alone is the price of the main list."""
    return [{"price": value}] if not isinstance(value, list | dict | None) else value


class ItemShape(Shape):
    id: Id
    name: Text = ""
    description: Text = ""
    reference: Text = ""
    price: Annotated[tuple[PriceShape, ...], Many, BeforeValidator(_prices)] = ()
    tax: Annotated[tuple[TaxShape, ...], Many] = ()
    inventory: Annotated[InventoryShape | None, One] = None
    status: Text = ACTIVE


class NumberTemplateShape(Shape):
    id: Id
    name: Text = ""
    prefix: Text = ""
    document_type: Text = "invoice"
    is_electronic: Flag = False
    is_default: Flag = False
    status: Text = ACTIVE
    next_invoice_number: AmountOrNone = None
    max_invoice_number: AmountOrNone = None
    start_date: DayOrNone = None
    end_date: DayOrNone = None


class BankAccountShape(Shape):
    id: Id
    name: Text = ""
    type: Text = "bank"
    status: Text = ACTIVE


class NamedShape(Shape):
    """Sellers and cost centers."""

    id: Id
    name: Text = ""
    code: Text = ""
    status: Text = ACTIVE
