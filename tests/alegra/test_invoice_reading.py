import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alegra import exact_json
from bot.alegra.directory_reading import (
    read_bank_account,
    read_client,
    read_company,
    read_item,
    read_numbering,
    read_seller,
    read_tax,
    read_term,
)
from bot.alegra.errors import AlegraError, Unreadable
from bot.alegra.invoice_reading import read_invoice
from bot.alegra.payments import read_payment
from bot.billing.invoice import BilledClient, Invoice, Line, LineTax, Status, Withholding

CLIENT = {
    "id": "12", "name": "Acme Ltda", "identification": "901222333", "email": "pagos@acme.co",
    "address": {"address": "Cr 7 # 71-21", "department": "Bogotá, D.C.", "city": "Bogotá, D.C."},
    "identificationObject": {"type": "NIT", "number": "901222333", "dv": "9"},
}  # fmt: skip
LINE = {
    "id": "101", "name": "Mantenimiento preventivo", "description": "", "price": 500000, "discount": 0, "reference": None,
    "quantity": 1, "unit": "service", "total": 595000,
    "tax": [{"id": "3", "name": "IVA", "percentage": "19.00", "status": "active", "type": "IVA", "amount": 95000}],
}  # fmt: skip
INVOICE: dict[str, Any] = {
    "id": "8", "date": "2026-05-02", "dueDate": "2026-06-01", "datetime": "2026-05-02 10:22:31", "observations": None,
    "anotation": "Gracias", "termsConditions": None, "status": "open", "client": CLIENT,
    "numberTemplate": {"id": "19", "prefix": "FE", "number": "341", "fullNumber": "FE341", "isElectronic": True},
    "subtotal": 500000, "discount": 0, "tax": 95000, "total": 595000, "totalPaid": 0, "balance": 595000,
    "decimalPrecision": "2", "term": "30 días", "paymentForm": "CREDIT", "paymentMethod": None, "seller": None,
    "costCenter": None, "items": [LINE],
}  # fmt: skip
READ = read_invoice(INVOICE)


def test_a_real_invoice_reads_as_what_it_says() -> None:
    expected = Invoice(
        id="8",
        status=Status.OPEN,
        number="FE341",
        client=BilledClient("12", "Acme Ltda", "NIT", "901222333", "9", "pagos@acme.co", "Bogotá, D.C."),
        issue_date=dt.date(2026, 5, 2),
        due_date=dt.date(2026, 6, 1),
        created_at="2026-05-02 10:22:31",
        lines=(
            Line(
                item_id="101",
                name="Mantenimiento preventivo",
                description="",
                price=Decimal(500000),
                quantity=Decimal(1),
                discount=Decimal(0),
                taxes=(LineTax("3", "IVA", Decimal(19), Decimal(95000)),),
                total=Decimal(595000),
                unit="service",
            ),
        ),
        subtotal=Decimal(500000),
        discount=Decimal(0),
        tax=Decimal(95000),
        total=Decimal(595000),
        paid=Decimal(0),
        balance=Decimal(595000),
        currency="",
        rate=Decimal(1),
        numbering_id="19",
        numbering_prefix="FE",
        is_electronic=True,
        term="30 días",
        payment_form="CREDIT",
        printed_note="Gracias",
    )
    assert read_invoice(INVOICE) == expected


def line(**changes: Any) -> dict[str, Any]:
    return {"items": [LINE | changes]}


@pytest.mark.parametrize(
    "variation",
    [
        {"id": 8},
        {"total": "595000.00", "balance": " 595000.0000000000 ", "subtotal": Decimal("500000.00")},
        {"decimalPrecision": 2},
        {"numberTemplate": [INVOICE["numberTemplate"]]},
        {"numberTemplate": {"id": 19, "prefix": "FE", "number": 341, "isElectronic": "true"}},
        {"client": CLIENT | {"id": 12, "identificationObject": None, "identification": {"type": "NIT", "number": 901222333, "dv": 9}}},
        {"term": {"id": "2", "name": "30 días", "days": "30"}},
        {"term": [{"name": "30 días"}]},
        {"costCenter": []},
        {"seller": ""},
        {"stamp": []},
        {"stamp": None, "events": None, "payments": [], "retentions": None},
        {"dueDate": "2026-06-01 00:00:00"},
        {"items": LINE},
        {"totalPaid": None},
        {"balance": None},
        {"subtotal": None},
        {"tax": None},
        {"unknown": {"deep": [1]}},
        line(price="500000.0000", quantity="1.0000", discount="0.0000000000"),
        line(id=101, reference=5),
        line(total=None),
        line(tax=LINE["tax"][0]),  # type: ignore[index]
        line(tax=[{"id": 3, "name": "IVA", "percentage": 19}]),
        line(discount=None),
    ],
)  # fmt: skip
def test_every_way_of_writing_it_means_the_same_invoice(variation: dict[str, Any]) -> None:
    assert read_invoice(INVOICE | variation) == READ


