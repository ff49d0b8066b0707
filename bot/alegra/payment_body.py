"""What Cobro sends about a payment received (Alegra fact sheet 6). Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Allocation:
    """How much of a payment goes to one invoice."""

    invoice_id: str
    amount: Decimal


def payment_body(
    *,
    client_id: str,
    paid_on: dt.date,
    bank_account_id: str,
    method: str,
    allocations: Sequence[Allocation],
    observations: str,
    printed_note: str = "",
) -> dict[str, Any]:
    """Of `POST /payments`.

    `observations` carry the marker (`billing.markers.marked`); `method` is one of `billing.payments.PAYMENT_METHODS`.
    """
    body: dict[str, Any] = {
        "type": "in",
        "date": paid_on.isoformat(),
        "bankAccount": {"id": bank_account_id},
        "paymentMethod": method,
        "client": {"id": client_id},
        "invoices": [{"id": each.invoice_id, "amount": each.amount} for each in allocations],
        "observations": observations,
    }
    return body | ({"anotation": printed_note} if printed_note else {})
