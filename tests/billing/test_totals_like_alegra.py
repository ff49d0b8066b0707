"""The form's totals and those of the local Alegra are computed by strangers and must be the same."""

from hypothesis import given
from hypothesis import strategies as st

from bot.billing.draft import DraftLine
from bot.billing.totals import totals_of
from sandbox.alegra.rules import money
from tests.billing.cast import TAXES

sold_lines = st.builds(
    DraftLine,
    item_id=st.just("1"),
    name=st.just("x"),
    price=st.decimals(min_value=0, max_value=10**9, places=6),
    quantity=st.decimals(min_value="0.01", max_value=1000, places=2),
    discount=st.decimals(min_value=0, max_value=100, places=2),
    tax_ids=st.lists(st.sampled_from(["3", "5"]), unique=True).map(tuple),
)


@given(st.lists(sold_lines, min_size=1, max_size=10), st.sampled_from([0, 2]))
def test_what_the_form_shows_is_what_alegra_answers(lines: list[DraftLine], precision: int) -> None:
    records = [
        {
            "price": line.price,
            "quantity": line.quantity,
            "discount": line.discount,
            "tax": [{"id": tax_id, "percentage": str(TAXES[tax_id].rate)} for tax_id in line.tax_ids],
        }
        for line in lines
    ]
    shown, answered = totals_of(lines, taxes=TAXES, precision=precision), money.totals(records, precision)
    assert (shown.subtotal, shown.discount, shown.tax, shown.total) == (
        answered.subtotal,
        answered.discount,
        answered.tax,
        answered.total,
    )
