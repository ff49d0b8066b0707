"""How long what waits for approval is left alone, and what is due of it: a reminder, others who may decide too, its end.

All in business hours of the company (`bot.billing.business_hours`). A policy has it, and so a document keeps what it began with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.billing.business_hours import HOUR_MS, BusinessHours

WAVE_MS = 30 * 60 * 1000
"""Reminders go out by the half hour, so that whoever has several gets them as one."""
MOST_HOURS = 400
MOST_DAYS = 250
"""About a year of working days."""


@dataclass(frozen=True)
class Patience:
    """As it stands here: of a policy that was set before there was any of this. It never became easier by itself."""

    remind_hours: int = 4
    """Whoever is asked and has not voted is reminded, and again after as many; 0: nobody is."""
    escalate_hours: int = 0
    """Then others may decide too; 0: nobody else ever may."""
    escalate_to: tuple[str, ...] = ()
    """Slack ids of who may then, each an approver or an admin; empty: the admins."""
    expire_days: int = 0
    """Then it goes back to whoever asked; 0: it waits for ever."""


SET_BEFORE = Patience()
UNSET = Patience(escalate_hours=8)
"""Where nobody has set a policy any approver decides, and after a working day an admin may. Nothing ends by itself: an invoice that
nobody looked at is money, and whether it is given up is for the company to say."""


class Stage(StrEnum):
    REMIND = "remind"
    ESCALATE = "escalate"
    EXPIRE = "expire"


@dataclass(frozen=True)
class Wait:
    """What waits. Times in milliseconds since the epoch."""

    began: int
    """When it was asked for, as it is."""
    since: int
    """When somebody voted last; else when it began."""
    nudged: int = 0
    """When its last reminder or escalation went out; 0: there was none."""
    is_escalated: bool = False
    """At the level that is open."""


@dataclass(frozen=True)
class Due:
    stage: Stage
    planned: int
    """The same whoever looks, and whenever: it names the operation."""


def due_of(wait: Wait, patience: Patience, hours: BusinessHours, *, now: int) -> tuple[Due, ...]:
    """What matters most first; nothing while the company is closed. Of reminders that were missed the last one."""
    return tuple(_due(wait, patience, hours, now)) if hours.is_open(now) else ()


def expires_at(began: int, patience: Patience, hours: BusinessHours) -> int:
    """0: never. As many working days later, at the same hour."""
    return hours.after(began, patience.expire_days * hours.day_ms) if patience.expire_days else 0


def _due(wait: Wait, patience: Patience, hours: BusinessHours, now: int) -> Iterator[Due]:
    wave = now // WAVE_MS * WAVE_MS
    end = expires_at(wait.began, patience, hours)
    if end and end <= now:
        yield Due(Stage.EXPIRE, end)
    if patience.escalate_hours and not wait.is_escalated:
        planned = hours.after(wait.since, patience.escalate_hours * HOUR_MS)
        if planned <= wave:
            yield Due(Stage.ESCALATE, planned)
    if patience.remind_hours:
        every = patience.remind_hours * HOUR_MS
        planned = hours.after(wait.since, hours.elapsed(wait.since, wave) // every * every)
        if wait.since < planned <= wave and planned > wait.nudged:
            yield Due(Stage.REMIND, planned)
