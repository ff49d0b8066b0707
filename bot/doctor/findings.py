"""What an examination found, and where more is written about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """Also the exit code of `cobro doctor`, which is that of its worst finding."""

    OK = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True)
class Finding:
    check: str
    """One of CHECKS."""
    level: Level
    said: str
    cure: str = ""
    """One sentence: what to do. Empty where nothing is to be done."""
    company: str = ""
    """Empty for the company of the environment, and for what all have in common."""

    @property
    def page(self) -> str:
        return CHECKS[self.check]


CHECKS = {
    "slack.token": "docs/operations.md#slack",
    "slack.history": "docs/operations.md#slack",
    "slack.scopes": "docs/operations.md#slack",
    "slack.socket": "docs/operations.md#slack",
    "slack.address": "docs/operations.md#slack",
    "slack.channel": "docs/operations.md#slack",
    "clock.slack": "docs/operations.md#clocks",
    "clock.alegra": "docs/operations.md#clocks",
    "clock.store": "docs/operations.md#clocks",
    "alegra.account": "docs/operations.md#alegra",
    "alegra.permissions": "docs/operations.md#alegra",
    "alegra.company": "docs/operations.md#alegra",
    "alegra.numbering": "docs/operations.md#alegra",
    "alegra.email": "docs/operations.md#alegra",
    "alegra.webhooks": "docs/operations.md#alegra",
    "alegra.directory": "docs/operations.md#alegra",
    "company.open": "docs/operations.md#several-companies",
    "roles.approvers": "docs/operations.md#roles",
    "roles.people": "docs/operations.md#roles",
    "store.reached": "docs/operations.md#the-store",
    "store.layout": "docs/operations.md#taking-an-upgrade-back",
    "store.safe": "docs/operations.md#the-store",
    "store.memory": "docs/operations.md#the-store",
    "queue.waiting": "docs/operations.md#the-queue",
    "queue.persons": "docs/operations.md#the-queue",
    "queue.lane": "docs/operations.md#the-queue",
    "machine.proxy": "docs/operations.md#the-machine",
    "machine.zones": "docs/operations.md#the-machine",
    "machine.folder": "docs/operations.md#the-machine",
    "machine.disk": "docs/operations.md#the-machine",
    "machine.env-file": "docs/operations.md#the-machine",
}
"""Every check and its place in the docs, in the order in which they are shown."""


def ok(check: str, said: str) -> Finding:
    return Finding(check, Level.OK, said)


def warning(check: str, said: str, cure: str) -> Finding:
    return Finding(check, Level.WARNING, said, cure)


def error(check: str, said: str, cure: str) -> Finding:
    return Finding(check, Level.ERROR, said, cure)


def worst(findings: Iterable[Finding]) -> Level:
    return max((finding.level for finding in findings), default=Level.OK)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """As CHECKS has them."""
    order = {check: index for index, check in enumerate(CHECKS)}
    return tuple(sorted(findings, key=lambda finding: order[finding.check]))
