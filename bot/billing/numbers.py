"""Numbers as people type them, read alike in every language (design 7, "Numbers are typed")."""

import re
from decimal import Decimal

SPACES = " \t\u00a0\u2007\u2009\u202f"
GROUPING_MARKS = f"'’{SPACES}"
THOUSANDS = {"COP": ".", "MXN": ","}
"""What groups thousands where each currency is written; neither is ever written with three decimals."""
LONGEST = 40
"""Characters: longer than any amount, shorter than what would cost time to read."""

SHAPE = re.compile(rf"(?P<sign>[+-]?)(?P<body>[0-9.,][0-9.,{GROUPING_MARKS}]*)")
GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[^0-9])[0-9]{3}(?:(?P=mark)[0-9]{3})*)?")
MIXED_GROUPS = re.compile(rf"[0-9]{{1,3}}(?:[.,{GROUPING_MARKS}][0-9]{{3}})*")


class NotANumber(ValueError):
    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not a number")
        self.text = text


class AmbiguousNumber(ValueError):
    """One separator with three digits behind it: thousands to some, decimals to others."""

    def __init__(self, text: str, readings: tuple[Decimal, Decimal]) -> None:
        super().__init__(f"{text!r} may be {readings[0]} or {readings[1]}")
        self.text = text
        self.readings = readings
        """With the separator as thousands, and as decimals."""


def read_amount(text: str, *, currency: str) -> Decimal:
    """A price or a sum of money: `500.000` pesos of Colombia are half a million, `500,000` of Mexico too; the reverse is asked back.

    Whoever asks for it shows what was read. Raises NotANumber and AmbiguousNumber.
    """
    return read_number(text, currency=currency, thousands=THOUSANDS.get(currency, ""))


def read_number(text: str, *, currency: str = "COP", thousands: str = "") -> Decimal:
    """`1.500.000,50` and `1,500,000.50` are the same; `1.500` is asked back.

    A sign, `$`, spaces, `'` between thousands and the currency's code behind are tolerated; letters, exponents and
    digits of other scripts are not. A number that begins with 0 has no thousands, so `0,125` is not asked back;
    nor is one whose only separator is `thousands`.

    Raises NotANumber and AmbiguousNumber.
    """
    found = SHAPE.fullmatch(_bare(text, currency)) if len(text) <= LONGEST else None
    if found is None:
        raise NotANumber(text)
    value = _read(found["body"], text, thousands)
    return -value if found["sign"] == "-" and value else value


def _bare(text: str, currency: str) -> str:
    """Without what is only dress: `- $ 1.500 cop` is `-1.500`."""
    bare = text.strip(SPACES + "\r\n")
    if currency and bare.upper().endswith(currency.upper()):
        bare = bare[: -len(currency)].rstrip(SPACES)
    sign = bare[:1] if bare[:1] in {"+", "-"} else ""
    bare = bare.removeprefix(sign).lstrip(SPACES)
    if bare.startswith("$"):
        bare = bare[1:].lstrip(SPACES)
    if not sign and bare[:1] in {"+", "-"}:
        sign, bare = bare[0], bare[1:].lstrip(SPACES)
    return sign + bare


def _read(body: str, text: str, thousands: str) -> Decimal:
    separators = [character for character in body if character in ".,"]
    if not separators:
        return _whole(body, text)
    last = separators[-1]
    if len(set(separators)) == 2:
        return _with_decimals(body, last, text)
    if len(separators) > 1:
        return _whole(body, text)
    before, after = body.split(last)
    if len(after) == 3 and after.isdigit() and before and not before.startswith("0"):
        if last == thousands:
            return _whole(body, text)
        raise AmbiguousNumber(text, (_digits(before + after, text), _with_decimals(body, last, text)))
    return _with_decimals(body, last, text)


def _with_decimals(body: str, separator: str, text: str) -> Decimal:
    before, _, after = body.rpartition(separator)
    if not (after.isascii() and after.isdigit()) or separator in before:
        raise NotANumber(text)
    whole = _whole(before, text) if before else Decimal(0)
    return Decimal(f"{whole}.{after}")


def _whole(body: str, text: str) -> Decimal:
    """Digits, or groups of three behind one kind of mark (`1'500.000` mixes two, as in Colombia)."""
    grouped = GROUPED.fullmatch(body) or (MIXED_GROUPS.fullmatch(body) if "'" in body or "’" in body else None)
    if not (grouped or body.isdigit()):
        raise NotANumber(text)
    return _digits(body, text)


def _digits(body: str, text: str) -> Decimal:
    digits = re.sub(rf"[.,{GROUPING_MARKS}]", "", body)
    if not digits:
        raise NotANumber(text)
    return Decimal(digits)
