import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.billing.client_standing import Standing
from bot.billing.draft import DateMode
from bot.billing.invoice import Invoice
from bot.billing.numbering import NumberingWarning
from bot.billing.risks import (
    Background,
    Earlier,
    OverCredit,
    OwesLate,
    Risk,
    RiskKind,
    RiskLimits,
    Weighed,
    is_near,
    kinds_of,
    line_key,
    lines_of,
    risks_of,
)
from tests.billing.cast import LIMPIEZA, TODAY, invoice, line

LIMITS = RiskLimits()
LATE = Standing(Decimal(100), 2, 40, 30, 5)
AMOUNTS = st.decimals("0.01", "99999999999", places=2)
DAYS = st.integers(-400, 400)


def earlier(**changes: Any) -> Earlier:
    made = Earlier(
        "7", "FE319", TODAY - dt.timedelta(days=9), Decimal(1011500), "COP", lines_of(invoice()), is_issued=True
    )
    return replace(made, **changes)


def weighed(*before: Earlier, document: Invoice | None = None, **changes: Any) -> Weighed:
    return Weighed(document or invoice(), DateMode.FLOATING, TODAY, "COP", Background(before), **changes)


def risk(kind: RiskKind, document: Weighed, limits: RiskLimits = LIMITS) -> Risk | None:
    return next((each for each in risks_of(document, limits) if each.kind is kind), None)


def test_an_ordinary_invoice_of_a_client_that_pays_has_none() -> None:
    paid = Standing(Decimal(0), 0, 0, 34, 6)
    assert risks_of(replace(weighed(), background=Background(standing=paid)), LIMITS) == ()


@pytest.mark.parametrize(
    ("changes", "is_found"),
    [
        ({}, True),
        ({"total": Decimal(1021000), "lines": ()}, True),
        ({"total": Decimal(1022000), "lines": ()}, False),
        ({"total": Decimal(5), "lines": lines_of(invoice())}, True),
        ({"total": None}, True),
        ({"total": None, "lines": ()}, False),
        ({"is_issued": False, "id": ""}, True),
        ({"currency": "USD"}, False),
        ({"currency": ""}, True),
        ({"issue_date": TODAY - dt.timedelta(days=30)}, True),
        ({"issue_date": TODAY - dt.timedelta(days=31)}, False),
        ({"id": "8"}, False),
    ],
    ids=str,
)
def test_the_same_client_with_a_near_total_or_the_same_lines_is_pointed_at(
    changes: dict[str, Any], *, is_found: bool
) -> None:
    assert (risk(RiskKind.DUPLICATE, weighed(earlier(**changes))) is not None) is is_found


def test_the_same_total_is_named_before_a_newer_near_one() -> None:
    near = earlier(id="9", name="FE330", total=Decimal(1011501), issue_date=TODAY)
    found = risk(RiskKind.DUPLICATE, weighed(near, earlier()))
    assert found
    assert found.earlier.name == "FE319"  # type: ignore[union-attr]


@pytest.mark.parametrize(("total", "is_found"), [("3034500", False), ("3034501", True)])
def test_an_amount_is_unusual_above_three_times_the_median(total: str, *, is_found: bool) -> None:
    usual = [earlier(id=str(number), total=Decimal(1011500)) for number in range(3)]
    far = [earlier(id="99", total=Decimal(99999999))]
    document = weighed(*usual, *far, document=invoice(total=Decimal(total)))
    assert (risk(RiskKind.UNUSUAL_AMOUNT, document) is not None) is is_found


def test_two_invoices_say_nothing_of_what_is_usual_and_drafts_neither() -> None:
    issued = [earlier(id=str(number), total=Decimal(1)) for number in range(2)]
    drafts = [earlier(id=str(number), total=Decimal(1), is_issued=False) for number in range(10, 20)]
    assert risk(RiskKind.UNUSUAL_AMOUNT, weighed(*issued, *drafts)) is None


@pytest.mark.parametrize(("percent", "is_found"), [("20", False), ("20.01", True)])
def test_the_largest_discount_is_named_with_its_line(percent: str, *, is_found: bool) -> None:
    lines = (line(discount=Decimal(10)), line(LIMPIEZA, discount=Decimal(percent)))
    found = risk(RiskKind.DISCOUNT, weighed(document=invoice(lines=lines)))
    assert (found is not None) is is_found
    assert found is None or found.line == 2  # type: ignore[union-attr]


