"""What admins choose in Slack, as the store keeps it: in force at once, once each, and told."""

import datetime as dt
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import pytest

from bot.actions.channel_voice import FRESH as CHANNEL_FRESH
from bot.actions.channel_voice import ChannelVoice
from bot.actions.closed_books import DATED, DATELESS
from bot.actions.company_hours import CompanyHours
from bot.actions.role_book import FRESH, GroupsNotKnown, RoleBook
from bot.actions.role_changes import RoleChanges, RolesKept, RolesRefused
from bot.actions.settings_book import SettingsBook, SettingsKept
from bot.billing.appointments import Appointments
from bot.billing.company_choices import CompanyChoices
from bot.billing.eligibility import NotPermitted, Role
from bot.locale import Words
from bot.slack.errors import NotAuthorized, SlackUnavailable
from bot.store.channels import Channel, Channels
from bot.store.groups import Group, Groups
from bot.store.people import People
from bot.store.preferences import Preferences, PreferencesChanged
from bot.store.scripts import Store
from tests.actions.bench import BRUNO, CARLA, DIEGO, OLGA, roles
from tests.handlers.assembled import assembled

FINANCE = Group("S0FINANZAS", "finanzas", "Finanzas", (BRUNO, OLGA))
ENVIRONMENT = Appointments({Role.APPROVER: (FINANCE.id,), Role.ADMIN: (DIEGO,)})


class Slack:
    def __init__(self) -> None:
        self.groups: tuple[Group, ...] = (FINANCE,)
        self.failure: Exception | None = None
        self.asked = 0
        self.now = 1_795_000_000_000
        self.later: list[Coroutine[Any, Any, None]] = []
        self.channel = Channel("C0FACTURAS", "facturacion", is_public=False, is_member=True)

    async def read(self) -> tuple[Group, ...]:
        self.asked += 1
        if self.failure:
            raise self.failure
        return self.groups

    async def read_channel(self, _: str) -> Channel:
        self.asked += 1
        if self.failure:
            raise self.failure
        return self.channel

    async def clock(self) -> int:
        return self.now


@pytest.fixture
def slack() -> Slack:
    return Slack()


@pytest.fixture
def book(store: Store, slack: Slack) -> RoleBook:
    return RoleBook(Preferences(store), Groups(store), slack.read, ENVIRONMENT, slack.clock, slack.later.append)


@pytest.fixture
def settings(store: Store, slack: Slack) -> SettingsBook:
    return SettingsBook(Preferences(store), CompanyChoices(undo_seconds=15), roles, slack.clock)


async def test_a_click_does_not_ask_slack_and_has_it_asked_for_the_next_one(book: RoleBook, slack: Slack) -> None:
    with pytest.raises(GroupsNotKnown):
        await book.current()
    assert slack.asked == 0
    await slack.later[0]
    assert (await book.current()).approvers == {BRUNO, OLGA}


async def test_what_is_known_of_a_group_is_not_relied_on_for_ever(book: RoleBook, slack: Slack) -> None:
    await book.refresh()
    slack.now += FRESH + 1
    with pytest.raises(GroupsNotKnown):
        await book.current()
    slack.later[0].close()


async def test_a_drawing_waits_for_slack_and_takes_the_last_it_knew_when_slack_is_silent(
    book: RoleBook, slack: Slack
) -> None:
    assert (await book.drawn()).approvers == {BRUNO, OLGA}
    slack.now, slack.failure = slack.now + FRESH + 1, SlackUnavailable("usergroups.list")
    assert (await book.drawn()).approvers == {BRUNO, OLGA}


async def test_a_group_that_slack_no_longer_has_counts_as_empty(book: RoleBook, slack: Slack) -> None:
    slack.groups = ()
    await book.refresh()
    assert (await book.current()).approvers == frozenset()


async def test_the_groups_that_are_gone_are_named_and_silence_is_not_taken_for_it(book: RoleBook, slack: Slack) -> None:
    slack.failure = SlackUnavailable("usergroups.list")
    assert await book.gone() == {}
    slack.failure = None
    assert await book.gone() == {}
    slack.groups = ()
    assert await book.gone() == {FINANCE.id: "finanzas"}


async def test_where_no_role_is_given_to_a_group_slack_is_never_asked(store: Store, slack: Slack) -> None:
    named = Appointments({Role.APPROVER: (BRUNO,)})
    book = RoleBook(Preferences(store), Groups(store), slack.read, named, slack.clock, slack.later.append)
    await book.refresh()
    assert (await book.current()).approvers == (await book.drawn()).approvers == {BRUNO}
    assert slack.asked == 0


