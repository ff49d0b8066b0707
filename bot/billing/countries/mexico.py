"""What the SAT asks of a CFDI, as far as our types carry it (Alegra fact sheet 5.6, Mexico).

Not carried yet, and therefore not checked: the client's postal code and CFDI use, product and unit keys.
"""

from collections.abc import Iterator

from stdnum.mx import rfc

from bot.billing.countries import elsewhere
from bot.billing.countries.stamping import Lack, Missing, Stamping
from bot.billing.directory import Client

ONE_PAYMENT = "PUE"
PARTIAL_OR_DEFERRED = "PPD"
TO_BE_DEFINED = "99"

OF_CLIENT = ("name", "identification", "regime")


def missing(stamping: Stamping) -> Iterator[Missing]:
    yield from elsewhere.of_numbering(stamping)
    yield from elsewhere.of_client(stamping.client, OF_CLIENT)
    if stamping.client is not None:
        yield from _of_rfc(stamping.client)
    yield from _of_payment(stamping)
    yield from elsewhere.of_items(stamping)
    yield from elsewhere.of_units(stamping)


def payment_form(term_days: int) -> str:
    """In one payment or deferred follows from the term; it is never asked twice."""
    return PARTIAL_OR_DEFERRED if term_days > 0 else ONE_PAYMENT


def _of_rfc(client: Client) -> Iterator[Missing]:
    """Its form only: the SAT itself issued numbers whose check digit does not compute, the generic ones among them."""
    number = client.identification.strip()
    if number and not rfc.is_valid(number):
        yield Missing("client.identification", Lack.INVALID)


def _of_payment(stamping: Stamping) -> Iterator[Missing]:
    """A deferred payment is made by method 99, "por definir"."""
    form, method = stamping.draft.payment_form, stamping.draft.payment_method
    if not form:
        yield Missing("payment_form", Lack.MISSING)
    elif form not in {ONE_PAYMENT, PARTIAL_OR_DEFERRED}:
        yield Missing("payment_form", Lack.INVALID)
    if not method:
        yield Missing("payment_method", Lack.MISSING)
    elif form == PARTIAL_OR_DEFERRED and method != TO_BE_DEFINED:
        yield Missing("payment_method", Lack.INVALID)
