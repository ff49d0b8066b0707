"""The companies of this process: that of the environment, and those in the store as they come, change and go."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field, replace
from itertools import count

import structlog

from bot.closed_companies import NotInstalled, closed, known
from bot.company_running import Around, Opening, OtherWorkspace, company_running
from bot.company_settings import settings_of
from bot.ending import until_stopped
from bot.opening_waits import OtherAccount
from bot.settings import Settings, WrongSettings
from bot.slack.errors import SlackError
from bot.store.companies import Companies, KeptCompany, channel_of, team_of
from bot.store.installations import Installations
from bot.store.keys import Keys
from bot.store.scripts import STORE_GONE, Store
from bot.store.secret_box import SecretBoxError
from handlers.switchboard import MAIN

OPEN_SECONDS = 15.0
"""How long a process that starts waits for its companies before it says that it is ready."""
AGAIN_SECONDS = 20.0
"""After which a company that could not be opened is tried again: an administrator may have mended it."""

Shut = Callable[[Exception], None]

log = structlog.get_logger(__name__)


NOT_NOW = (WrongSettings, SecretBoxError, SlackError, OtherWorkspace, OtherAccount, NotInstalled, *STORE_GONE)
"""Why a company cannot be opened until a person, or time, has mended something."""


@dataclass
class _Running:
    text: str
    """As it is kept: another text is another state of the company."""
    state: str
    """The text, and the installation in its workspace: another state is opened anew."""
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    """It is open, or cannot be for now."""
    leaves: asyncio.Event = field(default_factory=asyncio.Event)


class CompaniesRunning:
    """One that cannot be opened disturbs none of the others, and is tried again and again."""

    def __init__(
        self, *, companies: Companies, installations: Installations, settings: Settings, main_team: str, around: Around
    ) -> None:
        self._companies, self._installations = companies, installations
        self._settings, self._main_team, self._around = settings, main_team, around
        self._running: dict[str, _Running] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Return when those that there are have been opened, or it takes too long."""
        await self._look()
        with suppress(TimeoutError):
            async with asyncio.timeout(OPEN_SECONDS):
                await asyncio.gather(*(running.settled.wait() for running in self._running.values()))

    async def keep_up(self, seconds: float) -> None:
        while True:
            await asyncio.sleep(seconds)
            await self._look()

    async def stop(self) -> None:
        """All at once, each draining."""
        for running in self._running.values():
            running.leaves.set()
        await asyncio.gather(*self._tasks)

    async def _look(self) -> None:
        try:
            companies, installations = await self._companies.texts(), await self._installations.texts()
        except STORE_GONE as gone:
            log.warning("store_gone", error=str(gone))
        else:
            self._follow(companies, installations)

    def _follow(self, companies: Mapping[str, str], installations: Mapping[str, str]) -> None:
        places = {company: (team_of(text), channel_of(text)) for company, text in companies.items()}
        self._around.switchboard.expect({MAIN: ("", ""), **places})
        self._around.switchboard.know_installed(frozenset(installations))
        for gone in self._running.keys() - companies.keys():
            self._running.pop(gone).leaves.set()
            self._around.switchboard.dismiss(gone)
            self._around.roster.teams.pop(gone, None)
        for company, text in companies.items():
            self._around.roster.teams[company] = team_of(text)
            state = f"{text}\n{installations.get(team_of(text), '')}"
            running = self._running.get(company)
            if running is None or running.state != state:
                self._begin(company, _Running(text, state), ends=running)

    def _begin(self, company: str, running: _Running, *, ends: _Running | None) -> None:
        """`ends`: its earlier state leaves as soon as the new one is open, so that nobody finds it closed."""
        self._running[company] = running
        task = asyncio.create_task(self._keep(company, running, ends))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _keep(self, company: str, running: _Running, ends: _Running | None) -> None:
        tries = count(1)
        while not running.leaves.is_set():
            shut = await self._shut(company, running.text)
            try:
                await self._run(company, running, ends, shut)
            except NOT_NOW as why:
                shut(why)
                if _is_worth_telling(next(tries)):
                    log.error("company_not_open", company=company, why=type(why).__name__)  # noqa: TRY400 expected
            except Exception as defect:  # the edge of a company: the others go on
                shut(defect)
                log.exception("company_not_open", company=company)
            running.settled.set()
            with suppress(TimeoutError):
                async with asyncio.timeout(AGAIN_SECONDS):
                    await running.leaves.wait()
        if ends:
            ends.leaves.set()

    async def _shut(self, company: str, text: str) -> Shut:
        """What tells the people of the company why it is not open."""
        around = self._around
        told = await known(company, text, Store(client=around.client, keys=Keys(company), clock=around.clock))
        return lambda why: around.switchboard.shut(closed(told, why))

    async def _run(self, company: str, running: _Running, ends: _Running | None, shut: Shut) -> None:
        opening = replace(await self._opening(company), waits_for=shut)
        async with AsyncExitStack() as stack:

            async def rise() -> None:
                await stack.enter_async_context(company_running(opening, self._around))
                running.settled.set()
                if ends:
                    ends.leaves.set()

            await until_stopped(asyncio.create_task(rise()), running.leaves)

    async def _opening(self, company: str) -> Opening:
        """Raise what stands in NOT_NOW."""
        kept = await self._companies.find(company)
        if kept is None:
            raise NotInstalled(company)
        token = await self._token(kept)
        return Opening(company, settings_of(kept, self._settings), token, team=kept.team, name=kept.name)

    async def _token(self, kept: KeptCompany) -> str:
        if kept.team == self._main_team:
            return self._settings.slack_bot_token.get_secret_value()
        installation = await self._installations.find(kept.team)
        if installation is None:
            raise NotInstalled(kept.id)
        return installation.bot_token


def _is_worth_telling(tries: int) -> bool:
    """The first time, the second, the fourth: what lasts for days does not fill the log."""
    return tries & (tries - 1) == 0
