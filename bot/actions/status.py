"""What is told of how Cobro is: from the store alone, so that it can be told while everything else is away."""

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.actions.directory import Directory
from bot.actions.role_book import RolesNow
from bot.operations.backlog import Unended, read_backlog
from bot.operations.journal import Journal
from bot.slack.messages.status import KINDS, MOST_STUCK, ForAdmins, Paused, Status, Waits
from bot.store.audit import Audit
from bot.store.documents import Documents
from bot.store.outages import Outages
from bot.store.replicas import Replicas
from bot.store.scripts import Store
from bot.store.slots import Slots

ALIVE_WITHIN_SECONDS = 60
PAYMENTS, DIRECTORY = "payments", "directory"
"""The jobs, as `bot.jobs.schedule` calls them."""


@dataclass(frozen=True)
class StatusReading:
    store: Store
    journal: Journal
    documents: Documents
    slots: Slots
    audit: Audit
    replicas: Replicas
    directory: Directory
    roles: RolesNow
    outages: Outages
    requests_left: Callable[[], Awaitable[int | None]]
    version: str

    async def __call__(self, person: str) -> Status:
        """Raise one of STORE_GONE."""
        company = self.store.keys.company
        now, lane, last = await self.store.now(), await self.journal.lane(), await self.slots.last()
        backlog = await read_backlog(self.store, most_stuck=MOST_STUCK + 1, telling=KINDS)
        return Status(
            now,
            self.directory.company.name,
            payments_at=_moment(last.get(f"{company}/{PAYMENTS}", "")),
            directory_at=_moment(last.get(f"{company}/{DIRECTORY}", "")),
            copied=self.directory.size if self.directory.is_partial else None,
            paused=Paused(str(lane.error.get("situation", "")), lane.since) if lane and now < lane.until else None,
            under_way=backlog.under_way,
            oldest=await self._waits(backlog.oldest) if backlog.oldest else None,
            stuck=tuple([await self._waits(each) for each in backlog.stuck]),
            lost=tuple(sorted(await self.outages.all())),
            unreadable=tuple(await self.journal.unreadable()),
            for_admins=await self._for_admins() if person in (await self.roles()).admins else None,
        )

    async def _waits(self, unended: Unended) -> Waits:
        document = await self.documents.find(unended.document)
        number = document.content.number if document and document.content else ""
        return Waits(unended.document, number or unended.document, unended.kind, unended.accepted_at)

    async def _for_admins(self) -> ForAdmins:
        head, checked = await self.audit.head(), await self.audit.checked()
        alive = await self.replicas.seen(within_seconds=ALIVE_WITHIN_SECONDS)
        return ForAdmins(
            version=self.version,
            replicas=tuple((each.name, each.version) for each in alive),
            requests_left=await self.requests_left(),
            head=str(head),
            unsealed=head.unsealed,
            checked_at=checked.at if checked else 0,
            broken=checked.broken if checked else (),
        )


def _moment(planned: str) -> int:
    return int(dt.datetime.fromisoformat(planned).timestamp() * 1000) if planned else 0
