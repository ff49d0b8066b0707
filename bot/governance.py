"""What decides in a company, joined: its roles, its settings in force, its closed books, and how its channel is spoken to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.actions.attribution import Attribution
from bot.actions.channel_voice import ChannelVoice
from bot.actions.closed_books import ClosedBooks
from bot.actions.company_hours import CompanyHours
from bot.actions.policy_book import PolicyBook
from bot.actions.role_book import RoleBook
from bot.actions.settings_book import SettingsBook
from bot.billing.appointments import Appointments
from bot.billing.company_choices import RISK_LIMITS, CompanyChoices
from bot.billing.eligibility import Role
from bot.store.channels import Channels
from bot.store.groups import Groups
from bot.store.preferences import Preferences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.assembly import Ground
    from bot.locale import Words
    from bot.settings import Settings
    from bot.store.documents import Documents
    from bot.store.people import People
    from handlers.afterwards import Afterwards


@dataclass(frozen=True)
class Governance:
    role_book: RoleBook
    settings_book: SettingsBook
    closed_books: ClosedBooks
    voice: ChannelVoice
    policy_book: PolicyBook
    hours: CompanyHours


def governance_of(
    ground: Ground, *, documents: Documents, people: People, words: Mapping[str, Words], afterwards: Afterwards
) -> Governance:
    store, settings, clock = ground.store, ground.settings, ground.store.clock
    preferences = Preferences(store)
    roles = RoleBook(preferences, Groups(store), ground.wire.groups, appointed(settings), clock, afterwards)
    book = SettingsBook(preferences, settled(settings), roles.current, clock)
    voice = ChannelVoice(book.current, words, Channels(store), ground.wire.channel, settings.channel, clock)
    attribution = Attribution(people.get, voice.aside)
    closed = ClosedBooks(book.current, roles.current, documents, clock, ground.timezone, attribution)
    hours = CompanyHours(book.current, ground.timezone, lambda: ground.directory.company.country)
    return Governance(roles, book, closed, voice, PolicyBook(preferences), hours)


def appointed(settings: Settings) -> Appointments:
    """The roles of the environment."""
    return Appointments(
        {
            Role.REQUESTER: settings.requesters,
            Role.APPROVER: settings.approvers,
            Role.COLLECTOR: settings.collectors,
            Role.ADMIN: settings.admins,
            Role.ACCOUNTANT: settings.accountants,
        }
    )


def settled(settings: Settings) -> CompanyChoices:
    """The settings of the environment that admins may overrule."""
    return CompanyChoices(
        closing_date=settings.closing_date,
        amounts=settings.amounts,
        email_on_stamp=settings.email_on_stamp,
        overdue_hour=settings.overdue_hour,
        opening_hour=settings.opening_hour,
        closing_hour=settings.closing_hour,
        working_days=settings.working_days,
        undo_seconds=settings.undo_seconds,
        language=settings.language,
        **{name: getattr(settings, name) for name in RISK_LIMITS},
    )
