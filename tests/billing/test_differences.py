from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.billing.approval import ApprovedContent, approved_content
from bot.billing.differences import Difference, differences
from bot.billing.draft import DateMode
from tests.billing.cast import LIMPIEZA, MANTENIMIENTO, VISITA, invoice, line


def content(**changes: Any) -> ApprovedContent:
    return approved_content(invoice(**changes), date_mode=DateMode.FLOATING, term_days=30)


def lines(*sold: tuple[Any, str]) -> ApprovedContent:
    return content(lines=tuple(line(item, quantity) for item, quantity in sold))


def seen(before: ApprovedContent, after: ApprovedContent) -> list[tuple[str, int]]:
    return [(each.field, each.line) for each in differences(before, after)]


def test_a_changed_field_is_shown_with_both_values() -> None:
    found = differences(content(purchase_order="45-8812"), content(purchase_order="45-8821"))
    assert found == (Difference("purchase_order", "45-8812", "45-8821", line=0),)


def test_values_are_typed_data() -> None:
    (total,) = differences(content(), content(total=Decimal("5.00")))
    assert (total.before, total.after) == (Decimal(1011500), Decimal(5))


def test_a_changed_line_is_shown_field_by_field_with_its_number() -> None:
    before = lines((MANTENIMIENTO, "4"), (VISITA, "1"))
    after = lines((MANTENIMIENTO, "4"), (VISITA, "3"))
    assert seen(before, after) == [("line.quantity", 2), ("line.taxes", 2)]


def test_an_added_line_does_not_make_the_others_look_changed() -> None:
    before = lines((MANTENIMIENTO, "4"), (VISITA, "1"))
    after = lines((LIMPIEZA, "2"), (MANTENIMIENTO, "4"), (VISITA, "1"))
    (added,) = differences(before, after)
    assert (added.field, added.line, added.before) == ("line", 1, None)
    assert added.after == after.lines[0]


def test_a_removed_line_keeps_the_number_it_had() -> None:
    before = lines((LIMPIEZA, "2"), (MANTENIMIENTO, "4"), (VISITA, "1"))
    after = lines((LIMPIEZA, "2"), (VISITA, "1"))
    (removed,) = differences(before, after)
    assert (removed.field, removed.line, removed.before, removed.after) == ("line", 2, before.lines[1], None)


def test_an_exchanged_item_is_one_line_gone_and_one_come() -> None:
    found = differences(lines((MANTENIMIENTO, "4")), lines((VISITA, "4")))
    assert [(each.line, each.before is None) for each in found] == [(1, False), (1, True)]


SOLD = st.lists(st.tuples(st.sampled_from([MANTENIMIENTO, VISITA, LIMPIEZA]), st.sampled_from(["1", "2"])), max_size=5)


@given(SOLD, SOLD)
def test_there_are_no_differences_exactly_when_the_two_are_equal(before: Any, after: Any) -> None:
    one, other = lines(*before), lines(*after)
    assert (differences(one, other) == ()) == (one == other)
