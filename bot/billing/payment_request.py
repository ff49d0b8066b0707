"""What stands behind `/payment record`: `FE341`, `FE341 4283919`, `FE341,FE342`, or a client's name."""

import re
from dataclasses import dataclass

from bot.billing.numbers import AmbiguousNumber, NotANumber, read_number

NUMBER = re.compile(r"[A-Za-z]{0,10}-?[A-Za-z0-9]{0,6}[0-9][A-Za-z0-9]*")
"""An invoice's number or a document's name: letters, then at least one digit. Names such as D-KMPQ have none."""
NAME = re.compile(r"D-[A-Za-z0-9]{4,8}", re.IGNORECASE)
MOST_INVOICES = 20
"""That fit in one form."""
LEAST_AMOUNT_DIGITS = 4
"""Behind a client's name a shorter number belongs to the name: `Hotel 27`."""


@dataclass(frozen=True)
class PaymentRequest:
    invoices: tuple[str, ...] = ()
    """As typed; else a client is meant."""
    client: str = ""
    amount: str = ""
    """As typed: the form asks back what is unclear."""


def read_payment_request(text: str) -> PaymentRequest:
    """Nothing typed is an empty request."""
    tokens = text.replace(",", ", ").split() if _is_list(text) else text.split()
    tokens = [token.rstrip(",;") for token in tokens if token.strip(",;")]
    if not tokens:
        return PaymentRequest()
    *before, last = tokens
    has_amount = bool(before) and is_amount(last) and (_are_invoices(before) or _digits(last) >= LEAST_AMOUNT_DIGITS)
    said, amount = (before, last) if has_amount else (tokens, "")
    if _are_invoices(said):
        return PaymentRequest(tuple(dict.fromkeys(said)), amount=amount)
    return PaymentRequest(client=" ".join(said), amount=amount)


def is_amount(token: str) -> bool:
    """A number, also one that will be asked back."""
    try:
        read_number(token)
    except AmbiguousNumber:
        return True
    except NotANumber:
        return False
    return True


def _are_invoices(tokens: list[str]) -> bool:
    return all(NUMBER.fullmatch(token) or NAME.fullmatch(token) for token in tokens)


def _is_list(text: str) -> bool:
    """`FE341,FE342`, whose commas are no decimals: letters stand before them."""
    return bool(re.search(r"[A-Za-z0-9]*[A-Za-z][A-Za-z0-9-]*\d*,", text))


def _digits(token: str) -> int:
    return sum(character.isdigit() for character in token)
