"""Tax identifiers as people read them: `NIT 900.482.713-5`, `RFC EKU9003173C9`."""

from stdnum.co import nit
from stdnum.mx import rfc

from bot.billing.directory import Client
from bot.billing.invoice import BilledClient

SEPARATORS = str.maketrans("", "", " .-\u00a0")
GROUPED = frozenset({"NIT", "CC", "TI", "CE", "TE", "RC", "NUIP"})
"""Colombian numbers, written with dots."""


def client_label(client: Client | BilledClient) -> str:
    """`NIT 900.482.713-5`; empty when Alegra has no identification."""
    return identification_label(client.identification_type, client.identification, client.check_digit)


def identification_label(kind: str, number: str, check_digit: str = "") -> str:
    """As typed into Alegra when it is no plain number; a NIT without its check digit gets it computed."""
    digits = number.translate(SEPARATORS)
    if not digits:
        return ""
    if kind == "NIT" and digits.isascii() and digits.isdigit():
        return f"NIT {_dotted(digits)}-{check_digit or nit.calc_check_digit(digits)}"
    shown = _dotted(digits) if kind in GROUPED and digits.isascii() and digits.isdigit() else number.strip()
    return f"{kind} {shown}".strip()


def nit_check_digit(number: str) -> str:
    """The digit behind the dash (`dv`). Raises ValueError when there is anything but digits, dots and spaces."""
    digits = number.translate(SEPARATORS)
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"{number!r} is not a NIT")
    return str(nit.calc_check_digit(digits))


def is_valid_rfc(number: str) -> bool:
    """Its form: the SAT itself issued numbers whose check digit does not compute."""
    return bool(rfc.is_valid(number))


def _dotted(digits: str) -> str:
    first = len(digits) % 3
    groups = [digits[:first], *(digits[start : start + 3] for start in range(first, len(digits), 3))]
    return ".".join(group for group in groups if group)
