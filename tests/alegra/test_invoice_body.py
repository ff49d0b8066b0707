import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.alegra.invoice_body import create_body, date_body, edit_body, with_numbers
from bot.alegra.payment_body import Allocation, payment_body
from bot.billing.draft import DateMode, Draft, DraftLine
from bot.billing.markers import NotAMarker

TODAY = dt.date(2026, 5, 2)
MARKER = "0123456789AB"
LINE = DraftLine("101", "Mantenimiento", Decimal("500000.50"), Decimal(2), tax_ids=("3", "4"), unit="service")
DRAFT = Draft(client_id="12", lines=(LINE,), term_days=30, numbering_id="19", note="para Ana")


def test_a_draft_is_written_as_the_body_that_creates_it() -> None:
    assert create_body(DRAFT, marker=MARKER, today=TODAY) == {
        "status": "draft",
        "date": "2026-05-02",
        "dueDate": "2026-06-01",
        "client": {"id": "12"},
        "numberTemplate": {"id": "19"},
        "paymentForm": "CREDIT",
        "items": [
            {
                "id": "101",
                "name": "Mantenimiento",
                "description": "",
                "price": Decimal("500000.50"),
                "quantity": Decimal(2),
                "discount": Decimal(0),
                "tax": [{"id": "3"}, {"id": "4"}],
                "unit": "service",
            }
        ],
        "observations": f"para Ana [cobro:{MARKER}]",
    }


def test_who_asked_stands_before_the_note_of_a_new_and_of_an_edited_invoice() -> None:
    said = ["Pidió Ana Torres."]
    for body in (create_body, edit_body):
        written = body(DRAFT, marker=MARKER, today=TODAY, said=said)
        assert written["observations"] == f"Pidió Ana Torres. para Ana [cobro:{MARKER}]"


@pytest.mark.parametrize(
    ("changes", "country", "expected"),
    [
        ({"term_days": 0}, "colombia", {"paymentForm": "CASH", "dueDate": "2026-05-02"}),
        ({"term_days": 0, "payment_method": "CASH"}, "colombia", {"paymentForm": "CASH", "paymentMethod": "CASH"}),
        ({"payment_method": "CASH"}, "colombia", {"paymentForm": "CREDIT", "paymentMethod": None}),
        ({"payment_form": "CASH", "payment_method": "CASH"}, "colombia", {"paymentForm": "CASH", "paymentMethod": "CASH"}),
        ({"payment_method": "99"}, "mexico", {"paymentForm": None, "paymentMethod": "99"}),
        ({"date_mode": DateMode.FIXED, "fixed_date": dt.date(2026, 4, 30)}, "colombia", {"date": "2026-04-30", "dueDate": "2026-05-30"}),
        ({"currency": "USD", "rate": Decimal("4012.5")}, "colombia", {"currency": {"code": "USD", "exchangeRate": Decimal("4012.5")}}),
        ({"seller_id": "1", "cost_center_id": "2"}, "colombia", {"seller": {"id": "1"}, "costCenter": {"id": "2"}}),
        ({"purchase_order": "OC-1", "printed_note": "Gracias"}, "colombia", {"purchaseOrderNumber": "OC-1", "anotation": "Gracias"}),
        ({"note": ""}, "colombia", {"observations": f"[cobro:{MARKER}]"}),
        ({"note": "clon [cobro:ZZZZZZZZZZZZ]"}, "colombia", {"observations": f"clon [cobro:{MARKER}]"}),
        ({"note": "x" * 480}, "colombia", {"observations": "x" * 480 + f"[cobro:{MARKER}]"}),
    ],
)  # fmt: skip
def test_what_a_draft_adds_to_its_body(changes: dict[str, Any], country: str, expected: dict[str, Any]) -> None:
    body = create_body(replace(DRAFT, **changes), marker=MARKER, today=TODAY, country=country)
    assert {field: body.get(field) for field in expected} == expected
    assert None not in body.values()


def test_an_edit_clears_what_the_draft_leaves_out_and_keeps_the_marker() -> None:
    body = edit_body(DRAFT, marker=MARKER, today=TODAY)
    cleared = {field for field, value in body.items() if value is None}
    assert cleared == {"currency", "seller", "costCenter", "purchaseOrderNumber", "anotation", "paymentMethod"}
    assert body["observations"].endswith(f"[cobro:{MARKER}]")
    assert "status" not in body


def test_a_line_without_taxes_says_so() -> None:
    body = create_body(replace(DRAFT, lines=(replace(LINE, tax_ids=(), unit=""),)), marker=MARKER, today=TODAY)
    assert body["items"][0]["tax"] == []
    assert "unit" not in body["items"][0]


def test_a_marker_that_could_not_be_found_again_is_not_sent() -> None:
    with pytest.raises(NotAMarker):
        create_body(DRAFT, marker="short", today=TODAY)


def test_moving_the_date_moves_the_due_date_too() -> None:
    assert date_body(DRAFT, today=dt.date(2026, 5, 31)) == {"date": "2026-05-31", "dueDate": "2026-06-30"}


def test_a_payment_is_written_as_the_body_that_records_it() -> None:
    body = payment_body(
        client_id="12",
        paid_on=TODAY,
        bank_account_id="2",
        method="transfer",
        allocations=[Allocation("8", Decimal("595000.25"))],
        observations=f"[cobro:{MARKER}]",
        printed_note="Transferencia 778812",
    )
    assert body == {
        "type": "in",
        "date": "2026-05-02",
        "bankAccount": {"id": "2"},
        "paymentMethod": "transfer",
        "client": {"id": "12"},
        "invoices": [{"id": "8", "amount": Decimal("595000.25")}],
        "observations": f"[cobro:{MARKER}]",
        "anotation": "Transferencia 778812",
    }


def test_amounts_that_the_journal_kept_as_text_are_numbers_again_and_ids_stay_text() -> None:
    kept = {
        "items": [{"id": "1", "price": "10.50", "quantity": "2", "tax": [{"id": "3"}]}],
        "invoices": [{"id": "8", "amount": "7"}],
        "x": None,
    }
    assert with_numbers(kept) == {
        "items": [{"id": "1", "price": Decimal("10.50"), "quantity": Decimal(2), "tax": [{"id": "3"}]}],
        "invoices": [{"id": "8", "amount": Decimal(7)}],
        "x": None,
    }
