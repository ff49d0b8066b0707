import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.billing.names import LONG, document_name, read_document_name


@given(st.integers(min_value=0), st.sampled_from([4, LONG]))
def test_a_name_is_read_back_as_it_is_said(bits: int, length: int) -> None:
    name = document_name(bits, length=length)
    assert len(name) == len("D-") + length
    assert read_document_name(name) == name
    assert read_document_name(name.lower()) == name


@pytest.mark.parametrize("typed", ["D-7K3Q", "d-7k3q", "D7K3Q", " d-7k3q "])
def test_names_are_read_as_people_type_them(typed: str) -> None:
    assert read_document_name(typed) == "D-7K3Q"


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert read_document_name("D-1O0L") == "D-1001"


@pytest.mark.parametrize(
    "typed", ["", "FE341", "D-", "D-7K3", "D-7K3QX", "D-7K3QXYZ", "D-7K3U", "7K3Q", "D--7K3Q", "D-7K 3"]
)
def test_what_is_no_name_is_none(typed: str) -> None:
    assert read_document_name(typed) == ""
