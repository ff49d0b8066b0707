"""From reference resources in Alegra's JSON to what they mean. A row that is not for invoicing reads as None."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.alegra.directory_shapes import (
    ACTIVE,
    BankAccountShape,
    CompanyShape,
    ContactShape,
    ItemShape,
    NamedShape,
    NumberTemplateShape,
    PriceShape,
    RetentionShape,
    TaxShape,
    TermShape,
)
from bot.alegra.errors import Exchange, Unreadable
from bot.alegra.shapes import Identification, shaped
from bot.billing.directory import (
    BankAccount,
    Client,
    Company,
    CostCenter,
    Item,
    Numbering,
    Seller,
    Tax,
    Term,
    WithholdingRule,
)
from bot.billing.money import ZERO

INVOICE = "invoice"


def read_company(answer: Any) -> Company:
    """Raise `Unreadable`, like every reader here."""
    shape = shaped(CompanyShape, answer)
    precision = shape.decimal_precision
    return Company(
        name=shape.name,
        identification=_identification(shape).number,
        country=shape.application_version.strip().lower(),
        timezone=_timezone(shape.timezone),
        currency=shape.currency.code if shape.currency else "",
        precision=int(precision) if precision is not None and 0 <= precision <= 8 else 2,
    )


def read_client(answer: Any) -> Client | None:
    """None for a contact that is a provider only."""
    shape = shaped(ContactShape, answer)
    if shape.type and "client" not in shape.type:
        return None
    identification = _identification(shape)
    address = shape.address
    return Client(
        id=shape.id,
        name=shape.name,
        identification_type=identification.type,
        identification=identification.number,
        check_digit=identification.dv,
        email=shape.email,
        address=address.address if address else "",
        city=address.city if address else "",
        department=address.department if address else "",
        kind_of_person=shape.kind_of_person,
        regime=shape.regime,
        term_id=shape.term.id if shape.term else "",
        seller_id=shape.seller.id if shape.seller else "",
        price_list_id=shape.price_list.id if shape.price_list else "",
        is_active=shape.status == ACTIVE,
        credit_limit=shape.credit_limit or None,
    )


def read_item(answer: Any) -> Item:
    shape = shaped(ItemShape, answer)
    return Item(
        id=shape.id,
        name=shape.name,
        price=_main_price(shape.price),
        taxes=tuple(_tax(tax) for tax in shape.tax),
        description=shape.description,
        reference=shape.reference,
        unit=shape.inventory.unit if shape.inventory else "",
        prices=tuple((price.id_price_list, price.price) for price in shape.price if price.id_price_list),
        is_active=shape.status == ACTIVE,
    )


def read_tax(answer: Any) -> Tax | None:
    shape = shaped(TaxShape, answer)
    return _tax(shape) if shape.status == ACTIVE else None


def read_withholding(answer: Any) -> WithholdingRule | None:
    shape = shaped(RetentionShape, answer)
    return WithholdingRule(shape.id, shape.name, shape.percentage, shape.type) if shape.status == ACTIVE else None


def read_term(answer: Any) -> Term:
    shape = shaped(TermShape, answer)
    return Term(shape.id, shape.name, int(shape.days))


def read_numbering(answer: Any) -> Numbering | None:
    """None for the numbering of another kind of document."""
    shape = shaped(NumberTemplateShape, answer)
    if shape.document_type != INVOICE:
        return None
    return Numbering(
        id=shape.id,
        name=shape.name,
        prefix=shape.prefix,
        is_electronic=shape.is_electronic,
        is_default=shape.is_default,
        is_active=shape.status == ACTIVE,
        next_number=_whole(shape.next_invoice_number),
        last_number=_whole(shape.max_invoice_number),
        starts=shape.start_date,
        ends=shape.end_date,
    )


def read_bank_account(answer: Any) -> BankAccount | None:
    shape = shaped(BankAccountShape, answer)
    return BankAccount(shape.id, shape.name, shape.type) if shape.status == ACTIVE else None


Named = TypeVar("Named", Seller, CostCenter)


def _named(make: Callable[[str, str], Named]) -> Callable[[Any], Named | None]:
    def read(answer: Any) -> Named | None:
        shape = shaped(NamedShape, answer)
        return make(shape.id, shape.name) if shape.status == ACTIVE else None

    return read


read_seller = _named(Seller)
read_cost_center = _named(CostCenter)


def _timezone(name: str) -> str:
    """Dates cannot be right without it, so a wrong one is not passed on."""
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise Unreadable(Exchange("GET", "/company"), f"the company's time zone {name!r} is not known") from unknown


def _identification(shape: CompanyShape | ContactShape) -> Identification:
    written = shape.identification
    bare = written if isinstance(written, Identification) else Identification(number=written)
    return shape.identification_object or bare


def _main_price(prices: tuple[PriceShape, ...]) -> Decimal:
    """Of the list marked as main, else of the first, which is the general one."""
    return next((price.price for price in prices if price.main), prices[0].price if prices else ZERO)


def _tax(shape: TaxShape) -> Tax:
    return Tax(shape.id, shape.name, shape.percentage or shape.rate)


def _whole(number: Decimal | None) -> int | None:
    return None if number is None else int(number)
