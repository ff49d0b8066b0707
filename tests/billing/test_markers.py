import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.billing.markers import NotAMarker, marked, marker_from, marker_in, without_marker

MARKER = marker_from(0x123456789ABCDEF)
markers = st.integers(min_value=0, max_value=2**60 - 1).map(marker_from)
notes = st.text(max_size=600) | st.builds(lambda text, marker: f"{text}[cobro:{marker}]{text}", st.text(), markers)


def test_a_marker_is_twelve_characters_that_nobody_confuses() -> None:
    assert marker_from(0) == "000000000000"
    assert marker_from(2**60 - 1) == "ZZZZZZZZZZZZ"
    assert marker_from(2**60 + 31) == "00000000000Z"


@given(st.integers(min_value=0, max_value=2**60 - 1), st.integers(min_value=0, max_value=2**60 - 1))
def test_different_bits_are_different_markers(one: int, other: int) -> None:
    assert (marker_from(one) == marker_from(other)) == (one == other)


@given(notes, markers)
def test_a_marked_note_fits_alegra_and_ends_in_its_marker(note: str, marker: str) -> None:
    observations = marked(note, marker)
    assert len(observations) <= 500
    assert observations.endswith(f"[cobro:{marker}]")
    assert marker_in(observations) == marker


@given(notes, markers, markers)
def test_marking_anew_replaces_the_marker(note: str, old: str, new: str) -> None:
    assert marked(marked(note, old), new) == marked(note, new)


@given(st.text(max_size=480).map(str.strip), markers)
def test_the_note_comes_back_as_people_wrote_it(note: str, marker: str) -> None:
    assert without_marker(marked(note, marker)) == without_marker(note)


def test_the_note_is_cut_at_480_characters() -> None:
    observations = marked("á" * 700, MARKER)
    assert observations == "á" * 480 + f"[cobro:{MARKER}]"


def test_a_space_before_the_marker_is_kept_while_it_fits() -> None:
    assert marked("x" * 479, MARKER) == "x" * 479 + f" [cobro:{MARKER}]"
    assert len(marked("x" * 479, MARKER)) == 500


def test_a_short_note_is_set_apart_from_the_marker() -> None:
    assert marked("Contrato 2026-07 ", MARKER) == f"Contrato 2026-07 [cobro:{MARKER}]"
    assert marked("", MARKER) == f"[cobro:{MARKER}]"


def test_a_marker_typed_by_a_person_does_not_survive() -> None:
    nested = f"[cobro:[cobro:{MARKER}]{MARKER}]"
    assert without_marker(f"uno {nested}") == "uno"
    assert marker_in(marked(nested, marker_from(7))) == marker_from(7)


@pytest.mark.parametrize(
    "text", ["", "sin marca", "[cobro:]", "[cobro:ILOU00000000]", "[cobro:0000]", "[COBRO:000000000000]"]
)
def test_what_is_no_marker_is_none(text: str) -> None:
    assert marker_in(text) == ""


@pytest.mark.parametrize("marker", ["", "SHORT", "000000000000 ", "00000000000U", "0" * 13])
def test_a_note_is_not_marked_with_anything_else(marker: str) -> None:
    with pytest.raises(NotAMarker):
        marked("nota", marker)
