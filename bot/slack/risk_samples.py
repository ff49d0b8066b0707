"""Risks for the samples of cards and forms."""

import datetime as dt
from decimal import Decimal

from bot.billing.client_standing import Standing
from bot.billing.numbering import NumberingWarning
from bot.billing.risks import (
    BackDated,
    DiscountOver,
    Duplicate,
    Earlier,
    NumberingShort,
    OverCredit,
    OwesLate,
    UnusualAmount,
)
from bot.slack import samples
from bot.slack.risk_chips import RiskChip

_FE319 = Earlier("319", "FE319", dt.date(2025, 10, 28), Decimal(4585070), "COP", (), is_issued=True)
_DRAFT = Earlier("", "D-9X2M", dt.date(2025, 11, 20), None, "COP", (), is_issued=False)
_LATE = OwesLate(Standing(Decimal(1200000), 2, 41, 60, 4), "COP")
REPEATED = (RiskChip(Duplicate(_FE319, same_lines=False, same_total=True)),)
ALL = (
    RiskChip(Duplicate(_DRAFT, same_lines=True), raises=True),
    RiskChip(UnusualAmount(Decimal(1200000), "COP", 9)),
    RiskChip(DiscountOver(3, Decimal(35), Decimal(20)), aside_by=samples.DIEGO, aside_reason="Promoción de fin de año"),
    RiskChip(_LATE, raises=True),
    RiskChip(_LATE, raises=True, aside_by=samples.DIEGO, aside_reason="Paga mañana"),
    RiskChip(_LATE, raises=True, aside_by=samples.DIEGO, aside_reason="Paga mañana", has_voted=True),
    RiskChip(OverCredit(Decimal(12000000), Decimal(10000000), "COP")),
    RiskChip(BackDated(dt.date(2025, 10, 31), dt.date(2025, 11, 26))),
    RiskChip(NumberingShort("FE", NumberingWarning(9, 40))),
)
HOSTILE = (
    RiskChip(
        Duplicate(
            Earlier("1", samples.HOSTILE, dt.date(2025, 11, 20), Decimal(1), samples.HOSTILE, (), is_issued=True),
            same_lines=True,
        ),
        aside_by=samples.HOSTILE,
        aside_reason=samples.HOSTILE * 9,
    ),
    RiskChip(NumberingShort(samples.HOSTILE, NumberingWarning(9, 40))),
)
