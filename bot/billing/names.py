"""The name of a document before it has a number: `D-7K3Q`."""

import re

from bot.billing.crockford import ALPHABET, encoded, mended

SHORT = 4
LONG = 6
"""When a short name is taken."""

NAME = re.compile(rf"D-?((?:[{ALPHABET}]{{{SHORT}}})|(?:[{ALPHABET}]{{{LONG}}}))")


def document_name(bits: int, *, length: int = SHORT) -> str:
    """`bits` is random, given by the caller; its lowest 20 (or 30) are used."""
    return f"D-{encoded(bits, length=length)}"


def read_document_name(text: str) -> str:
    """The name as typed (`d-7k3q`, `D7K3Q`, an O for a zero), or empty when it is none."""
    found = NAME.fullmatch(mended(text.strip()))
    return f"D-{found[1]}" if found else ""
