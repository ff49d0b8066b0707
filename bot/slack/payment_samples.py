"""The payments of every sample drawing: one that pays all, one that pays a part, one net of what was withheld."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from bot.billing.invoice import PaidInvoice, Payment, Withholding
from bot.slack import samples

TODAY = dt.date(2025, 12, 29)


def _payment(*, amount: int, balance: int, number: str = "FE342") -> Payment:
    return Payment(
        id="58",
        number="RC58",
        paid_on=dt.date(2025, 12, 28),
        amount=Decimal(amount),
        currency="COP",
        method="transfer",
        status="open",
        client_id="12",
        client_name=samples.CLINIC.name,
        bank_account="Bancolombia Cta Cte",
        invoices=(PaidInvoice("501", number, Decimal(amount), Decimal(4585070), Decimal(balance)),),
    )


FULL = _payment(amount=4585070, balance=0)
PART = _payment(amount=3000000, balance=1585070, number="FE329")
NET = replace(
    _payment(amount=4283919, balance=0),
    withholdings=(
        Withholding("1", "Retefuente servicios", Decimal(4), Decimal(154120)),
        Withholding("3", "ReteIVA", Decimal(15), Decimal(109811)),
        Withholding("4", "ReteICA", Decimal("0.966"), Decimal(37220)),
    ),
)
_TWO = (
    PaidInvoice("500", "FE340", Decimal(966000), Decimal(1071000), Decimal(0), Decimal(105000)),
    PaidInvoice("501", "FE342", Decimal(4283919), Decimal(4585070), Decimal(0), Decimal(301151)),
)
NET_OF_TWO = replace(NET, amount=Decimal(5249919), invoices=_TWO)
HOSTILE = replace(
    PART,
    client_name=samples.HOSTILE,
    bank_account=samples.HOSTILE,
    number=samples.HOSTILE,
    invoices=(replace(PART.invoices[0], number=samples.HOSTILE),),
)
