"""What Cobro does unasked, and how often: the calendar is read aloud here; the acts are in `actions`."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import structlog

from bot.actions.admin_notices import AdminNotices
from bot.actions.directory import Directory
from bot.actions.directory_copy import DirectoryCopy
from bot.actions.hook_subscriptions import HookSubscriptions
from bot.actions.invoice_watch import InvoiceWatch
from bot.actions.overdue import Digests
from bot.actions.payment_watch import PaymentWatch
from bot.actions.reminders import Reminders
from bot.actions.role_book import RoleBook
from bot.actions.surplus import EVERY_MINUTES, SurplusWatch
from bot.actions.waiting_cards import WaitingCards
from bot.billing.timetable import DailyJob, EveryJob, Slot
from bot.jobs.timetable import Run

log = structlog.get_logger(__name__)

PAYMENTS = "payments"
DIRECTORY = "directory"
PEOPLE = "people"
GROUPS = "groups"
REMINDERS = "reminders"
OVERDUE = "overdue"
VOIDS = "voids"
SURPLUS = "surplus"
WHOLE_DIRECTORY = "whole-directory"
HOOKS = "hooks"
AUDIT = "audit"
REMINDER_MINUTES = 5
A_DAY = dt.timedelta(hours=24)
"""A company that begins in the afternoon has its directory copied then, not at night."""


@dataclass(frozen=True)
class Schedule:
    company: str
    country: str
    overdue_hour: Callable[[], Awaitable[int]]
    """As it is now."""
    payment_minutes: int
    watch: PaymentWatch
    invoices: InvoiceWatch
    surplus: SurplusWatch
    hooks: HookSubscriptions
    digests: Digests
    copy: DirectoryCopy
    directory: Directory
    get_to_know_people: Callable[[], Awaitable[None]]
    role_book: RoleBook
    notices: AdminNotices
    reminders: Reminders
    check_audit: Callable[[], Awaitable[None]]
    waiting: WaitingCards

    async def jobs(self) -> tuple[DailyJob | EveryJob, ...]:
        return (
            EveryJob(PAYMENTS, self.company, self.payment_minutes),
            EveryJob(DIRECTORY, self.company, 5),
            EveryJob(PEOPLE, self.company, 30),
            EveryJob(GROUPS, self.company, 1),
            EveryJob(REMINDERS, self.company, REMINDER_MINUTES),
            EveryJob(SURPLUS, self.company, EVERY_MINUTES),
            EveryJob(HOOKS, self.company, 60),
            DailyJob(OVERDUE, self.company, dt.time(await self.overdue_hour()), working_days_of=self.country),
            DailyJob(VOIDS, self.company, dt.time(2)),
            DailyJob(WHOLE_DIRECTORY, self.company, dt.time(3), stays_due=A_DAY),
            DailyJob(AUDIT, self.company, dt.time(4)),
        )

    @property
    def runs(self) -> Mapping[str, Run]:
        return {
            PAYMENTS: self._watch_payments,
            DIRECTORY: self._refresh_directory,
            PEOPLE: self._get_to_know,
            GROUPS: self._read_groups,
            REMINDERS: self._remind,
            SURPLUS: self._look_for_surplus,
            HOOKS: self._keep_hooks,
            OVERDUE: self._owe_digest,
            VOIDS: self._look_for_voids,
            WHOLE_DIRECTORY: self._copy_whole_directory,
            AUDIT: self._check_audit,
        }

    async def _watch_payments(self, _: Slot) -> None:
        await self.watch.poll()

    async def _look_for_surplus(self, _: Slot) -> None:
        await self.surplus.look()

    async def _keep_hooks(self, _: Slot) -> None:
        await self.hooks.keep()

    async def _look_for_voids(self, _: Slot) -> None:
        """What was done in Alegra to payments that were told, and to invoices that are known, and no webhook hinted at."""
        await self.watch.look_for_voids()
        await self.invoices.look()

    async def _refresh_directory(self, _: Slot) -> None:
        await self.copy.refresh()
        await self.directory.catch_up()

    async def _get_to_know(self, _: Slot) -> None:
        await self.get_to_know_people()

    async def _read_groups(self, _: Slot) -> None:
        """So that nobody's first click has to wait, who left a group loses its role although Slack did not say so, and cards say it."""
        if gone := await self.role_book.gone():
            await self.notices.groups_gone(gone)
        await self.waiting.look()

    async def _remind(self, _: Slot) -> None:
        await self.reminders.look()

    async def _owe_digest(self, slot: Slot) -> None:
        await self.digests.owe(dt.datetime.fromisoformat(slot.planned).date())

    async def _check_audit(self, _: Slot) -> None:
        await self.check_audit()

    async def _copy_whole_directory(self, _: Slot) -> None:
        """Page by page; a pass that is interrupted goes on where it stopped."""
        pause: float | None = 0.0
        while pause is not None:
            pause = await self.copy.step()
            await asyncio.sleep(pause or 0)
        await self.directory.catch_up()
