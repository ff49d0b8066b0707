from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.billing.money import normalised, plain, rounded


@pytest.mark.parametrize(
    ("amount", "precision", "result"),
    [
        ("0.005", 2, "0.01"),
        ("0.015", 2, "0.02"),
        ("-0.005", 2, "-0.01"),
        ("2.5", 0, "3"),
        ("19928.00000003", 2, "19928.00"),
    ],
)
def test_halves_go_up(amount: str, precision: int, result: str) -> None:
    assert str(rounded(Decimal(amount), precision)) == result


def test_amounts_longer_than_the_default_context_are_kept() -> None:
    assert rounded(Decimal("12345678901234567890123456789012.345"), 2) == Decimal("12345678901234567890123456789012.35")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20), st.integers(0, 6))
def test_equal_amounts_are_written_alike(amount: Decimal, zeros: int) -> None:
    with_zeros = Decimal(f"{amount:f}" + ("0" * zeros if "." in f"{amount:f}" else "." + "0" * (zeros + 1)))
    assert plain(amount) == plain(with_zeros)
    assert normalised(amount) == amount


@pytest.mark.parametrize(
    ("amount", "text"), [("19.00", "19"), ("1E+3", "1000"), ("-0.00", "0"), ("0.10", "0.1"), ("100", "100")]
)
def test_amounts_are_written_in_their_shortest_form_without_exponent(amount: str, text: str) -> None:
    assert plain(Decimal(amount)) == text
