"""A workspace installs Cobro: what is checked before its token is kept."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from bot.slack.errors import SlackError
from bot.slack.install_state import InstallStates
from bot.slack.oauth import Granted, OAuthClient
from bot.store.companies import Companies
from bot.store.connection import Clock
from bot.store.installations import Installation, Installations

log = structlog.get_logger(__name__)


class NotInstalled(Exception):
    """Nothing was kept."""


class StateUsed(NotInstalled):
    def __init__(self) -> None:
        super().__init__("this state has come back before")


class WholeOrganization(NotInstalled):
    def __init__(self) -> None:
        super().__init__("installed for a whole organization, which Cobro does not serve")


class TokenExpires(NotInstalled):
    def __init__(self) -> None:
        super().__init__("the app has token rotation switched on, which manifest.yml does not ask for")


class TeamNotAllowed(NotInstalled):
    def __init__(self, team: str) -> None:
        super().__init__(f"{team} is not in COBRO_ALLOWED_TEAMS")
        self.team = team


class ScopesMissing(NotInstalled):
    def __init__(self, scopes: tuple[str, ...]) -> None:
        super().__init__(f"Slack did not grant {', '.join(scopes)}")
        self.scopes = scopes


@dataclass(frozen=True)
class Installed:
    team: str
    team_name: str
    is_of_environment: bool = False
    """Its token is in the environment, and stays the one that counts."""
    companies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Installing:
    oauth: OAuthClient
    states: InstallStates
    first_time: Callable[[str], Awaitable[bool]]
    installations: Installations
    companies: Companies
    scopes: frozenset[str]
    """What the manifest asks for."""
    allowed_teams: frozenset[str]
    """Empty: any. A workspace is served only once an administrator adds a company to it."""
    main_team: Callable[[], str]
    clock: Clock

    def begin(self, browser: str) -> str:
        """The address of Slack's page."""
        return self.oauth.authorize_url(self.scopes, state=self.states.new(browser))

    async def finish(self, *, code: str, state: str, browser: str) -> Installed:
        """Raises StateRefused, NotInstalled, SlackError, and what `SecretBox` raises."""
        nonce = self.states.nonce_of(state, browser=browser)
        if not await self.first_time(f"install:{nonce}"):
            raise StateUsed
        granted = await self.oauth.exchange(code)
        await self._check(granted)
        if granted.team == self.main_team():
            return Installed(granted.team, granted.team_name, is_of_environment=True)
        await self.installations.put(await self._installation(granted))
        return Installed(granted.team, granted.team_name, companies=await self.companies.of_team(granted.team))

    async def _check(self, granted: Granted) -> None:
        """Who is never to be served gives the token back; what a new attempt mends does not cost an older token its life."""
        if not granted.team:
            await self._give_back(granted)
            raise WholeOrganization
        is_ours = granted.team == self.main_team()
        if self.allowed_teams and not is_ours and granted.team not in self.allowed_teams:
            await self._give_back(granted)
            raise TeamNotAllowed(granted.team)
        if granted.expires:
            raise TokenExpires
        if missing := tuple(sorted(self.scopes - frozenset(granted.scopes))):
            raise ScopesMissing(missing)

    async def _give_back(self, granted: Granted) -> None:
        """Where Slack cannot be asked the token is forgotten all the same: nobody has it."""
        try:
            await self.oauth.give_back(granted.token)
        except SlackError as error:
            log.warning("token_not_given_back", team=granted.team, why=type(error).__name__)

    async def _installation(self, granted: Granted) -> Installation:
        return Installation(
            team=granted.team,
            team_name=granted.team_name,
            bot_token=granted.token,
            bot_user=granted.bot_user,
            scopes=granted.scopes,
            installed_by=granted.by,
            at=await self.clock(),
        )
