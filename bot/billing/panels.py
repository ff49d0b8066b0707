"""The levels that a document is put before, each with its people as they are now and the seats that they fill."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.billing.eligibility import Roles
from bot.billing.policy import EVERYBODY, Case, Level, Policy
from bot.billing.seating import Seat


@dataclass(frozen=True)
class Panel:
    """A level that this document is put before, with its people as they are now."""

    place: int
    """In the policy."""
    level: Level
    people: frozenset[str]
    """Who may approve in it: neither who asked for the document nor who edited it."""
    needed: int
    """However many more may approve in it since."""
    added: frozenset[str] = frozenset()
    """Those of `people` who may because it has waited for too long."""

    @property
    def seats(self) -> tuple[Seat, ...]:
        """Where others may decide in the place of everybody, as many must, whoever they are."""
        if self.level.needed == EVERYBODY and self.people and not self.added:
            return tuple(Seat(self.place, person) for person in sorted(self.people))
        return (Seat(self.place),) * self.needed


def panels_of(
    policy: Policy,
    case: Case,
    *,
    roles: Roles,
    barred: frozenset[str] = frozenset(),
    escalated: Collection[int] = (),
) -> tuple[Panel, ...]:
    reserve = reserve_of(policy, roles) - barred
    return tuple(
        _widened(panel, reserve) if panel.place in escalated else panel
        for panel in (_panel(place, level, roles, barred) for place, level in policy.asked_of(case))
    )


def reserve_of(policy: Policy, roles: Roles) -> frozenset[str]:
    """Who may decide too where a level has waited for too long: as things are now, and only with a role that decides."""
    named = frozenset(policy.patience.escalate_to) or roles.admins
    return named & (roles.approvers | roles.admins)


def _panel(place: int, level: Level, roles: Roles, barred: frozenset[str]) -> Panel:
    """Nobody is left of everybody: one vote is missing all the same, and nobody can give it."""
    named = roles.opened(level.people) if level.people else roles.approvers
    people = (named & roles.approvers) - barred
    return Panel(place, level, people, max(len(people), 1) if level.needed == EVERYBODY else level.needed)


def _widened(panel: Panel, reserve: frozenset[str]) -> Panel:
    """As many votes as before are needed: of more people."""
    return replace(panel, people=panel.people | reserve, added=reserve - panel.people)
