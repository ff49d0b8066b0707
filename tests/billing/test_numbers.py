from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.billing.composing import plain_number
from bot.billing.numbers import AmbiguousNumber, NotANumber, read_amount, read_number

amounts = st.decimals(min_value=-(10**10), max_value=10**10, places=2)


def written(amount: Decimal, *, thousands: str, decimals: str) -> str:
    plain = f"{amount:,.2f}"
    return plain.replace(",", "\0").replace(".", decimals).replace("\0", thousands)


@given(
    amounts,
    st.sampled_from([(".", ","), (",", "."), ("'", "."), ("’", ","), (" ", ","), ("\u00a0", "."), ("\u202f", ",")]),
)
def test_an_amount_reads_the_same_in_every_way_of_writing_it(amount: Decimal, marks: tuple[str, str]) -> None:
    thousands, decimals = marks
    assert read_number(written(amount, thousands=thousands, decimals=decimals)) == amount


@given(st.integers(min_value=0, max_value=10**15))
def test_digits_alone_are_themselves(number: int) -> None:
    assert read_number(str(number)) == number


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=0, max_value=999), st.sampled_from(".,"))
def test_one_separator_with_three_digits_behind_is_asked_back(whole: int, behind: int, mark: str) -> None:
    with pytest.raises(AmbiguousNumber) as asked:
        read_number(f"{whole}{mark}{behind:03}")
    assert asked.value.readings == (Decimal(whole * 1000 + behind), Decimal(f"{whole}.{behind:03}"))


@pytest.mark.parametrize(
    ("typed", "currency", "value"),
    [
        ("500.000", "COP", "500000"),
        ("-$ 1.500 cop", "COP", "-1500"),
        ("500,000", "MXN", "500000"),
        ("0.125", "COP", "0.125"),
        ("1.50", "COP", "1.50"),
        ("1,5", "COP", "1.5"),
        ("1.500.000,50", "MXN", "1500000.50"),
    ],
)
def test_what_groups_thousands_in_a_currency_is_no_question_there(typed: str, currency: str, value: str) -> None:
    assert read_amount(typed, currency=currency) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "currency"), [("500,000", "COP"), ("500.000", "MXN"), ("1.500", "USD"), ("1,500", "")]
)
def test_what_groups_thousands_elsewhere_is_asked_back(typed: str, currency: str) -> None:
    with pytest.raises(AmbiguousNumber):
        read_amount(typed, currency=currency)


@given(amounts, st.sampled_from(["COP", "MXN", "USD"]))
def test_what_a_form_writes_reads_back_as_itself(amount: Decimal, currency: str) -> None:
    for value in (amount, amount / 10):
        assert read_amount(plain_number(value), currency=currency) == value


@given(st.text(max_size=50))
def test_whatever_is_typed_is_a_number_or_a_named_refusal(text: str) -> None:
    try:
        value = read_number(text)
    except (NotANumber, AmbiguousNumber) as refusal:
        blamed = refusal.text
    else:
        blamed = text if value.is_finite() and any(character.isdigit() for character in text) else "no number"
    assert blamed == text


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.500.000,50", "1500000.50"),
        ("1,500,000.50", "1500000.50"),
        ("1'500.000,50", "1500000.50"),
        ("1.500,000", "1500.000"),
        ("1.500.000", "1500000"),
        ("850000", "850000"),
        ("1,5", "1.5"),
        ("1.50", "1.50"),
        ("1,5000", "1.5"),
        ("0,125", "0.125"),
        (".5", "0.5"),
        (",125", "0.125"),
        ("$ 1.500.000", "1500000"),
        ("$850000", "850000"),
        ("+3", "3"),
        ("-3", "-3"),
        ("-$ 5", "-5"),
        ("$ -5", "-5"),
        ("850000 COP", "850000"),
        ("850000cop", "850000"),
        ("\u00a0 850000\n", "850000"),
        ("-0", "0"),
    ],
)
def test_what_people_type_is_read(typed: str, value: str) -> None:
    assert read_number(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "$", "COP", "-", "+", ".", ",", "abc", "12a", "1e5", "1E5", "0x10", "NaN", "Infinity", "1_000", "--5", "+-5",
        "-$-5", "$$5", "5.", "5,", "1.5,", "1.5.5", "1,5,5", "1.500.00", "15,00.50", "1.500,000,50", "1.500.000.50,5", "1 5",
        "1 50 000", "1  500", "1.5 000", "12 %", "5 USD", "²", "½", "٣", "１２", "1\u200b500", "\u202e5", "−5", "5" * 50,
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_by_name(typed: str) -> None:
    with pytest.raises(NotANumber) as refusal:
        read_number(typed)
    assert refusal.value.text == typed


def test_the_currency_behind_is_the_one_asked_for() -> None:
    assert read_number("500 USD", currency="USD") == 500
    with pytest.raises(NotANumber):
        read_number("500 COP", currency="USD")
