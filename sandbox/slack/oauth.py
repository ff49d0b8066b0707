"""OAuth v2, as far as an installation needs it: what is asked for, the code, and the token for it (Slack fact sheet 1.8)."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.teams import Team, Teams
from sandbox.slack.workspace.grants import Grant

Json = dict[str, Any]
CODE_SECONDS = 600
"""Ten minutes: Slack's pages on installing with OAuth."""


@dataclass(frozen=True)
class Asked:
    """The query of `/oauth/v2/authorize`."""

    client_id: str
    scopes: tuple[str, ...]
    redirect_uri: str
    state: str
    team: str = ""


@dataclass(frozen=True)
class Allowed:
    """What stands behind a code."""

    team: Team
    asked: Asked
    by: str
    until: float


class OAuth:
    def __init__(self, teams: Teams, *, client_id: str, client_secret: str, now: Callable[[], float]) -> None:
        self._teams, self._now = teams, now
        self.client_id, self._client_secret = client_id, client_secret
        self._codes: dict[str, Allowed] = {}

    def check_asked(self, asked: Asked) -> None:
        """What Slack refuses before it shows the page (the codes that it writes there are assumed). Raises SlackRefusal."""
        if asked.client_id != self.client_id:
            raise SlackRefusal("invalid_client_id")
        if not asked.scopes:
            raise SlackRefusal("no_scopes")
        if set(asked.scopes) - self._teams.first.workspace.manifest.scopes:
            raise SlackRefusal("invalid_scope")
        if not _leads_home(asked.redirect_uri, self._teams.first.workspace.manifest.redirect_urls):
            raise SlackRefusal("bad_redirect_uri")

    def allow(self, asked: Asked, *, team: Team, by: str) -> str:
        """The code that the browser carries back. Raises SlackRefusal."""
        self.check_asked(asked)
        person = team.workspace.directory.person(by)
        if person.is_restricted or person.is_ultra_restricted:
            raise SlackRefusal("restricted_action")
        code = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**13)}.{secrets.token_hex(32)}"
        self._codes[code] = Allowed(team, asked, by, self._now() + CODE_SECONDS)
        return code

    def exchange(self, *, client_id: str, client_secret: str, code: str, redirect_uri: str) -> Json:
        """oauth.v2.access; a code works once. Raises SlackRefusal."""
        self.check_client(client_id=client_id, client_secret=client_secret)
        allowed = self._codes.pop(code, None)
        if allowed is None or self._now() > allowed.until:
            raise SlackRefusal("invalid_code")
        if redirect_uri != allowed.asked.redirect_uri:
            raise SlackRefusal("bad_redirect_uri")
        return _installed(allowed)

    def check_client(self, *, client_id: str, client_secret: str) -> None:
        """Raises SlackRefusal."""
        if client_id != self.client_id:
            raise SlackRefusal("invalid_client_id")
        if not hmac.compare_digest(client_secret.encode(), self._client_secret.encode()):
            raise SlackRefusal("bad_client_secret")


def _leads_home(redirect_uri: str, registered: tuple[str, ...]) -> bool:
    """A registered address, or one below it (Slack's page on installing with OAuth)."""
    return any(redirect_uri == url or redirect_uri.startswith(url.rstrip("/") + "/") for url in registered)


def _installed(allowed: Allowed) -> Json:
    workspace = allowed.team.workspace
    installation = workspace.installation
    workspace.grants.give(Grant(installation.token, frozenset(allowed.asked.scopes), allowed.by))
    workspace.changed()
    return {
        "app_id": installation.app_id,
        "authed_user": {"id": allowed.by},
        "scope": ",".join(allowed.asked.scopes),
        "token_type": "bot",
        "access_token": installation.token,
        "bot_user_id": installation.bot_user,
        "team": {"id": installation.team["id"], "name": installation.team["name"]},
        "enterprise": None,
        "is_enterprise_install": False,
    }
