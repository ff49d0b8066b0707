from dataclasses import replace

from bot.billing.composing import ComposedLine, Composition
from bot.billing.directory import Term
from bot.billing.draft import Draft
from bot.billing.drafting import Known, Mistake, read_form
from bot.billing.internal_note import NOTE_CHARACTERS
from tests.billing.cast import CLINICA, ITEMS, RIVERA

TERM = Term("2", "30 días", 30)
KNOWN = Known(RIVERA, {CLINICA.id: CLINICA}.get, ITEMS.get, {TERM.id: TERM}.get)
FORM = Composition(
    "C-1",
    "D-7K3Q/create/1",
    "U0ANA",
    "C0BILLING",
    client_id=CLINICA.id,
    term_id=TERM.id,
    lines=(ComposedLine(0, "101", "4", "850000"),),
)


def test_an_internal_note_leaves_room_for_who_asked_and_who_approved() -> None:
    longest = "x" * NOTE_CHARACTERS
    read = read_form(replace(FORM, note=longest), known=KNOWN)
    assert isinstance(read, Draft)
    assert read.note == longest


def test_a_longer_internal_note_is_a_mistake_that_says_how_much_fits() -> None:
    note = "x" * (NOTE_CHARACTERS + 1)
    assert read_form(replace(FORM, note=note), known=KNOWN) == (Mistake("note", "too_long", values=("361", "360")),)