async def test_when_the_chosen_admins_are_nobody_any_more_the_environments_are(
    book: RoleBook, store: Store, slack: Slack
) -> None:
    changes = RoleChanges(book, People(store), "T0", slack.clock)
    await book.read_now()
    kept = await changes.change(Appointments({Role.ADMIN: (FINANCE.id,)}), by=DIEGO, on=0)
    assert kept == RolesKept()
    assert (await book.current()).admins == {BRUNO, OLGA}
    slack.groups = (replace(FINANCE, members=()),)
    await book.read_now()
    assert (await book.current()).admins == {DIEGO}


async def test_a_change_over_an_older_form_is_refused_and_both_are_in_the_history_once(
    book: RoleBook, store: Store, slack: Slack
) -> None:
    await book.read_now()
    changes = RoleChanges(book, People(store), "T0", slack.clock)
    wanted = Appointments({Role.ADMIN: (DIEGO,), Role.COLLECTOR: (CARLA,)})
    assert await changes.change(wanted, by=CARLA, on=0) == NotPermitted(frozenset({DIEGO}))
    assert await changes.change(wanted, by=DIEGO, on=0) == RolesKept()
    assert await changes.change(wanted, by=DIEGO, on=0) == PreferencesChanged()
    assert isinstance(await changes.change(Appointments(), by=DIEGO, on=1), RolesRefused)
    (act,) = await book.preferences.history()
    assert (act.by, act.what, act.detail["collector"]) == (DIEGO, "roles", {"added": [CARLA], "removed": []})


async def test_what_is_set_as_the_environment_says_goes_on_following_it(
    settings: SettingsBook, store: Store, slack: Slack
) -> None:
    kept = await settings.change(CompanyChoices(undo_seconds=30, overdue_hour=7), by=DIEGO, on=0)
    assert kept == SettingsKept()
    assert await settings.change(CompanyChoices(undo_seconds=15, overdue_hour=7), by=DIEGO, on=1) == SettingsKept()

    restarted = SettingsBook(Preferences(store), CompanyChoices(undo_seconds=60), roles, slack.clock)
    assert (await restarted.current()) == CompanyChoices(undo_seconds=60, overdue_hour=7)


async def test_a_closing_date_can_be_taken_back_against_the_environment(store: Store, slack: Slack) -> None:
    closed = CompanyChoices(closing_date=dt.date(2026, 10, 31))
    settings = SettingsBook(Preferences(store), closed, roles, slack.clock)
    await settings.change(CompanyChoices(closing_date=None), by=DIEGO, on=0)
    assert (await settings.current()).closing_date is None
    (act,) = await settings.preferences.history()
    assert act.detail == {"closing_date": {"before": "2026-10-31", "after": ""}}
    assert await settings.change(closed, by=CARLA, on=1) == NotPermitted(frozenset({DIEGO}))


async def test_a_channel_that_nobody_can_look_at_is_spoken_to_without_figures(
    settings: SettingsBook, store: Store, slack: Slack
) -> None:
    words = {"es_CO": Words("es_CO"), "en": Words("en")}
    voice = ChannelVoice(settings.current, words, Channels(store), slack.read_channel, "C0FACTURAS", slack.clock)
    slack.failure = NotAuthorized("conversations.info", "missing_scope")
    assert (await voice()).hides_amounts
    slack.failure = None
    assert not (await voice()).hides_amounts
    slack.channel = replace(slack.channel, is_public=True)
    assert not (await voice()).hides_amounts
    slack.now += CHANNEL_FRESH + 1
    assert (await voice()).hides_amounts
    assert not (await voice.aside()).hides_amounts
    await settings.change(CompanyChoices(amounts="everywhere", language="en"), by=DIEGO, on=0)
    assert await voice() == Words("en")


async def test_every_kind_of_operation_says_whether_it_carries_a_date(store: Store) -> None:
    kinds = {kind.name for kind in assembled(store).kinds}
    assert kinds - set(DATED) - DATELESS == set(), "say in bot/actions/closed_books.py which date it carries"
    assert set(DATED) | DATELESS == kinds


async def test_an_hour_chosen_beside_one_of_the_environment_never_leaves_the_company_without_hours(
    settings: SettingsBook, store: Store, slack: Slack
) -> None:
    await settings.change(CompanyChoices(undo_seconds=15, opening_hour=17), by=DIEGO, on=0)
    earlier = CompanyChoices(undo_seconds=15, closing_hour=16)
    restarted = SettingsBook(Preferences(store), earlier, roles, slack.clock)
    hours = await CompanyHours(restarted.current, "America/Bogota", lambda: "colombia")()
    assert (hours.opens, hours.closes) == (8, 16)
