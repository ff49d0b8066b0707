"""How an invoice paid at once says it is paid: Alegra's codes of the ones people use, by country (Alegra's catalogue of Colombia)."""

from collections.abc import Mapping

Methods = tuple[tuple[str, str], ...]

PAYMENT_METHODS: Mapping[str, Methods] = {
    "colombia": (
        ("INSTRUMENT_NOT_DEFINED", "Instrumento no definido"),
        ("CASH", "Efectivo"),
        ("CREDIT_TRANSFER", "Transferencia crédito"),
        ("BANK_DEPOSIT", "Consignación bancaria"),
        ("DEBIT_CARD", "Tarjeta débito"),
        ("CREDIT_CARD", "Tarjeta crédito"),
        ("CHECK", "Cheque"),
    ),
}


def payment_methods(country: str) -> Methods:
    """(code, the catalogue's own name), the one that fits without asking first; empty where no list is known."""
    return PAYMENT_METHODS.get(country.lower(), ())
