"""The marker by which an invoice whose answer was lost is found again (design 4.2; Alegra fact sheet 11)."""

import re

from bot.billing.crockford import ALPHABET, encoded

MARKER_LENGTH = 12
NOTE_LENGTH = 480
OBSERVATIONS_LENGTH = 500

MARKER = re.compile(rf"\[cobro:([{ALPHABET}]{{{MARKER_LENGTH}}})\]")


class NotAMarker(ValueError):
    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not a marker of {MARKER_LENGTH} Crockford characters")
        self.text = text


def marker_from(bits: int) -> str:
    """`bits` is random, given by the caller; its lowest 60 are used."""
    return encoded(bits, length=MARKER_LENGTH)


def marked(note: str, marker: str) -> str:
    """The internal note, at most 480 characters of it, with the marker last; at most 500 in all.

    Markers inside the note (of a clone, or typed) go. Raises NotAMarker.
    """
    tag = f"[cobro:{marker}]"
    if not MARKER.fullmatch(tag):
        raise NotAMarker(marker)
    kept = without_marker(note)[:NOTE_LENGTH].rstrip()
    spaced = f"{kept} {tag}".lstrip()
    return spaced if len(spaced) <= OBSERVATIONS_LENGTH else f"{kept}{tag}"


def marker_in(observations: str) -> str:
    """The last marker, or empty when there is none."""
    found = MARKER.findall(observations)
    return str(found[-1]) if found else ""


def without_marker(observations: str) -> str:
    """The note as people wrote it."""
    while MARKER.search(observations):
        observations = MARKER.sub("", observations)
    return observations.strip()
