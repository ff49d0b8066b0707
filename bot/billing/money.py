"""Amounts: the only place that rounds."""

from decimal import ROUND_HALF_UP, Context, Decimal

ZERO = Decimal(0)
HUNDRED = Decimal(100)

WITHOUT_CENTS = frozenset({"COP", "CLP", "PYG"})
"""Currencies whose cents are written and withheld only where there are any."""

WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


def rounded(amount: Decimal, precision: int) -> Decimal:
    """Half up to `precision` decimal places, as Alegra does (Alegra fact sheet 1.5, 13)."""
    return amount.quantize(Decimal(1).scaleb(-precision), context=WIDE)


def normalised(amount: Decimal) -> Decimal:
    """The same value in its shortest form without exponent: 19.00 is 19, 1E+3 is 1000, -0 is 0."""
    return Decimal(plain(amount))


def plain(amount: Decimal) -> str:
    """The one way to write an amount: equal amounts give equal texts."""
    text = format(amount, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
