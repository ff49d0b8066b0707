"""Crockford's base 32: no I, L, O or U, so that a code can be read aloud and typed back."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS_PER_CHARACTER = 5
MISREAD = str.maketrans("OIL", "011")


def encoded(number: int, *, length: int) -> str:
    """The lowest `5 * length` bits."""
    shifts = range(BITS_PER_CHARACTER * (length - 1), -1, -BITS_PER_CHARACTER)
    return "".join(ALPHABET[number >> shift & 31] for shift in shifts)


def mended(text: str) -> str:
    """As the alphabet spells it: upper case, O for zero, I and L for one."""
    return text.upper().translate(MISREAD)
