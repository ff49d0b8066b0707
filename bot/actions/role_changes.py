"""Admins give and take roles. Refused is what would leave nobody who could take it back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.actions.role_book import PREFERENCE, RoleBook, packed
from bot.billing.appointments import (
    Appointments,
    Candidates,
    RoleProblem,
    changes,
    role_problems,
)
from bot.billing.eligibility import GROUP, NotPermitted, Role, may_administer
from bot.store.connection import Clock
from bot.store.groups import Group
from bot.store.people import People
from bot.store.preferences import PreferencesChanged
from bot.store.records import Act

CHANGED = "roles"
"""What a change of roles is called in the history."""


@dataclass(frozen=True)
class RolesRefused:
    problems: Mapping[Role, tuple[RoleProblem, frozenset[str]]]


@dataclass(frozen=True)
class RolesKept:
    """They are in force from now on."""


@dataclass(frozen=True)
class RoleView:
    """What is in force, as it is shown and changed."""

    appointments: Appointments
    revision: int
    groups: tuple[Group, ...]
    changes: tuple[Act, ...]
    """Newest last."""


@dataclass(frozen=True)
class RoleChanges:
    book: RoleBook
    people: People
    team: str
    clock: Clock
    changed: Callable[[], None] = lambda: None
    """Told of a change that is in force."""

    async def view(self) -> RoleView:
        """From the store alone."""
        chosen = await self.book.preferences.get()
        read = await self.book.groups.get()
        acts = await self.book.preferences.history()
        changed = tuple(act for act in acts if act.what == CHANGED)
        return RoleView(self.book.chosen(chosen), chosen.revision, read.groups if read else (), changed)

    async def forbidden(self, person: str) -> NotPermitted | None:
        allowed = may_administer(person, roles=await self.book.current())
        return allowed if isinstance(allowed, NotPermitted) else None

    async def change(
        self, wanted: Appointments, *, by: str, on: int
    ) -> RolesKept | RolesRefused | NotPermitted | PreferencesChanged:
        """`on` is the revision that the form was drawn from."""
        if forbidden := await self.forbidden(by):
            return forbidden
        before = await self.view()
        members = {group.id: frozenset(group.members) for group in before.groups}
        candidates = await self._candidates(wanted)
        if problems := role_problems(wanted, members=members, candidates=candidates):
            return RolesRefused(problems)
        act = Act(await self.clock(), by, CHANGED, dict(changes(before.appointments, wanted)))
        kept = await self.book.preferences.put({PREFERENCE: packed(wanted)}, on=on, act=act)
        if isinstance(kept, PreferencesChanged):
            return kept
        self.changed()
        return RolesKept()

    async def _candidates(self, wanted: Appointments) -> Candidates:
        """Whom Cobro does not know yet is judged at the door, when they come."""
        ids = {entry for entries in wanted.named.values() for entry in entries if not entry.startswith(GROUP)}
        people = [person for entry in ids if (person := await self.people.get(entry))]
        return Candidates(
            guests=frozenset(person.id for person in people if person.is_guest),
            outsiders=frozenset(
                person.id
                for person in people
                if person.is_bot or person.is_deleted or person.is_stranger or person.team != self.team
            ),
        )
