import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from bot.alegra.api import Alegra
from bot.alegra.directory_reading import (
    read_bank_account,
    read_client,
    read_company,
    read_cost_center,
    read_item,
    read_numbering,
    read_seller,
    read_tax,
    read_term,
)
from bot.alegra.errors import NotFound, Unreadable
from bot.billing.directory import BankAccount, Client, Company, CostCenter, Item, Numbering, Seller, Tax, Term
from tests.alegra.serving import a_transport, always, answering, listening

CONTACT: dict[str, Any] = {
    "id": "12", "name": "Acme Ltda", "identification": "901222333", "identificationObject": {"type": "NIT", "number": "901222333", "dv": "9"},
    "email": "pagos@acme.co", "kindOfPerson": "LEGAL_ENTITY", "regime": "COMMON_REGIME", "status": "active", "type": ["client"],
    "address": {"address": "Cr 7 # 71-21", "city": "Bogotá, D.C.", "department": "Bogotá, D.C.", "country": "Colombia"},
    "seller": None, "term": {"id": "2", "name": "30 días", "days": "30"}, "priceList": {"id": "1", "name": "General"},
}  # fmt: skip
CLIENT = Client(
    "12", "Acme Ltda", "NIT", "901222333", "9", "pagos@acme.co", "Cr 7 # 71-21", "Bogotá, D.C.", "Bogotá, D.C.",
    "LEGAL_ENTITY", "COMMON_REGIME", "2", "", "1",
)  # fmt: skip


@pytest.mark.parametrize(
    "variation",
    [
        {},
        {"id": 12},
        {"type": "client"},
        {"type": ["provider", "client"]},
        {"term": [{"id": 2}], "seller": [], "priceList": 1},
        {"identificationObject": None, "identification": {"type": "NIT", "number": "901222333", "dv": "9"}},
    ],
)
def test_a_client_reads_alike_in_every_shape(variation: dict[str, Any]) -> None:
    assert read_client(CONTACT | variation) == CLIENT


def test_a_provider_is_no_client() -> None:
    assert read_client(CONTACT | {"type": ["provider"]}) is None


ITEM: dict[str, Any] = {
    "id": 101, "name": "Mantenimiento", "description": None, "reference": "MP-01", "status": "active",
    "price": [{"idPriceList": "2", "price": "450000"}, {"idPriceList": "1", "price": "500000.00", "main": True}],
    "tax": [{"id": "3", "name": "IVA", "percentage": "19.00"}], "inventory": {"unit": "service"},
}  # fmt: skip


def test_an_items_price_is_that_of_the_main_list_and_the_others_are_kept() -> None:
    assert read_item(ITEM) == Item(
        id="101",
        name="Mantenimiento",
        price=Decimal(500000),
        taxes=(Tax("3", "IVA", Decimal(19)),),
        reference="MP-01",
        unit="service",
        prices=(("2", Decimal(450000)), ("1", Decimal(500000))),
    )


@pytest.mark.parametrize(
    ("price", "expected"),
    [(500000, "500000"), ("500000.50", "500000.50"), ([{"idPriceList": 1, "price": 7}], "7"), ([], "0"), (None, "0")],
)
def test_a_price_is_a_number_or_a_list(price: Any, expected: str) -> None:
    assert read_item(ITEM | {"price": price}).price == Decimal(expected)


@pytest.mark.parametrize(
    ("read", "answer", "expected"),
    [
        (read_tax, {"id": 3, "name": "IVA", "percentage": "19.00", "status": "active"}, Tax("3", "IVA", Decimal(19))),
        (read_tax, {"id": 3, "name": "IVA", "rate": 13}, Tax("3", "IVA", Decimal(13))),
        (read_tax, {"id": 3, "status": "inactive"}, None),
        (read_term, {"id": "2", "name": "30 días", "days": "30"}, Term("2", "30 días", 30)),
        (read_bank_account, {"id": 3, "name": "Caja", "type": "cash"}, BankAccount("3", "Caja", "cash")),
        (read_bank_account, {"id": 3, "name": "Caja", "status": "inactive"}, None),
        (read_seller, {"id": "1", "name": "Luis", "identification": 79}, Seller("1", "Luis")),
        (read_cost_center, {"id": "1", "code": "CC01", "name": "Norte"}, CostCenter("1", "Norte")),
        (read_numbering, {"id": "25", "documentType": "creditNote"}, None),
        (
            read_numbering,
            {"id": "19", "name": "Factura", "prefix": "FE", "documentType": "invoice", "isElectronic": True, "isDefault": 1,
             "status": "active", "startDate": "2026-01-01", "endDate": "2027-01-01", "maxInvoiceNumber": "5000", "nextInvoiceNumber": 342},
            Numbering("19", "Factura", "FE", is_electronic=True, is_default=True, next_number=342, last_number=5000,
                      starts=dt.date(2026, 1, 1), ends=dt.date(2027, 1, 1)),
        ),
        (read_numbering, {"id": "20", "prefix": None, "isElectronic": False, "endDate": "", "nextInvoiceNumber": None},
         Numbering("20", "", "", is_electronic=False)),
    ],
)  # fmt: skip
def test_small_resources_are_read(read: Any, answer: Any, expected: Any) -> None:
    assert read(answer) == expected


COMPANY: dict[str, Any] = {
    "name": "Rivera", "identification": "900123456", "applicationVersion": "Colombia", "timezone": "America/Bogota",
    "currency": {"code": "COP", "symbol": "$"}, "decimalPrecision": "2",
}  # fmt: skip


def test_the_company_is_read_with_its_country_in_lower_case() -> None:
    assert read_company(COMPANY) == Company("Rivera", "900123456", "colombia", "America/Bogota", "COP", 2)


@pytest.mark.parametrize("timezone", ["", "Bogotá", "../etc/passwd", None])
def test_a_company_without_a_known_time_zone_is_not_guessed_at(timezone: Any) -> None:
    with pytest.raises(Unreadable, match="time zone"):
        read_company(COMPANY | {"timezone": timezone})


@pytest.mark.parametrize("wrapped", [lambda rows: rows, lambda rows: {"data": rows}, lambda rows: {"total": "1", "results": rows}, lambda rows: {"metadata": {}, "rows": rows}])  # fmt: skip
async def test_lists_come_bare_or_wrapped_and_a_bad_row_is_counted(wrapped: Any) -> None:
    rows = [{"id": "3", "name": "IVA", "percentage": 19}, {"id": None}, {"id": "4", "status": "inactive"}]
    async with listening(answering(always(wrapped(rows)))) as url:
        alegra = Alegra(a_transport(f"{url}/api/v1"))
        page = await alegra.taxes.page()
        assert (page.rows, page.unreadable, page.is_last) == ((Tax("3", "IVA", Decimal(19)),), 1, True)
        await alegra.aclose()


@pytest.mark.parametrize("answer", [{"message": "ok"}, None, "x", 7])
async def test_what_is_no_list_is_unreadable(answer: Any) -> None:
    async with listening(answering(always(answer))) as url:
        alegra = Alegra(a_transport(f"{url}/api/v1"))
        with pytest.raises(Unreadable):
            await alegra.taxes.page()
        await alegra.aclose()


async def test_a_contact_that_is_no_client_counts_as_not_found() -> None:
    async with listening(answering(always(CONTACT | {"type": ["provider"]}))) as url:
        alegra = Alegra(a_transport(f"{url}/api/v1"))
        with pytest.raises(NotFound):
            await alegra.clients.get("12")
        await alegra.aclose()
