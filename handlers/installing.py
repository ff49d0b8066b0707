"""The two pages that a browser asks for: the way to Slack, and the way back. They translate, and decide nothing."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from bot.actions.installing import (
    Installed,
    Installing,
    ScopesMissing,
    StateUsed,
    TeamNotAllowed,
    TokenExpires,
    WholeOrganization,
)
from bot.locale import Words
from bot.slack import install_pages as pages
from bot.slack.errors import SlackError, SlackUnavailable
from bot.slack.install_pages import Page
from bot.slack.install_state import StateRefused
from bot.slack.oauth import ClientRefused, CodeRefused
from bot.store.scripts import STORE_GONE

INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"
CODE = re.compile(r"[A-Za-z0-9._-]{1,255}")
WORD = re.compile(r"[a-z_]{1,40}")
COOKIE = "cobro-install"
COOKIE_SECONDS = 3600

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Visit:
    """What a browser sent, as far as anything here looks at it."""

    path: str
    query: dict[str, str] = field(default_factory=dict)
    browser: str = ""
    """The value of our cookie."""


@dataclass(frozen=True)
class Reply:
    status: int
    page: Page
    browser: str = ""
    """For the cookie; empty leaves it as it is."""


class InstallPages:
    def __init__(self, installing: Installing, *, public_url: str) -> None:
        self._installing = installing
        self._retry = public_url.rstrip("/") + INSTALL_PATH

    async def __call__(self, visit: Visit, words: Words) -> Reply:
        if visit.path == INSTALL_PATH:
            browser = self._installing.states.browser_of(visit.browser)
            return Reply(200, pages.invitation(self._installing.begin(browser), words), browser)
        if "error" in visit.query:
            return self._refused(visit.query["error"], words)
        code, state = visit.query.get("code", ""), visit.query.get("state", "")
        if not CODE.fullmatch(code) or not state:
            return Reply(400, pages.unreadable(self._retry, words))
        return await self._told(self._installing.finish(code=code, state=state, browser=visit.browser), words)

    def _refused(self, code: str, words: Words) -> Reply:
        """What Slack put into the address, and anybody can: only a word of its kind is shown."""
        if code == "access_denied":
            return Reply(200, pages.cancelled(self._retry, words))
        shown = code if WORD.fullmatch(code) else "?"
        return Reply(400, pages.slack_refused(shown, self._retry, words))

    async def _told(self, finishing: Awaitable[Installed], words: Words) -> Reply:
        try:
            installed = await finishing
        except tuple(TROUBLE) as trouble:
            status, draw = next(told for kind, told in TROUBLE.items() if isinstance(trouble, kind))
            log.warning("not_installed", why=type(trouble).__name__, code=getattr(trouble, "code", ""))
            return Reply(status, draw(trouble, self._retry, words))
        log.info("installed", team=installed.team)
        return Reply(200, _done(installed, words))


def _done(installed: Installed, words: Words) -> Page:
    if installed.is_of_environment:
        return pages.of_environment(installed.team_name, installed.team, words)
    drawn = pages.installed_again if installed.companies else pages.installed
    return drawn(installed.team_name, installed.team, words)


Draw = Callable[[Exception, str, Words], Page]
TROUBLE: dict[type[Exception], tuple[int, Draw]] = {
    StateRefused: (400, lambda _, retry, words: pages.stale(retry, words)),
    StateUsed: (400, lambda _, retry, words: pages.stale(retry, words)),
    CodeRefused: (400, lambda _, retry, words: pages.stale(retry, words)),
    ClientRefused: (502, lambda error, retry, words: pages.misconfigured(_code(error), retry, words)),
    SlackUnavailable: (503, lambda _, retry, words: pages.slack_away(retry, words)),
    SlackError: (502, lambda error, retry, words: pages.slack_refused(_code(error), retry, words)),
    TeamNotAllowed: (403, lambda error, retry, words: pages.not_allowed(_team(error), retry, words)),
    WholeOrganization: (403, lambda _, retry, words: pages.whole_organization(retry, words)),
    TokenExpires: (502, lambda _, retry, words: pages.token_expires(retry, words)),
    ScopesMissing: (502, lambda error, retry, words: pages.scopes_missing(_scopes(error), retry, words)),
    **{gone: (503, lambda _, retry, words: pages.store_away(retry, words)) for gone in STORE_GONE},
}
"""In the order in which they are looked for: a kind of SlackError before SlackError itself."""


def _code(error: Exception) -> str:
    return error.code or type(error).__name__ if isinstance(error, SlackError) else ""


def _team(error: Exception) -> str:
    return error.team if isinstance(error, TeamNotAllowed) else ""


def _scopes(error: Exception) -> tuple[str, ...]:
    return error.scopes if isinstance(error, ScopesMissing) else ()
