import dataclasses
import datetime as dt
import unicodedata
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.billing.approval import ApprovedContent, approved_content, content_hash
from bot.billing.draft import DateMode
from bot.billing.invoice import Invoice, LineTax, Stamp, StampState, Status, Withholding
from tests.billing.cast import CLINICA, IVA, MANTENIMIENTO, VISITA, client_named, invoice, line, receipt


def hashed(read: Invoice, *, mode: DateMode = DateMode.FLOATING, term_days: int = 30) -> str:
    return content_hash(approved_content(read, date_mode=mode, term_days=term_days))


CLIENT = invoice().client

COVERED: list[dict[str, Any]] = [
    {"client": replace(CLIENT, id="13")},
    {"client": replace(CLIENT, name="Clínica Los Alpes S.A.S.")},
    {"client": replace(CLIENT, identification="900482714")},
    {"client": replace(CLIENT, check_digit="6")},
    {"client": replace(CLIENT, identification_type="CC")},
    {"client": replace(CLIENT, email="otro@losandes.co")},
    {"numbering_id": "20"},
    {"payment_form": "CASH"},
    {"payment_method": "TRANSFER"},
    {"currency": "USD"},
    {"rate": Decimal(4000)},
    {"lines": (line(VISITA),)},
    {"lines": (line(name="Mantenimiento"),)},
    {"lines": (line(description="noviembre"),)},
    {"lines": (line(price=Decimal(850001)),)},
    {"lines": (line(quantity="2"),)},
    {"lines": (line(discount=Decimal(1)),)},
    {"lines": (line(taxes=()),)},
    {"lines": (line(taxes=(LineTax("3", "IVA", Decimal(5), Decimal(161500)),)),)},
    {"lines": (line(taxes=(LineTax("3", "IVA", Decimal(19), Decimal(161501)),)),)},
    {"lines": (line(), line())},
    {"withholdings": (Withholding("1", "Retefuente", Decimal(4), Decimal(34000)),)},
    {"subtotal": Decimal(1)},
    {"tax": Decimal(1)},
    {"total": Decimal(1)},
    {"printed_note": "Gracias"},
    {"terms": "Contrato 2026-07"},
    {"purchase_order": "45-8812"},
    {"operation_type": "AIU_SERVICE"},
]

NOT_COVERED: list[dict[str, Any]] = [
    {"number": "FE342"},
    {"status": Status.CLOSED},
    {"balance": Decimal(5), "paid": Decimal(1011495)},
    {"created_at": "2026-11-27 00:00:00"},
    {"observations": "contrato [cobro:0123456789AB]"},
    {"payments": (receipt("5"),)},
    {"stamp": Stamp(StampState.ACCEPTED, "8f3a")},
    {"emailed_to": ("facturacion@losandes.co",)},
    {"issue_date": dt.date(2026, 12, 1), "due_date": dt.date(2026, 12, 31)},
]


@pytest.mark.parametrize("changes", COVERED, ids=str)
def test_what_an_approver_checks_is_bound_by_the_hash(changes: dict[str, Any]) -> None:
    assert hashed(invoice(**changes)) != hashed(invoice())


@pytest.mark.parametrize("changes", NOT_COVERED, ids=str)
def test_what_alegra_does_by_itself_is_not(changes: dict[str, Any]) -> None:
    assert hashed(invoice(**changes)) == hashed(invoice())


def test_a_fixed_date_is_bound_and_so_is_its_due_date() -> None:
    fixed = hashed(invoice(), mode=DateMode.FIXED)
    assert fixed != hashed(invoice())
    assert fixed != hashed(invoice(issue_date=dt.date(2026, 11, 25)), mode=DateMode.FIXED)
    assert fixed != hashed(invoice(due_date=dt.date(2027, 1, 1)), mode=DateMode.FIXED)


def test_of_a_floating_date_the_term_is_bound() -> None:
    assert hashed(invoice(), term_days=30) != hashed(invoice(), term_days=60)
    content = approved_content(invoice(), date_mode=DateMode.FLOATING, term_days=30)
    assert (content.issue_date, content.due_date) == (None, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"total": Decimal("1011500.00")},
        {"total": Decimal("1.0115E+6")},
        {"rate": Decimal("1.0000000000")},
        {"lines": (line(price=Decimal("850000.00"), quantity="1", discount=Decimal("0.0000")),)},
        {"client": replace(CLIENT, name=unicodedata.normalize("NFD", CLINICA.name) + "  ")},
        {"printed_note": " \r\n "},
    ],
    ids=str,
)
def test_another_spelling_of_the_same_is_the_same(changes: dict[str, Any]) -> None:
    assert hashed(invoice(**changes)) == hashed(invoice())


def test_the_order_of_a_lines_taxes_means_nothing_but_that_of_lines_does() -> None:
    iva, inc = LineTax("3", "IVA", IVA.rate, Decimal(1)), LineTax("5", "INC", Decimal(8), Decimal(2))
    assert hashed(invoice(lines=(line(taxes=(iva, inc)),))) == hashed(invoice(lines=(line(taxes=(inc, iva)),)))
    both = (line(MANTENIMIENTO), line(VISITA))
    assert hashed(invoice(lines=both)) != hashed(invoice(lines=both[::-1]))


def test_text_cannot_move_between_fields_without_changing_the_hash() -> None:
    assert hashed(invoice(printed_note="a", terms="b")) != hashed(invoice(printed_note="b", terms="a"))
    assert hashed(invoice(printed_note="ab", terms="")) != hashed(invoice(printed_note="a", terms="b"))


def test_every_field_of_the_content_takes_part_in_the_hash() -> None:
    content = approved_content(invoice(), date_mode=DateMode.FIXED, term_days=30)
    others: dict[type, Any] = {str: "otra", int: 7, Decimal: Decimal("7.5"), tuple: (), dt.date: dt.date(2020, 1, 1)}
    for field in dataclasses.fields(ApprovedContent):
        value = getattr(content, field.name)
        other = {DateMode: DateMode.FLOATING, **others}[type(value)]
        changes: dict[str, Any] = {field.name: other if other != value else ("x",)}
        assert content_hash(replace(content, **changes)) != content_hash(content), field.name


def test_the_client_is_named_with_type_number_and_check_digit() -> None:
    content = approved_content(invoice(), date_mode=DateMode.FLOATING, term_days=30)
    assert content.client_identification == "NIT 900482713-5"
    unidentified = replace(client_named("Ana", id="9"), identification_type="", identification="", check_digit="")
    content = approved_content(invoice(client=unidentified), date_mode=DateMode.FLOATING, term_days=30)
    assert content.client_identification == ""


def test_the_hash_is_the_same_tomorrow() -> None:
    """Votes are stored by it: changing how it is computed voids them all, which must be meant."""
    assert hashed(invoice()) == "add929331e03aa0689c6179d644385713355152622b531015382a3660812c263"
