"""What is paid and what is owed, computed anew from the payments each time one changes (fact sheet 5.4, 6)."""

from decimal import Decimal

from sandbox.alegra.books import Books, Record
from sandbox.alegra.rules.money import ZERO


def retie(books: Books, invoice: Record) -> None:
    """Bring `payments`, `totalPaid`, `balance` and open/closed in line with the payments that name the invoice."""
    entries = [_entry(books.payments[key], invoice["id"]) for key in books.payments_of.get(invoice["id"], [])]
    withheld = sum((each["amount"] for each in invoice["retentions"]), ZERO)
    paid = sum((each["amount"] for each in entries if each["status"] == "open"), ZERO)
    invoice["payments"] = entries
    invoice["totalPaid"] = withheld + paid
    invoice["balance"] = invoice["total"] - invoice["totalPaid"]
    if invoice["status"] in {"open", "closed"}:
        invoice["status"] = "closed" if invoice["balance"] <= 0 else "open"


def has_payments(books: Books, invoice: Record) -> bool:
    """Whether a payment that is not void names it."""
    return any(books.payments[key]["status"] == "open" for key in books.payments_of.get(invoice["id"], []))


def _entry(payment: Record, invoice: str) -> Record:
    applied = sum((each["amount"] + each["retained"] for each in payment["invoices"] if each["id"] == invoice), ZERO)
    shown = {key: payment[key] for key in ("id", "number", "date", "paymentMethod", "status", "observations")}
    return shown | {"amount": Decimal(applied)}
