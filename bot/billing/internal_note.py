"""The internal note of an invoice in Alegra: who asked and who approved, what people typed, and the marker.

Alegra shows one API user for everything, so the note says in words who it was (ux, things they know).
"""

from collections.abc import Sequence

from bot.billing.markers import NOTE_LENGTH, marked, without_marker

NAME_CHARACTERS = 40
SAID_CHARACTERS = 120
"""Kept free for two sentences with a name of that length each, in every language."""
NOTE_CHARACTERS = NOTE_LENGTH - SAID_CHARACTERS
"""What people may type."""


def internal_note(note: str, marker: str, *, said: Sequence[str] = ()) -> str:
    """The sentences of `said` in their order, then the note, the marker last; at most 500 characters in all.

    `note` may be what Alegra holds: a sentence that it begins with is not said twice, and its marker is replaced.
    What does not fit is cut from the end of the note. Raises NotAMarker.
    """
    typed = without_marker(note)
    for sentence in said:
        typed = typed.removeprefix(sentence).lstrip()
    return marked(" ".join([*said, typed]), marker)
