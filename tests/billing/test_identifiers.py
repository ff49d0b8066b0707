import pytest

from bot.billing.identifiers import client_label, identification_label, is_valid_rfc, nit_check_digit
from tests.billing.cast import CLINICA, invoice


@pytest.mark.parametrize(
    ("kind", "number", "check_digit", "label"),
    [
        ("NIT", "900482713", "5", "NIT 900.482.713-5"),
        ("NIT", "900.482.713", "", "NIT 900.482.713-5"),
        ("NIT", "900482713", "4", "NIT 900.482.713-4"),
        ("CC", "52345678", "", "CC 52.345.678"),
        ("CC", "222222222222", "", "CC 222.222.222.222"),
        ("CC", "0123", "", "CC 0.123"),
        ("RFC", "EKU9003173C9", "", "RFC EKU9003173C9"),
        ("PP", "AB-1234", "", "PP AB-1234"),
        ("NIT", "9004X", "", "NIT 9004X"),
        ("", "44556677", "", "44556677"),
        ("NIT", "", "", ""),
    ],
)
def test_identifiers_are_written_as_people_read_them(kind: str, number: str, check_digit: str, label: str) -> None:
    assert identification_label(kind, number, check_digit) == label


def test_a_client_is_labelled_alike_from_the_directory_and_from_an_invoice() -> None:
    assert client_label(CLINICA) == client_label(invoice().client) == "NIT 900.482.713-5"


def test_the_check_digit_of_a_nit_is_computed() -> None:
    assert nit_check_digit("900.123.456") == "8"
    with pytest.raises(ValueError, match="is not a NIT"):
        nit_check_digit("90012345X")


def test_an_rfc_is_known_by_its_form() -> None:
    assert is_valid_rfc(" eku9003173c9 ")
    assert not is_valid_rfc("EKU9013993C9")
    assert not is_valid_rfc("900482713")
