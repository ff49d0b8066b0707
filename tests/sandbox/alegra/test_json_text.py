"""Amounts leave the server with every digit that they have."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.alegra.web.json_text import json_text, padded


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("595000.00", "595000"),
        ("19928.50", "19928.5"),
        ("0.00", "0"),
        ("1234567890123456.78", "1234567890123456.78"),
        ("16746.218487", "16746.218487"),
        ("8.5E+5", "850000"),
    ],
)
def test_amounts_as_they_are_written(amount: str, text: str) -> None:
    assert json_text({"a": [Decimal(amount)]}) == f'{{"a":[{text}]}}'


@given(
    st.recursive(
        st.decimals(allow_nan=False, allow_infinity=False, places=10) | st.text() | st.none(),
        lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    )
)
def test_nothing_is_lost_on_the_way(value: Any) -> None:
    assert json.loads(json_text(value), parse_float=Decimal, parse_int=Decimal) == value


def test_padding_adds_zeros_and_cuts_nothing() -> None:
    assert [padded(Decimal(each), 2) for each in ("5", "5.1", "5.123")] == ["5.00", "5.10", "5.123"]


def test_what_is_no_part_of_a_record_is_an_error() -> None:
    with pytest.raises(TypeError, match="object"):
        json_text({"a": object()})
