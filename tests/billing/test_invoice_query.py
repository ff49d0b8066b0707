import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.billing.invoice import Status
from bot.billing.invoice_query import InvoiceQuery, Standing, read_query
from tests.billing.cast import TODAY, invoice


def read(text: str) -> InvoiceQuery:
    return read_query(text, today=TODAY, currency="COP")


OCTOBER = {"from_day": dt.date(2026, 10, 1), "until_day": dt.date(2026, 10, 31)}


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("", {}),
        ("clinica andes", {"client": "clinica andes"}),
        ("hotel VENCIDAS 2026-10", {"client": "hotel", "standing": Standing.OVERDUE, **OCTOBER}),
        ("drafts", {"standing": Standing.DRAFT}),
        ("2026", {"from_day": dt.date(2026, 1, 1), "until_day": dt.date(2026, 12, 31)}),
        ("2026-02", {"from_day": dt.date(2026, 2, 1), "until_day": dt.date(2026, 2, 28)}),
        ("2026-02-30", {"client": "2026-02-30"}),
        ("hoy", {"from_day": TODAY, "until_day": TODAY}),
        ("fe341", {"number": "FE341"}),
        ("FE-341", {"number": "FE-341"}),
        ("341", {"figure": "341"}),
        ("$1.011.500", {"least": Decimal(1011500), "most": Decimal(1011500)}),
        (">500.000", {"least": Decimal(500000)}),
        ("<=2000000,50", {"most": Decimal("2000000.50")}),
        ("Grupo 7", {"client": "Grupo", "figure": "7"}),
        ("900.482.713-5", {"client": "900.482.713-5"}),
        ("1,2,3.4", {"client": "1,2,3.4"}),
    ],
)
def test_each_word_is_a_filter_or_part_of_a_name(text: str, understood: dict[str, Any]) -> None:
    assert read(text) == InvoiceQuery(**understood)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("FE3", True),
        ("fe-319", True),
        ("FE320", False),
        ("319", True),
        ("20", False),
        ("1011500", True),
        (">1011500", True),
        ("<1011499", False),
        ("abiertas", True),
        ("pagadas", False),
        ("vencidas", False),
    ],
)
def test_an_invoice_fits_or_does_not(text: str, fits: bool) -> None:  # noqa: FBT001 a column of the table
    known = replace(invoice(), number="FE319", status=Status.OPEN, due_date=TODAY, total=Decimal(1011500))
    assert read(text).fits(known, today=TODAY) is fits


def test_the_day_after_it_is_due_it_is_overdue() -> None:
    known = replace(invoice(), status=Status.OPEN, due_date=TODAY)
    assert read("vencidas").fits(known, today=TODAY + dt.timedelta(days=1))


@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_breaks_it(text: str) -> None:
    query = read(text)
    assert query.is_empty is (text.split() == [])
