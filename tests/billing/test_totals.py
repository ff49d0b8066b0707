from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.billing.draft import DraftLine
from bot.billing.money import rounded
from bot.billing.totals import TaxTotal, UnknownTax, line_base, line_totals, taxes_of, totals_of
from tests.billing.cast import IVA, MANTENIMIENTO, NOVEMBER_LINES, TAXES, decimals, draft_line, line

lines = st.builds(
    DraftLine,
    item_id=st.just("1"),
    name=st.just("x"),
    price=st.decimals(min_value=0, max_value=10**9, places=6),
    quantity=st.decimals(min_value="0.01", max_value=1000, places=2),
    discount=st.decimals(min_value=0, max_value=100, places=2),
    tax_ids=st.lists(st.sampled_from(["3", "5"]), unique=True).map(tuple),
)


def test_the_clinics_november_adds_up_as_the_card_shows_it() -> None:
    totals = totals_of(NOVEMBER_LINES, taxes=TAXES, precision=2)
    assert (totals.subtotal, totals.discount) == decimals(3890000, 37000)
    assert totals.taxes == (TaxTotal("3", "IVA", *decimals(19, 3853000, 732070)),)
    assert (totals.tax, totals.total) == decimals(732070, 4585070)


def test_a_price_without_tax_of_six_decimals_gives_the_round_total_of_alegras_example() -> None:
    sold = draft_line(MANTENIMIENTO, "1", price=Decimal("16746.218487"))
    assert totals_of([sold], taxes=TAXES, precision=2).total == Decimal("19928.00")


def test_cents_of_lines_do_not_pile_up() -> None:
    third = draft_line(MANTENIMIENTO, "1", price=Decimal("0.333333"), tax_ids=())
    assert totals_of([third] * 3, taxes=TAXES, precision=2).total == Decimal("1.00")
    assert sum(line_totals(third, taxes=TAXES, precision=2).total for _ in range(3)) == Decimal("0.99")


def test_each_tax_has_its_own_base() -> None:
    both = draft_line(MANTENIMIENTO, "1", price=Decimal(100), tax_ids=("3", "5"))
    only_iva = draft_line(MANTENIMIENTO, "2", price=Decimal(100))
    assert totals_of([both, only_iva], taxes=TAXES, precision=2).taxes == (
        TaxTotal("3", "IVA", *decimals(19, 300, 57)),
        TaxTotal("5", "INC", *decimals(8, 100, 8)),
    )


def test_a_tax_that_the_directory_does_not_have_is_named() -> None:
    with pytest.raises(UnknownTax) as unknown:
        totals_of([draft_line(MANTENIMIENTO, "1", tax_ids=("99",))], taxes=TAXES, precision=2)
    assert unknown.value.tax_id == "99"


def test_no_lines_are_nothing() -> None:
    totals = totals_of([], taxes=TAXES, precision=2)
    assert (totals.subtotal, totals.tax, totals.total) == decimals(0, 0, 0)
    assert totals.taxes == ()


@given(st.lists(lines, max_size=8), st.sampled_from([0, 2]))
def test_the_parts_make_the_total(sold: list[DraftLine], precision: int) -> None:
    totals = totals_of(sold, taxes=TAXES, precision=precision)
    assert totals.subtotal - totals.discount + totals.tax == totals.total
    assert totals.tax == sum(tax.amount for tax in totals.taxes)
    assert all(rounded(amount, precision) == amount for amount in (totals.subtotal, totals.discount, totals.total))


@given(lines)
def test_a_line_adds_up_too(sold: DraftLine) -> None:
    shown = line_totals(sold, taxes=TAXES, precision=2)
    assert shown.gross - shown.discount == shown.base == line_base(sold, precision=2)
    assert shown.base + shown.tax == shown.total


def test_the_taxes_of_an_invoice_as_read_have_base_and_amount() -> None:
    sold = (line(quantity="2"), line(quantity="1", discount=Decimal(50)))
    assert taxes_of(sold, precision=2) == (TaxTotal("3", IVA.name, *decimals(19, 2125000, 403750)),)