@pytest.mark.parametrize(
    ("variation", "expected"),
    [
        ({"status": "draft"}, {"status": Status.DRAFT, "number": ""}),
        ({"costCenter": [{"id": 1, "name": "Norte"}]}, {"cost_center": "Norte", "cost_center_id": "1"}),
        ({"seller": {"id": "1", "name": "Luis"}}, {"seller": "Luis", "seller_id": "1"}),
        ({"currency": {"code": "USD", "exchangeRate": "4012.5"}}, {"currency": "USD", "rate": Decimal("4012.5")}),
        ({"totalPaid": None, "balance": 95000}, {"paid": Decimal(500000), "balance": Decimal(95000)}),
        ({"client": CLIENT | {"identificationObject": None, "address": []}},
         {"client": BilledClient("12", "Acme Ltda", "", "901222333", "", "pagos@acme.co")}),
        ({"retentions": [{"id": 1, "name": "Servicios", "percentage": "4.00", "amount": "20000"}]},
         {"withholdings": (Withholding("1", "Servicios", Decimal(4), Decimal(20000)),)}),
        ({"events": [{"type": "CLIENT_EMAILS", "emails": ["a@acme.co", "b@acme.co"]}, {"type": "CLIENT_EMAILS", "to": "a@acme.co"}, {"type": "X", "to": "c@acme.co"}, 7]},
         {"emailed_to": ("a@acme.co", "b@acme.co")}),
        ({"client": CLIENT | {"name": "roto \ud83d"}}, {"client": replace(READ.client, name="roto ?")}),
    ],
)  # fmt: skip
def test_what_differs_is_read_as_different(variation: dict[str, Any], expected: dict[str, Any]) -> None:
    assert read_invoice(INVOICE | variation) == replace(READ, **expected)


def test_payments_of_an_invoice_are_read_with_what_was_noted() -> None:
    payment = {
        "id": 5,
        "number": "5",
        "date": "2026-05-20",
        "amount": "100.50",
        "paymentMethod": "transfer",
        "status": "open",
        "observations": "x",
    }
    (read,) = read_invoice(INVOICE | {"payments": [payment]}).payments
    assert (read.id, read.amount, read.paid_on, read.observations) == (
        "5",
        Decimal("100.50"),
        dt.date(2026, 5, 20),
        "x",
    )


def test_a_missing_tax_amount_follows_from_the_rate_and_the_discount() -> None:
    read = read_invoice(
        INVOICE | line(discount="10", price="33.33", quantity=3, total=None, tax=[{"id": "3", "percentage": 19}])
    )
    assert read.lines[0].taxes[0].amount == Decimal("17.10")
    assert read.lines[0].total == Decimal("107.09")


@pytest.mark.parametrize(
    "variation",
    [
        {"id": None}, {"id": ""}, {"id": "8/void"}, {"id": "../users"}, {"id": True}, {"id": 8.5},
        {"status": "sent"}, {"date": "ayer"}, {"date": None}, {"client": None}, {"client": []}, {"total": None},
        {"total": "mucho"}, {"total": True}, {"total": "1e400"}, {"total": "NaN"}, {"items": "x"}, line(price=None), line(price={}),
        line(quantity="1e30"), {"date": 20260502},
    ],
)  # fmt: skip
def test_an_answer_that_is_no_invoice_is_unreadable(variation: dict[str, Any]) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read_invoice(INVOICE | variation)
    assert "Acme" not in str(unreadable.value)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.decimals()
    | st.sampled_from(["1", "2026-05-02", "open", 8]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
READERS = (read_invoice, read_payment, read_client, read_item, read_tax, read_term, read_numbering, read_bank_account, read_seller, read_company)  # fmt: skip


@given(reader=st.sampled_from(READERS), answer=JSON)
def test_arbitrary_answers_raise_nothing_but_our_errors(reader: Any, answer: Any) -> None:
    try:
        outcome = reader(answer)
    except AlegraError as error:
        outcome = error
    assert outcome is None or type(outcome).__module__.startswith("bot.")


@given(
    st.dictionaries(st.sampled_from(sorted(INVOICE)), JSON, min_size=1),
    st.dictionaries(st.sampled_from(sorted(LINE)), JSON),
)
def test_spoilt_invoices_raise_nothing_but_our_errors(spoilt: dict[str, Any], spoilt_line: dict[str, Any]) -> None:
    try:
        outcome: Any = read_invoice(INVOICE | line(**spoilt_line) | spoilt)
    except AlegraError as error:
        outcome = error
    assert isinstance(outcome, Invoice | Unreadable)


def test_amounts_keep_every_digit_that_alegra_gave() -> None:
    raw = b'{"price": 16746.218487, "total": "1234567890123.123456789"}'
    amounts = exact_json.loads(raw)
    read = read_invoice(INVOICE | line(price=amounts["price"]) | {"total": amounts["total"]})
    assert (str(read.lines[0].price), str(read.total)) == ("16746.218487", "1234567890123.123456789")
