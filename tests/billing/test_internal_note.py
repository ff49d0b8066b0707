import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.billing.internal_note import NAME_CHARACTERS, NOTE_CHARACTERS, SAID_CHARACTERS, internal_note
from bot.billing.markers import NotAMarker, marker_from, marker_in
from bot.locale import LANGUAGES, Words

MARKER = marker_from(0x123456789ABCDEF)
MARKED = f"[cobro:{MARKER}]"
ASKED, APPROVED = "Pidió Ana Torres.", "Aprobó Bruno Salazar."
markers = st.integers(min_value=0, max_value=2**60 - 1).map(marker_from)
sentences = st.lists(st.text(max_size=60), max_size=3)


def test_who_asked_stands_first_and_the_marker_last() -> None:
    assert internal_note("contrato 2026-07", MARKER, said=[ASKED]) == f"{ASKED} contrato 2026-07 {MARKED}"
    assert internal_note("", MARKER, said=[ASKED]) == f"{ASKED} {MARKED}"
    assert internal_note("contrato", MARKER) == f"contrato {MARKED}"


def test_the_approval_joins_what_alegra_holds_and_says_nothing_twice() -> None:
    created = internal_note("contrato 2026-07", MARKER, said=[ASKED])
    approved = internal_note(created, MARKER, said=[ASKED, APPROVED])

    assert approved == f"{ASKED} {APPROVED} contrato 2026-07 {MARKED}"
    assert internal_note(approved, MARKER, said=[ASKED, APPROVED]) == approved


def test_what_somebody_added_in_alegra_stays() -> None:
    held = f"Ojo: paga el 15. {ASKED} contrato {MARKED}"
    assert internal_note(held, MARKER, said=[APPROVED]) == f"{APPROVED} Ojo: paga el 15. {ASKED} contrato {MARKED}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_people_may_type_fits_beside_the_longest_names(language: str) -> None:
    words, name = Words(language), "Ñ" * NAME_CHARACTERS
    said = [words.t("Pidió {person}.", person=name), words.t("Aprobó {person}.", person=name)]
    typed = "x" * NOTE_CHARACTERS

    assert len(" ".join(said)) < SAID_CHARACTERS
    assert internal_note(typed, MARKER, said=said) == " ".join([*said, typed, MARKED])


def test_what_does_not_fit_is_cut_from_the_end_of_the_note() -> None:
    noted = internal_note("x" * 700, MARKER, said=[ASKED, APPROVED])
    assert noted.startswith(f"{ASKED} {APPROVED} xxx")
    assert noted.endswith(f"x{MARKED}")
    assert len(noted) == 480 + len(MARKED)


@given(st.text(max_size=700) | st.just(f"{ASKED} nota {MARKED}"), markers, sentences)
def test_whatever_is_said_the_marker_is_never_lost(note: str, marker: str, said: list[str]) -> None:
    noted = internal_note(note, marker, said=said)

    assert len(noted) <= 500
    assert noted.endswith(f"[cobro:{marker}]")
    assert marker_in(noted) == marker


def test_a_marker_in_a_name_is_not_the_invoices() -> None:
    assert internal_note("nota", MARKER, said=[f"Pidió [cobro:{marker_from(7)}]."]) == f"Pidió . nota {MARKED}"


def test_a_note_is_not_marked_with_anything_else() -> None:
    with pytest.raises(NotAMarker):
        internal_note("nota", "short", said=[ASKED])
