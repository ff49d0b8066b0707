"""What an invoice's stamp says of its fate at the authority (design 4.5; Alegra fact sheet 5.5)."""

import re
from typing import Annotated, Any

from bot.alegra.shapes import Many, Shape, Text
from bot.billing.invoice import Stamp, StampState

STATES = {
    "PENDING": StampState.WAITING,
    "STAMPED_AND_WAITING_RESPONSE": StampState.WAITING,
    "STAMPED_AND_ACCEPTED": StampState.ACCEPTED,
    "ACCEPTED": StampState.ACCEPTED,
    "STAMPED_AND_ACCEPTED_WITH_OBSERVATIONS": StampState.OBSERVED,
    "STAMPED_AND_REJECTED": StampState.REJECTED,
    "REJECTED": StampState.REJECTED,
    "CANCELLED_AND_WAITING_RESPONSE": StampState.ACCEPTED,
    "STAMPED_AND_CANCELLED": StampState.ACCEPTED,
}
"""Cancelled ones were accepted before; that they are void is the invoice's status to say."""
QR_ADDRESS = re.compile(r"https://[^\s\"'<>|]+")


class StampShape(Shape):
    legal_status: Text = ""
    emission_status: Text = ""
    cufe: Text = ""
    uuid: Text = ""
    bar_code_content: Text = ""
    date: Text = ""
    warnings: Annotated[tuple[Any, ...], Many] = ()


def stamp_of(shape: StampShape | None, *, emission_status: str = "") -> Stamp:
    """`emission_status` is the invoice's own, where Mexico says it.

    A CUFE or UUID decides only where no status is given. A status that nobody told us about counts as waiting: what is
    waited for is read again, never sent again.
    """
    shape = shape or StampShape()
    status = (shape.legal_status or shape.emission_status or emission_status).strip().upper()
    code = (shape.cufe or shape.uuid).strip()
    without_status = StampState.ACCEPTED if code else StampState.NONE
    state = STATES.get(status, StampState.WAITING) if status else without_status
    address = QR_ADDRESS.search(shape.bar_code_content)
    warnings = tuple(str(warning).encode("utf-8", "replace").decode() for warning in shape.warnings)
    return Stamp(state, code, address.group() if address else "", shape.date, warnings)