@pytest.mark.parametrize(("borne", "is_found"), [(0, True), (39, True), (40, False)])
def test_a_client_that_owes_later_than_is_borne_with(borne: int, *, is_found: bool) -> None:
    document = replace(weighed(), background=Background(standing=LATE))
    found = risk(RiskKind.CLIENT_OVERDUE, document, replace(LIMITS, overdue_days=borne))
    assert found == (OwesLate(LATE, "COP") if is_found else None)


@pytest.mark.parametrize(
    ("limit", "is_found"), [(None, False), ("0", False), ("2011500", False), ("2011499.99", True)], ids=str
)
def test_what_is_owed_and_this_invoice_are_measured_by_the_credit_limit(limit: str | None, *, is_found: bool) -> None:
    known = Background(owed=Decimal(1000000), credit_limit=Decimal(limit) if limit else None)
    found = risk(RiskKind.CREDIT_LIMIT, replace(weighed(), background=known))
    assert (found is not None) is is_found
    assert not isinstance(found, OverCredit) or found.owed == Decimal(2011500)


@pytest.mark.parametrize(
    ("mode", "days", "is_found"), [("fixed", 1, True), ("fixed", 0, False), ("floating", 1, False)]
)
def test_only_a_fixed_date_in_the_past_is_back_dated(mode: str, days: int, *, is_found: bool) -> None:
    document = replace(weighed(document=invoice(issue_date=TODAY - dt.timedelta(days=days))), date_mode=DateMode(mode))
    assert (risk(RiskKind.BACK_DATED, document) is not None) is is_found


def test_a_numbering_that_is_nearly_used_up() -> None:
    assert kinds_of(risks_of(weighed(numbering_prefix="FE", numbering=NumberingWarning(None, 3)), LIMITS)) == {
        RiskKind.NUMBERING_ENDS
    }


@given(AMOUNTS, AMOUNTS, st.decimals(0, 100, places=2))
def test_nearness_is_mutual_and_grows_with_the_percentage(one: Decimal, other: Decimal, percent: Decimal) -> None:
    assert is_near(one, other, percent) is is_near(other, one, percent)
    assert is_near(one, one, percent)
    assert not is_near(one, other, percent) or is_near(one, other, percent + 1)


@given(AMOUNTS, st.integers(-30, 30))
def test_a_copy_of_itself_within_the_window_is_always_found(total: Decimal, days: int) -> None:
    document = invoice(total=total)
    copy = earlier(id="another", total=total, lines=lines_of(document), issue_date=TODAY + dt.timedelta(days=days))
    assert risk(RiskKind.DUPLICATE, weighed(copy, document=document)) is not None


@given(st.lists(st.tuples(AMOUNTS, DAYS), max_size=12), AMOUNTS)
def test_bearing_with_more_never_finds_more(before: list[tuple[Decimal, int]], total: Decimal) -> None:
    known = [
        earlier(id=f"e{number}", total=amount, lines=(), issue_date=TODAY + dt.timedelta(days=days))
        for number, (amount, days) in enumerate(before)
    ]
    document = replace(
        weighed(*known, document=invoice(total=total, lines=(line(discount=Decimal(30)),))),
        background=Background(tuple(known), LATE, Decimal(5), Decimal(10)),
    )
    lenient = RiskLimits(0, Decimal(0), Decimal(100), Decimal(100), 999)
    assert kinds_of(risks_of(document, lenient)) <= kinds_of(risks_of(document, LIMITS))


@given(AMOUNTS, AMOUNTS)
def test_a_larger_invoice_is_never_less_unusual_nor_less_over_the_limit(one: Decimal, other: Decimal) -> None:
    known = tuple(earlier(id=str(number), total=Decimal(1000)) for number in range(3))
    background = Background(known, owed=Decimal(500), credit_limit=Decimal(3000))
    smaller, larger = (
        kinds_of(risks_of(replace(weighed(document=invoice(total=each)), background=background), LIMITS))
        - {RiskKind.DUPLICATE}
        for each in sorted((one, other))
    )
    assert smaller <= larger


def test_lines_are_the_same_however_their_decimals_are_written() -> None:
    assert line_key("1", Decimal("2.00"), Decimal("1E+3")) == line_key("1", Decimal(2), Decimal(1000))
