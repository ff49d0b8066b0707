"""What the DIAN asks of an electronic invoice (Alegra fact sheet 5.6, Colombia)."""

from collections.abc import Iterator

from stdnum.co import nit

from bot.billing.countries import elsewhere
from bot.billing.countries.stamping import Lack, Missing, Stamping
from bot.billing.directory import Client

CASH = "CASH"
CREDIT = "CREDIT"

OF_CLIENT = (
    "name",
    "identification_type",
    "identification",
    "kind_of_person",
    "regime",
    "address",
    "city",
    "department",
)


def missing(stamping: Stamping) -> Iterator[Missing]:
    yield from elsewhere.of_numbering(stamping)
    yield from elsewhere.of_client(stamping.client, OF_CLIENT)
    if stamping.client is not None:
        yield from _of_check_digit(stamping.client)
    yield from _of_payment(stamping)
    yield from elsewhere.of_items(stamping)
    yield from elsewhere.of_units(stamping)


def payment_form(term_days: int) -> str:
    """Cash or credit follows from the term; it is never asked twice."""
    return CREDIT if term_days > 0 else CASH


def _of_check_digit(client: Client) -> Iterator[Missing]:
    """A NIT carries its check digit apart (`identificationObject.dv`, Alegra fact sheet 4.3)."""
    digits = nit.compact(client.identification)
    if client.identification_type != "NIT" or not digits:
        return
    if not client.check_digit:
        yield Missing("client.check_digit", Lack.MISSING)
    elif not digits.isdigit() or nit.calc_check_digit(digits) != client.check_digit:
        yield Missing("client.check_digit", Lack.INVALID)


def _of_payment(stamping: Stamping) -> Iterator[Missing]:
    """`paymentMethod` is mandatory only when the form is CASH (Alegra fact sheet 5.2)."""
    form = stamping.draft.payment_form
    if not form:
        yield Missing("payment_form", Lack.MISSING)
    elif form not in {CASH, CREDIT}:
        yield Missing("payment_form", Lack.INVALID)
    if form == CASH and not stamping.draft.payment_method:
        yield Missing("payment_method", Lack.MISSING)
