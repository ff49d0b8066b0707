"""The end of a workspace's life: heard from Slack, and carried through by whichever replica works."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog

from bot.actions.departing import Departing
from bot.company_running import Around
from bot.settings import Settings
from bot.slack.inspection import Inspection
from bot.slack.wire import web_client
from bot.slack_door import Heard
from bot.store.asked import LastCompanies
from bot.store.companies import Companies
from bot.store.departures import Departures
from bot.store.home_viewers import HomeViewers
from bot.store.hook_secrets import HookSecrets
from bot.store.installations import Installations
from bot.store.keys import EVERYWHERE, Keys
from bot.store.scripts import STORE_GONE, Store
from bot.store.secret_box import SecretBox
from handlers.departures import EVENTS, DepartureEvents
from handlers.switchboard import MAIN

log = structlog.get_logger(__name__)


def departures_heard(around: Around) -> Mapping[str, Heard]:
    """By the event that tells of one."""
    return dict.fromkeys(EVENTS, DepartureEvents(Departures(_everywhere(around)).begin, around.clock))


async def keep_departures(settings: Settings, around: Around, seconds: float) -> None:
    """For ever."""
    departing = _departing(settings, around)
    while True:
        await asyncio.sleep(seconds)
        try:
            await departing.look()
        except STORE_GONE as gone:
            log.warning("store_gone", error=str(gone))
        except Exception:  # the edge of a loop that must go on
            log.exception("departure_failed")


def _departing(settings: Settings, around: Around) -> Departing:
    store = _everywhere(around)
    box = SecretBox(key.get_secret_value() for key in settings.secret_keys)
    return Departing(
        departures=Departures(store),
        installations=Installations(store, box),
        companies=Companies(store, box),
        last_companies=LastCompanies(store),
        home_viewers=HomeViewers(store),
        hook_secrets=HookSecrets(store),
        client=around.client,
        clock=around.clock,
        main_team=lambda: around.roster.teams.get(MAIN, ""),
        check_token=_checking(settings, around),
    )


def _checking(settings: Settings, around: Around) -> Callable[[str], Awaitable[None]]:
    async def check(token: str) -> None:
        slack = web_client(token=token, base_url=settings.slack_api_url, session=around.session)
        await Inspection(slack).identity()

    return check


def _everywhere(around: Around) -> Store:
    return Store(client=around.client, keys=Keys(EVERYWHERE), clock=around.clock)
