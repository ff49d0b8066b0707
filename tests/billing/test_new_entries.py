from dataclasses import replace
from decimal import Decimal

import pytest

from bot.alegra.new_entries import client_body
from bot.billing.new_entries import (
    LEGAL,
    PERSON,
    SIMPLIFIED,
    TAXED,
    Flaw,
    NewClient,
    NewItem,
    flaws_of_client,
    flaws_of_item,
    read_identification,
)

KEMPER = {"regime": "GENERAL_REGIME_OF_MORAL_PEOPLE_LAW", "postal_code": "42501"}
SHOP = NewClient("Zapatería El Cordón", "NIT", "901555777", "4", "pagos@cordon.example")


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        ("NIT", "901.555.777-4", ("901555777", "4")),
        ("NIT", " 901 555 777 - 4", ("901555777", "4")),
        ("NIT", "901555777", ("901555777", "")),
        ("NIT", "90155577a", ("90155577A", "")),
        ("CC", "1.020.304.050", ("1020304050", "")),
        ("RFC", "eku-900317 3c9", ("EKU9003173C9", "")),
    ],
)
def test_an_identification_is_read_however_it_is_typed(kind: str, typed: str, read: tuple[str, str]) -> None:
    assert read_identification(kind, typed) == read


@pytest.mark.parametrize(
    ("changes", "flaws"),
    [
        ({}, []),
        ({"check_digit": ""}, []),
        ({"name": "  "}, [("name", Flaw.MISSING)]),
        ({"identification": ""}, [("identification", Flaw.MISSING)]),
        ({"identification": "90155577A"}, [("identification", Flaw.NOT_A_NIT)]),
        ({"identification": "12"}, [("identification", Flaw.NOT_A_NIT)]),
        ({"check_digit": "5"}, [("identification", Flaw.CHECK_DIGIT)]),
        (
            {"identification_type": "RFC", "identification": "XX", **KEMPER},
            [("identification", Flaw.NOT_AN_RFC)],
        ),
        ({"identification_type": "RFC", "identification": "EKU9003173C9", **KEMPER}, []),
        (
            {"identification_type": "RFC", "identification": "EKU9003173C9"},
            [("regime", Flaw.MISSING), ("postal_code", Flaw.NOT_A_POSTAL_CODE)],
        ),
        ({"check_digit": "", "identification": "9015557774"}, [("identification", Flaw.DIGIT_WITHIN)]),
        ({"check_digit": "", "identification": "1018442096"}, []),
        ({"identification_type": "PP", "identification": "AB12"}, []),
        ({"email": "pagos"}, [("email", Flaw.NOT_AN_EMAIL)]),
        ({"email": "a@b.co, c@d.co"}, [("email", Flaw.NOT_AN_EMAIL)]),
        ({"email": ""}, []),
    ],
)
def test_what_is_wrong_with_a_client(changes: dict[str, str], flaws: list[tuple[str, Flaw]]) -> None:
    assert list(flaws_of_client(replace(SHOP, **changes))) == flaws


def test_a_nit_says_by_its_number_whether_it_is_a_companys_and_other_documents_are_persons() -> None:
    assert (SHOP.kind_of_person, SHOP.usual_regime) == (LEGAL, TAXED)
    for of_a_person in ("52841377", "1018442096", "700123456"):
        assert replace(SHOP, identification=of_a_person).kind_of_person == PERSON
    person = replace(SHOP, identification_type="CC")
    assert (person.kind_of_person, person.usual_regime) == (PERSON, SIMPLIFIED)
    assert replace(person, regime=TAXED).usual_regime == TAXED


def test_an_item_has_a_name_and_no_negative_price() -> None:
    assert list(flaws_of_item(NewItem("Limpieza", Decimal(0)))) == []
    assert list(flaws_of_item(NewItem("Póliza", Decimal(1), product_key="7210"))) == [
        ("product_key", Flaw.NOT_A_PRODUCT_KEY)
    ]
    assert list(flaws_of_item(NewItem(" ", Decimal(-1)))) == [("name", Flaw.MISSING), ("price", Flaw.NOT_POSITIVE)]


def test_a_client_of_mexico_is_sent_with_what_a_cfdi_needs() -> None:
    client = NewClient("ESCUELA KEMPER URGATE", "RFC", "EKU9003173C9", cfdi_use="G03", **KEMPER)
    assert client_body(client, country="mexico") == {
        "name": "ESCUELA KEMPER URGATE",
        "type": ["client"],
        "identification": "EKU9003173C9",
        "regime": "GENERAL_REGIME_OF_MORAL_PEOPLE_LAW",
        "cfdiUse": "G03",
        "address": {"zipCode": "42501"},
    }
