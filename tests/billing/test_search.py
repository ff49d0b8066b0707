from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.billing.directory import Client
from bot.billing.search import Findable, Index, client_index, folded, item_index
from tests.billing.cast import CLINICA, ITEMS, MANTENIMIENTO


def named(*names: str) -> list[Client]:
    return [Client(str(n), name, "NIT", str(800000000 + n), "1") for n, name in enumerate(names)]


def found(query: str, *clients: Client, limit: int = 10) -> list[str]:
    return [client.name for client in client_index(clients).find(query, limit=limit)]


@pytest.mark.parametrize(
    "query", ["clínica", "CLINICA", "clin", "andes", "los and", "andes clin", "s.a.s andes", "Clínica Los Andes S.A.S."]
)
def test_words_are_found_by_their_beginnings_accents_forgiven(query: str) -> None:
    assert found(query, CLINICA, *named("Hotel Mirador del Río")) == [CLINICA.name]


@pytest.mark.parametrize(
    "query",
    [
        "900482713",
        "900.482.713",
        "900.482.713-5",
        "900 482",
        "9004",
        "9004827135",
        "NIT 900.482.713-5",
        "nit: 900482713",
        "andes 900.482",
    ],
)
def test_a_nit_is_found_by_its_digits_however_they_are_typed(query: str) -> None:
    assert found(query, CLINICA, *named("Hotel")) == [CLINICA.name]


@pytest.mark.parametrize("query", ["xxnica", "zzz", "andes hotel", "482713", "hot clinica"])
def test_what_no_word_begins_with_is_not_found(query: str) -> None:
    assert found(query, CLINICA, *named("Hotel")) == []


@pytest.mark.parametrize(
    "query",
    [
        "clinca",  # a letter left out
        "clinnica",  # one too many
        "clímica",  # another one
        "cilnica",  # two swapped
        "línica",  # the first left out
        "klinica",
        "clinicas",
        "clinca and",
        "andse clinic",
    ],
)
def test_a_slip_is_forgiven(query: str) -> None:
    assert found(query, CLINICA, *named("Hotel Mirador del Río", "Almacén El Sol")) == [CLINICA.name]


def test_two_slips_are_forgiven_in_a_long_word_only() -> None:
    clients = named("Mantenimientos Ruiz", "Hotel Sol")
    assert found("mamtenimietos", *clients) == ["Mantenimientos Ruiz"]
    assert found("hptll", *clients) == []


def test_what_is_spelled_as_typed_hides_what_is_nearly_so() -> None:
    assert found("gomes", *named("Gómez Hermanos", "Gomes e Hijos")) == ["Gomes e Hijos"]


def test_numbers_are_taken_as_they_are_typed() -> None:
    assert found("9004827136", CLINICA) == []


def test_the_nearest_comes_first() -> None:
    clients = named("Constructora Altavista", "Construcciones Alta", "Consultora Altamira")
    assert found("konstructora", *clients)[0] == "Constructora Altavista"


@given(st.sampled_from(["constructora", "refrigeracion", "ferreteria", "papeleria"]), st.data())
def test_any_one_slip_in_a_long_word_is_forgiven(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    typed = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
            ]
        )
    )
    assert word.capitalize() in found(typed, *named(word.capitalize(), "Hotel Sol"))


def test_an_exact_name_comes_first_then_names_that_begin_so_then_the_rest() -> None:
    clients = named("La Colina", "Colina del Sur", "Colina", "Mercados La Colina")
    assert found("colina", *clients) == ["Colina", "Colina del Sur", "La Colina", "Mercados La Colina"]


def test_nothing_typed_lists_the_first_by_name() -> None:
    assert found("", *named("b", "á", "c"), limit=2) == ["á", "b"]
    assert found(" . ", *named("b", "á", "c"), limit=2) == ["á", "b"]


def test_inactive_ones_are_not_offered() -> None:
    assert found("clinica", replace(CLINICA, is_active=False)) == []


def test_items_are_found_by_reference() -> None:
    items = item_index(ITEMS.values())
    assert (
        items.find("mp-01", limit=5)
        == items.find("MP01", limit=5)
        == items.find("cuarto mp", limit=5)
        == (MANTENIMIENTO,)
    )


def test_digits_in_a_name_are_found_as_they_are_written() -> None:
    assert found("cable 1.5", *named("Cable 1.5 mm", "Cable 2.5 mm")) == ["Cable 1.5 mm"]
    assert found("3-4", *named("Tubo 3-4", "Tubo 4-3")) == ["Tubo 3-4", "Tubo 4-3"]


def test_an_rfc_is_found_with_its_kind_before_it() -> None:
    escuela = Client("7", "ESCUELA KEMPER URGATE", "RFC", "EKU9003173C9")
    assert found("RFC EKU9003173C9", escuela, CLINICA) == found("eku90", escuela, CLINICA) == [escuela.name]


def test_each_entry_is_offered_once() -> None:
    assert found("ana", *named("Ana Anaya")) == ["Ana Anaya"]


def test_text_is_folded_to_plain_words() -> None:
    assert folded("Clínica  Los_Ándes S.A.S. (Ñuñoa)") == "clinica los andes s a s nunoa"


def test_slips_in_two_words_that_are_each_very_common_find_the_few_that_have_both() -> None:
    names = [f"Clínica Andes {number}" for number in range(5_100)] + [
        f"Taller Rivera {number}" for number in range(5_100)
    ]
    index = Index([Findable(name, name) for name in (*names, "Clínica Rivera")])
    assert index.find("clinca rivra", limit=5) == ("Clínica Rivera",)
