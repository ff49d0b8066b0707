"""What a person reads off a message: its words without the spaces that do not break, and the money in them."""

import re
from decimal import Decimal

CODES = re.compile(r"[a-z]+_[a-z_]+|\b(?:CASH|CREDIT|None|null|True|False)\b|Error 4\d\d")
"""What means nothing to a person: names of the program, Alegra's codes."""


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def amounts(text: str) -> list[Decimal]:
    """`$1.011.500,50` as money, in the order in which they are read."""
    found = re.findall(r"\$(\d[\d.]*(?:,\d+)?)", text)
    return [Decimal(each.rstrip(".").replace(".", "").replace(",", ".")) for each in found]
