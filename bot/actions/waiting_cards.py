"""Cards that wait for approvals, drawn again when others are asked than they say: another role, group, substitute or day.

Whom a card asks follows from who has which role, and nothing happens to the document when that changes. So each minute, and right after
a change in Slack, what waits is compared with what was kept of it, and what differs is shown again. Votes are not touched.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass

from bot.actions.admin_notices import AdminNotices
from bot.actions.approval_face import level_rows
from bot.actions.polling import Polling
from bot.actions.role_book import GroupsNotKnown, RolesNow
from bot.actions.rounds import standing_round
from bot.billing.dates import local_date
from bot.billing.eligibility import Roles
from bot.operations.redrawing import Redrawing
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.waiting import UNDER, Waiting

NOBODY = "!"
"""Begins what is kept of a document for which nobody is left; admins have been told then."""


@dataclass(frozen=True)
class WaitingCards:
    waiting: Waiting
    documents: Documents
    redrawing: Redrawing
    roles: RolesNow
    """As for a click: where nobody knows who is in a group, nothing is said of it."""
    polling: Polling
    notices: AdminNotices
    clock: Clock

    async def look(self) -> tuple[str, ...]:
        """Answers the documents that will be shown again. Doing it twice equals doing it once."""
        try:
            roles, now = await self.roles(), await self.clock()
        except GroupsNotKnown:
            return ()
        today = local_date(now, self.polling.timezone).isoformat()
        before = await self.waiting.asks()
        under, was_under = f"{today} {_fingerprint(_who(roles, self.polling, now))}", before.pop(UNDER, "")
        if not was_under.startswith(today):
            await self.waiting.find_petitions()
        names = await self.waiting.documents()
        asks = await self._asks(names, roles, now)
        await self._tell_admins(asks, before, under)
        differ = _differing(asks, before, is_same=was_under == under)
        over = {*before, *await self.waiting.petitions()} - asks.keys()
        if (asks, under) == (before, was_under) and not differ and not over:
            return ()
        return await self.redrawing.again(differ, asks=asks, over=sorted(over), under=under)

    async def _asks(self, names: Iterable[str], roles: Roles, now: int) -> dict[str, str]:
        """By document, a fingerprint of whom its card asks; a draft that was made in Alegra asks nobody."""
        found: dict[str, str] = {}
        for name in names:
            document = await self.documents.find(name)
            waits = standing_round(document) if document else None
            if waits and (rows := level_rows(waits.poll(self.polling, roles=roles, now=now), waits.votes)):
                mark = NOBODY if any(row.is_blocked for row in rows) else ""
                found[name] = mark + _fingerprint([[asdict(row) for row in rows], bool(roles.admins)])
        return found

    async def _tell_admins(self, asks: Mapping[str, str], before: Mapping[str, str], under: str) -> None:
        """Once of each, until somebody could approve it again."""
        new = [
            name
            for name, mark in asks.items()
            if mark.startswith(NOBODY) and not before.get(name, "").startswith(NOBODY)
        ]
        if new:
            await self.notices.nobody_left(new, under=under)


def _who(roles: Roles, polling: Polling, now: int) -> object:
    """Everything of the roles that a card that waits may depend on."""
    away = sorted(roles.stand_ins(local_date(now, polling.timezone)))
    members = {group: sorted(people) for group, people in roles.members.items()}
    return [sorted(roles.approvers), sorted(roles.admins), members, away]


def _differing(asks: Mapping[str, str], before: Mapping[str, str], *, is_same: bool) -> Collection[str]:
    """Under the same roles whatever changed a document has drawn it too, but where nobody knew what was drawn."""
    if is_same:
        return [name for name in asks if before.get(name) == ""]
    return [name for name, mark in asks.items() if before.get(name) != mark]


def _fingerprint(what: object) -> str:
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()[:16]
