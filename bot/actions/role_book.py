"""Who has which role now: what admins chose in Slack, else what the environment says; asked at every click and drawing."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from typing import Any

import structlog

from bot.actions.policy_book import named_groups, substitutions_among
from bot.adapters import TypeAdapter
from bot.billing.appointments import Appointments
from bot.billing.eligibility import Role, Roles
from bot.slack.errors import SlackError
from bot.store.connection import Clock
from bot.store.groups import Group, Groups, GroupsRead
from bot.store.preferences import Chosen, Preferences
from bot.store.request_context import asked, was_seen_as

RolesNow = Callable[[], Awaitable[Roles]]
"""What everything that depends on roles is given. Raises GroupsNotKnown."""
Later = Callable[[Coroutine[Any, Any, None]], None]
"""Done in the background."""
ReadGroups = Callable[[], Awaitable[tuple[Group, ...]]]
NAMED: TypeAdapter[dict[Role, tuple[str, ...]]] = TypeAdapter(dict[Role, tuple[str, ...]])
PREFERENCE = "roles"
FRESH = 10 * 60_000
"""Milliseconds after which the members of a group are not relied on any more; a job reads them every minute."""

log = structlog.get_logger(__name__)


class GroupsNotKnown(Exception):
    """Roles are given to groups, and nobody knows since long who is in them: whoever clicks is asked to press again."""

    def __init__(self) -> None:
        super().__init__("the members of the groups are not known, or not since long")


@dataclass(frozen=True)
class RoleBook:
    preferences: Preferences
    groups: Groups
    read_groups: ReadGroups
    environment: Appointments
    clock: Clock
    later: Later

    async def current(self) -> Roles:
        """For a click: only the store is asked. Raises GroupsNotKnown, and has them read for the next click."""
        roles = await self._judged()
        was_seen_as(*roles.held_by(asked().actor))
        return roles

    async def _judged(self) -> Roles:
        chosen = await self.preferences.get()
        if not self._groups_among(chosen):
            return self._roles(chosen, {})
        read = await self.groups.get()
        if read is None or not await self._is_fresh(read):
            self.later(self.refresh())
            raise GroupsNotKnown
        return self._roles(chosen, _members(read))

    async def drawn(self) -> Roles:
        """For a drawing, which may wait: groups that are not known are read; when Slack is silent, as they were."""
        chosen = await self.preferences.get()
        if not self._groups_among(chosen):
            return self._roles(chosen, {})
        read = await self.groups.get()
        if read is None or not await self._is_fresh(read):
            await self.refresh()
            read = await self.groups.get()
        return self._roles(chosen, _members(read) if read else {})

    async def _is_fresh(self, read: GroupsRead) -> bool:
        return await self.clock() - read.at <= FRESH

    async def appointments(self) -> Appointments:
        return self.chosen(await self.preferences.get())

    def _groups_among(self, chosen: Chosen) -> frozenset[str]:
        """Those that roles are given to, or that a policy asks."""
        return self.chosen(chosen).groups | named_groups(chosen)

    def chosen(self, chosen: Chosen) -> Appointments:
        text = chosen.values.get(PREFERENCE)
        return Appointments(NAMED.validate_json(text)) if text else self.environment

    async def refresh(self) -> None:
        """Ask Slack who is in which group; does nothing where no role is given to one, or Slack does not answer."""
        await self.gone()

    async def gone(self) -> Mapping[str, str]:
        """The same; answers the groups with a role that Slack does not have any more: id -> what it was called."""
        named = self._groups_among(await self.preferences.get())
        if not named:
            return {}
        before, now = await self.groups.get(), await self._read()
        if now is None:
            return {}
        handles = {group.id: group.handle for group in before.groups} if before else {}
        return {group: handles.get(group) or group for group in sorted(named - {group.id for group in now})}

    async def read_now(self) -> tuple[Group, ...]:
        """The groups of the workspace; as they were known last, when Slack is silent."""
        groups = await self._read()
        if groups is None:
            known = await self.groups.get()
            return known.groups if known else ()
        return groups

    async def _read(self) -> tuple[Group, ...] | None:
        """None: Slack did not answer."""
        try:
            groups = await self.read_groups()
        except SlackError as error:
            log.warning("groups_not_read", code=error.code)
            return None
        await self.groups.put(GroupsRead(await self.clock(), groups))
        return groups

    def _roles(self, chosen: Chosen, members: Mapping[str, frozenset[str]]) -> Roles:
        """Nobody is locked out: when the chosen admins are nobody any more, the environment's are."""
        appointments = self.chosen(chosen)
        roles = replace(appointments.opened(members), substitutions=substitutions_among(chosen)).without(chosen.gone)
        if roles.admins or appointments is self.environment:
            return roles
        return replace(roles, admins=self.environment.opened(members).admins - chosen.gone)


def packed(appointments: Appointments) -> str:
    """As it is kept among the preferences."""
    return NAMED.dump_json(dict(appointments.named)).decode()


def _members(read: GroupsRead) -> dict[str, frozenset[str]]:
    return {group.id: frozenset(group.members) for group in read.groups}
