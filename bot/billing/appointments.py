"""Who was named to which role: people and Slack user groups, before the groups are opened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.billing.eligibility import GROUP, Role, Roles

GIVEN = (Role.REQUESTER, Role.APPROVER, Role.COLLECTOR, Role.ADMIN, Role.ACCOUNTANT)
"""The roles that people and groups are named to."""


@dataclass(frozen=True)
class Appointments:
    """By role: ids of people and of groups."""

    named: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)

    def of(self, role: Role) -> tuple[str, ...]:
        return self.named.get(role, ())

    @property
    def groups(self) -> frozenset[str]:
        return frozenset(entry for entries in self.named.values() for entry in entries if entry.startswith(GROUP))

    def opened(self, members: Mapping[str, frozenset[str]]) -> Roles:
        """`members` by group; a group that is not among them counts as empty.

        A role of requester that was given to an empty group is given to nobody; one that was not given, to everybody.
        """
        return Roles(
            approvers=self._people(Role.APPROVER, members),
            collectors=self._people(Role.COLLECTOR, members),
            admins=self._people(Role.ADMIN, members),
            accountants=self._people(Role.ACCOUNTANT, members),
            guests=frozenset(entry for entry in self.of(Role.ACCOUNTANT) if not entry.startswith(GROUP)),
            requesters=self._people(Role.REQUESTER, members) if self.of(Role.REQUESTER) else None,
            members=members,
            approvals_given_to=frozenset(self.of(Role.APPROVER)),
        )

    def _people(self, role: Role, members: Mapping[str, frozenset[str]]) -> frozenset[str]:
        opened = (members.get(entry, frozenset()) if entry.startswith(GROUP) else {entry} for entry in self.of(role))
        return frozenset().union(*opened)


def approves_through(person: str, roles: Roles) -> str:
    """The group that gives them the role of approver; empty: they have it by name, or not at all."""
    if person in roles.approvals_given_to:
        return ""
    groups = sorted(entry for entry in roles.approvals_given_to if entry.startswith(GROUP))
    return next((group for group in groups if person in roles.members.get(group, ())), "")


class RoleProblem(StrEnum):
    NO_ADMIN = "no_admin"
    """Nobody would be left who can change it back."""
    GUEST = "guest"
    """Guests may be accountants and nothing else."""
    NOT_A_PERSON = "not_a_person"
    """A bot, somebody deleted, or of another workspace."""


@dataclass(frozen=True)
class Candidates:
    """What is known of the people that are being named."""

    guests: frozenset[str] = frozenset()
    outsiders: frozenset[str] = frozenset()


def role_problems(
    wanted: Appointments, *, members: Mapping[str, frozenset[str]], candidates: Candidates
) -> Mapping[Role, tuple[RoleProblem, frozenset[str]]]:
    """By role, with who it is about; empty when they may be set."""
    found: dict[Role, tuple[RoleProblem, frozenset[str]]] = {}
    for role in GIVEN:
        people = frozenset(wanted.of(role))
        if outsiders := people & candidates.outsiders:
            found[role] = (RoleProblem.NOT_A_PERSON, outsiders)
        elif role is not Role.ACCOUNTANT and (guests := people & candidates.guests):
            found[role] = (RoleProblem.GUEST, guests)
    if not wanted.opened(members).admins:
        found.setdefault(Role.ADMIN, (RoleProblem.NO_ADMIN, frozenset()))
    return found


def changes(before: Appointments, after: Appointments) -> Mapping[str, Mapping[str, list[str]]]:
    """By role: who was added and who was removed. For the history."""
    told = {}
    for role in GIVEN:
        added, removed = set(after.of(role)) - set(before.of(role)), set(before.of(role)) - set(after.of(role))
        if added or removed:
            told[str(role)] = {"added": sorted(added), "removed": sorted(removed)}
    return told
