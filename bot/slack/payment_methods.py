"""Alegra's codes of how an invoice is paid, in words (catalogue of Colombia, Alegra fact sheet 5.2)."""

from bot.locale import Words, phrase
from bot.slack.escape import inert

FORMS = {"CASH": phrase("Contado"), "CREDIT": phrase("Crédito")}
METHODS = {
    "INSTRUMENT_NOT_DEFINED": phrase("Instrumento no definido"),
    "CASH": phrase("Efectivo"),
    "CREDIT_TRANSFER": phrase("Transferencia crédito"),
    "BANK_DEPOSIT": phrase("Consignación bancaria"),
    "DEBIT_CARD": phrase("Tarjeta débito"),
    "CREDIT_CARD": phrase("Tarjeta crédito"),
    "CHECK": phrase("Cheque"),
}


def payment_form(code: str, words: Words) -> str:
    return words.t(FORMS[code]) if code in FORMS else inert(code, 40)


def payment_method(code: str, words: Words) -> str:
    """A code that the table does not know stands as it is."""
    return words.t(METHODS[code]) if code in METHODS else inert(code, 60)
