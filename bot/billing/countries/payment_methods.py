"""How an invoice paid at once says it is paid: Alegra's codes of the ones people use, by country (Alegra's catalogue of Colombia)."""

from collections.abc import Mapping

PAYMENT_METHODS: Mapping[str, tuple[str, ...]] = {
    "colombia": (
        "INSTRUMENT_NOT_DEFINED",
        "CASH",
        "CREDIT_TRANSFER",
        "BANK_DEPOSIT",
        "DEBIT_CARD",
        "CREDIT_CARD",
        "CHECK",
    ),
}


def payment_methods(country: str) -> tuple[str, ...]:
    """Codes, the one that fits without asking first; empty where no list is known."""
    return PAYMENT_METHODS.get(country.lower(), ())
