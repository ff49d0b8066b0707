"""What payments do to the invoices that they pay, as Alegra has it (Alegra fact sheet 6)."""

from collections.abc import Iterable
from decimal import Decimal

from tests.simulation.alegra_records import Json

OPEN, CLOSED, VOID = "open", "closed", "void"


def apply(invoice: Json, applied: Json) -> Json:
    """The invoice as its payment shows it."""
    invoice["payments"] = [*invoice["payments"], applied]
    settle(invoice)
    paid = {"id": invoice["id"], "number": invoice["numberTemplate"]["fullNumber"], "amount": applied["amount"]}
    return paid | {"total": invoice["total"], "balance": invoice["balance"]}


def turn(payment: Json, invoices: Iterable[Json], status: str) -> None:
    """Void it, or open it again; its invoices follow."""
    payment["status"] = status
    for invoice in invoices:
        entries = [
            entry | {"status": status} if entry["id"] == payment["id"] else entry for entry in invoice["payments"]
        ]
        invoice["payments"] = entries
        settle(invoice)
        for paid in payment["invoices"]:
            if paid["id"] == invoice["id"]:
                paid["balance"] = invoice["balance"]


def settle(invoice: Json) -> None:
    """Its balance and its status follow from its payments that count."""
    invoice["totalPaid"] = paid_of(invoice)
    invoice["balance"] = invoice["total"] - invoice["totalPaid"]
    if invoice["status"] in {OPEN, CLOSED}:
        invoice["status"] = OPEN if invoice["balance"] else CLOSED


def paid_of(invoice: Json) -> Decimal:
    return sum((entry["amount"] for entry in invoice["payments"] if entry["status"] == OPEN), Decimal(0))
