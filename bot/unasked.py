"""What happens unasked in one company, joined: its calendar, the watches, what webhooks hint at."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.actions.audit_check import AuditCheck
from bot.actions.directory_copy import DirectoryCopy
from bot.actions.heeding import Heeding
from bot.actions.hook_subscriptions import HookSubscriptions
from bot.actions.invoice_watch import InvoiceWatch
from bot.actions.overdue import Digests
from bot.actions.payment_watch import PAYMENTS, PaymentWatch
from bot.actions.surplus import SurplusWatch
from bot.jobs.schedule import Schedule
from bot.jobs.timetable import Timetable
from bot.store.audit import Audit
from bot.store.directory import DirectoryStore
from bot.store.hints import Hints
from bot.store.hook_secrets import HookSecrets
from bot.store.keys import EVERYWHERE, Keys
from bot.store.seen import Seen
from bot.store.slots import Slots

if TYPE_CHECKING:
    from bot.assembly import Assembly


def timetable_of(parts: Assembly) -> Timetable:
    """All of it reads Alegra patiently: people go first."""
    ground, clock = parts.ground, parts.ground.store.clock
    patient = ground.alegra.patient
    watch = PaymentWatch(patient, parts.announcements, Seen(ground.store, PAYMENTS), parts.admin_notices)
    invoices = InvoiceWatch(patient, parts.documents, parts.journal, parts.new_operation, clock)
    copy = DirectoryCopy(store=DirectoryStore(ground.store), alegra=patient)
    schedule = Schedule(
        company=ground.company,
        country=ground.directory.company.country,
        overdue_hour=parts.governance.settings_book.overdue_hour,
        payment_minutes=ground.settings.payment_poll_minutes,
        watch=watch,
        invoices=invoices,
        surplus=SurplusWatch(
            patient, parts.documents, parts.journal, parts.new_operation, parts.finding, clock, invoices.glance
        ),
        hooks=_hooks(parts),
        digests=Digests(parts.journal, parts.new_operation, clock),
        copy=copy,
        directory=ground.directory,
        get_to_know_people=parts.get_to_know_people,
        role_book=parts.role_book,
        notices=parts.admin_notices,
        reminders=parts.reminders,
        check_audit=AuditCheck(Audit(ground.store), clock, lambda: parts.sealing.seen),
        waiting=parts.waiting_cards,
    )
    heeding = _heeding(parts, watch, copy)
    return Timetable(schedule.jobs, schedule.runs, Slots(ground.store), clock, ground.timezone, heeding)


def _heeding(parts: Assembly, watch: PaymentWatch, copy: DirectoryCopy) -> Heeding:
    ground = parts.ground
    known = (parts.documents, parts.journal, parts.new_operation)
    return Heeding(Hints(ground.store), watch, *known, ground.directory, copy, ground.store.clock)


def _hooks(parts: Assembly) -> HookSubscriptions:
    ground = parts.ground
    secrets = HookSecrets(replace(ground.store, keys=Keys(EVERYWHERE)))
    secret = partial(secrets.of, ground.company)
    return HookSubscriptions(ground.alegra.patient, secret, ground.settings.public_url or "")
