from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.billing.directory import Item
from bot.billing.pasted import (
    AmbiguousItem,
    BadNumber,
    OutOfRange,
    PastedLine,
    PastedProblem,
    UnclearNumber,
    UnknownItem,
    read_pasted,
)
from tests.billing.cast import LIMPIEZA, MANTENIMIENTO, VISITA

DUCTOS = Item("104", "Limpieza de ductos", Decimal(95000))
TUBO = Item("105", "Tubo 3x4", Decimal(5000))
VISITA_SOLA = Item("106", "Visita", Decimal(5000))
ITEMS = (MANTENIMIENTO, VISITA, LIMPIEZA, DUCTOS, TUBO, VISITA_SOLA)


def pasted_line(item: Item, quantity: str, price: str | None = None, discount: str = "0") -> PastedLine:
    return PastedLine(item, Decimal(quantity), None if price is None else Decimal(price), Decimal(discount))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("4 x mantenimiento @850000", pasted_line(MANTENIMIENTO, "4", "850000")),
        ("2 x limpieza cond @185000 -10%", pasted_line(LIMPIEZA, "2", "185000", "10")),
        ("4 x MP-01 @850000-10%", pasted_line(MANTENIMIENTO, "4", "850000", "10")),
        ("mantenimiento", pasted_line(MANTENIMIENTO, "1")),
        ("2,5 × diagnostico", pasted_line(VISITA, "2.5")),
        ("4x visita diag @ $ 1.500.000,50 − 7,5 %", pasted_line(VISITA, "4", "1500000.50", "7.5")),
        ("2 * ductos", pasted_line(DUCTOS, "2")),
        ("3 X ductos @0", pasted_line(DUCTOS, "3", "0")),
        ("lc-01 -10%", pasted_line(LIMPIEZA, "1", None, "10")),
        ("lc-01 -0%", pasted_line(LIMPIEZA, "1")),
        ("lc-01 -100%", pasted_line(LIMPIEZA, "1", None, "100")),
        ("visita", pasted_line(VISITA_SOLA, "1")),
        ("tubo 3x4", pasted_line(TUBO, "1")),
        ("2 x tubo 3x4 @4000", pasted_line(TUBO, "2", "4000")),
    ],
)
def test_a_line_is_read_as_it_is_written(text: str, line: PastedLine) -> None:
    pasted = read_pasted(text, items=ITEMS)
    assert pasted.problems == ()
    assert pasted.lines == (line,)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2 x tornillos", UnknownItem(1, "tornillos")),
        ("cuatro x visita", UnknownItem(1, "cuatro x visita")),
        ("4 x @500", UnknownItem(1, "")),
        ("2 x visita @@5", UnknownItem(1, "2 x visita @@5")),
        ("2 x limpieza", AmbiguousItem(1, "limpieza", (LIMPIEZA, DUCTOS))),
        ("4 x visita @85o000", BadNumber(1, "price", "85o000")),
        ("4 x visita @", BadNumber(1, "price", "")),
        ("2a x visita", BadNumber(1, "quantity", "2a")),
        ("2 x visita @5 -abc%", BadNumber(1, "discount", "abc")),
        ("4 x visita @1,500", UnclearNumber(1, "price", "1,500", (Decimal(1500), Decimal("1.5")))),
        ("0 x visita", OutOfRange(1, "quantity", Decimal(0))),
        ("-3 x visita", OutOfRange(1, "quantity", Decimal(-3))),
        ("visita @-5", OutOfRange(1, "price", Decimal(-5))),
        ("visita -110%", OutOfRange(1, "discount", Decimal(110))),
    ],
)
def test_what_is_wrong_with_a_line_is_named(text: str, problem: PastedProblem) -> None:
    pasted = read_pasted(text, items=ITEMS)
    assert pasted.problems == (problem,)
    assert pasted.lines == ()


def test_problems_name_the_line_as_the_text_box_shows_it_and_good_lines_stay() -> None:
    pasted = read_pasted("\n1 x visita\n\n2 x tornillos @abc\n3 x ductos", items=ITEMS)
    assert pasted.problems == (UnknownItem(4, "tornillos"), BadNumber(4, "price", "abc"))
    assert [line.item for line in pasted.lines] == [VISITA_SOLA, DUCTOS]


def test_inactive_items_are_not_found() -> None:
    assert read_pasted("ductos", items=[replace(DUCTOS, is_active=False)]).problems == (UnknownItem(1, "ductos"),)


def test_of_many_that_fit_five_are_suggested() -> None:
    many = [Item(str(n), f"Filtro {n}", Decimal(1)) for n in range(9)]
    (problem,) = read_pasted("filtro", items=many).problems
    assert problem == AmbiguousItem(1, "filtro", tuple(many[:5]))


def test_a_line_too_long_is_no_line() -> None:
    assert read_pasted("1" * 3000, items=ITEMS).problems == (UnknownItem(1, "1" * 300),)


LINES = st.lists(st.text(alphabet="0123456789x×@-%., $abvisita", max_size=30), max_size=6)


@given(LINES)
def test_every_line_is_read_or_has_a_problem(lines: list[Any]) -> None:
    pasted = read_pasted("\n".join(lines), items=ITEMS)
    with_problems = {problem.line for problem in pasted.problems}
    assert len(pasted.lines) + len(with_problems) == sum(1 for line in lines if line.strip())
    assert all(line.quantity > 0 and 0 <= line.discount <= 100 for line in pasted.lines)
