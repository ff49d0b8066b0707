from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alegra import exact_json
from bot.alegra.exact_json import NotJson


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_an_amount_comes_back_as_the_same_amount(amount: Decimal) -> None:
    assert Decimal(exact_json.loads(exact_json.dumps(amount).encode())) == amount


TEXT = st.text(st.characters(codec="utf-8"))
PLAIN = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | TEXT


@given(st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=10))
def test_everything_else_comes_back_too(value: Any) -> None:
    assert exact_json.loads(exact_json.dumps(value).encode()) == value


@pytest.mark.parametrize("raw", [b"", b"{", b"NaN", b"[-Infinity]", b"\xff\xfe\xfa", b"[" * 50_000, b"9" * 5000])
def test_what_is_not_json_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(NotJson):
        exact_json.loads(raw)


def test_a_float_that_is_no_number_is_never_written() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        exact_json.dumps({"price": float("nan")})
