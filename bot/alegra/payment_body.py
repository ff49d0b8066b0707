"""What Cobro sends about a payment received (Alegra fact sheet 6). Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.billing.invoice import Withholding


@dataclass(frozen=True)
class Allocation:
    """How much of a payment goes to one invoice, and what was withheld from that one."""

    invoice_id: str
    amount: Decimal
    withholdings: tuple[Withholding, ...] = ()


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

    Retentions of one invoice go on top, where the reference lists them. Of several only a form for each invoice can say
    whose they are; it is not confirmed (Alegra fact sheet 6), so whoever sends this compares what the payment then says.
    """
    body: dict[str, Any] = {
        "type": "in",
        "date": paid_on.isoformat(),
        "bankAccount": {"id": bank_account_id},
        "paymentMethod": method,
        "client": {"id": client_id},
        "invoices": [_invoice(each, alone=len(allocations) == 1) for each in allocations],
        "observations": observations,
    }
    if len(allocations) == 1 and allocations[0].withholdings:
        body["retentions"] = _retentions(allocations[0])
    return body | ({"anotation": printed_note} if printed_note else {})


def _invoice(allocation: Allocation, *, alone: bool) -> dict[str, Any]:
    said: dict[str, Any] = {"id": allocation.invoice_id, "amount": allocation.amount}
    return said if alone or not allocation.withholdings else said | {"retentions": _retentions(allocation)}


def _retentions(allocation: Allocation) -> list[dict[str, Any]]:
    return [{"id": each.id, "amount": each.amount} for each in allocation.withholdings]
