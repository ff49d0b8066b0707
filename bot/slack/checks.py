"""A check as it is shown in Slack: a mark, what was found, what to do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.slack.escape import inert

GREEN, AMBER, RED = "🟢", "🟡", "🔴"
LIMIT = 400
CODE = re.compile(r"ˋ([A-Za-z0-9/@ _.-]+)ˋ")
"""What a cure says to type, after it was made inert: of these characters none means anything to Slack."""


@dataclass(frozen=True)
class Check:
    mark: str
    """GREEN, AMBER or RED."""
    said: str
    cure: str = ""


def lines(checks: Iterable[Check]) -> list[str]:
    """mrkdwn, inert."""
    return [_line(check) for check in checks]


def _line(check: Check) -> str:
    said = f"{check.mark} {_shown(check.said)}"
    return f"{said}\n      → {_shown(check.cure)}" if check.cure else said


def _shown(text: str) -> str:
    return CODE.sub(r"`\1`", inert(text, LIMIT))


SAMPLES = (
    Check(GREEN, "Slack conoce a Cobro en Rivera Refrigeración, como @Cobro."),
    Check(AMBER, "A la numeración FE le queda poco (23 días).", "Pide otra a la autoridad y regístrala en Alegra."),
    Check(
        RED,
        "Nadie puede aprobar: no se puede emitir nada.",
        "Nombra a alguien en `/cobro roles`, o en COBRO_APPROVERS.",
    ),
)
