"""Installing the app into a workspace with OAuth v2 (Slack fact sheet 1.8): the link, and the token for the code it brings.

slack_sdk's own parts are not used: its link does not encode what it carries, its state lives in a cookie alone, and its
call warns of an aiohttp to come, which ends a test run.
"""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urljoin

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.errors import SlackError, refused, unanswered
from bot.slack.wire import web_client

METHOD = "oauth.v2.access"
LEFTOVER = frozenset({"invalid_code", "code_already_used", "code_expired"})
OURS = frozenset({"bad_client_secret", "invalid_client_id", "bad_redirect_uri", "oauth_authorization_url_mismatch"})


class CodeRefused(SlackError):
    """Used already, too old, or another app's: the person has to begin again."""


class ClientRefused(SlackError):
    """SLACK_CLIENT_ID, SLACK_CLIENT_SECRET or the redirect URL are not those of the app."""


@dataclass(frozen=True)
class Granted:
    """What Slack gave. `team` is empty where it gave it for a whole organization."""

    team: str
    team_name: str
    token: str = field(repr=False)
    bot_user: str
    scopes: tuple[str, ...]
    by: str
    expires: bool
    """The app has token rotation switched on."""


@dataclass(frozen=True)
class OAuthClient:
    client_id: str
    secret: str = field(repr=False)
    redirect_uri: str
    api_url: str
    session: aiohttp.ClientSession = field(repr=False)

    def authorize_url(self, scopes: Iterable[str], *, state: str) -> str:
        """Slack's page; beside the API, as with Slack itself."""
        query = {
            "client_id": self.client_id,
            "scope": ",".join(sorted(scopes)),
            "redirect_uri": self.redirect_uri,
            "state": state,
        }
        return f"{urljoin(self.api_url, '/oauth/v2/authorize')}?{urlencode(query)}"

    async def exchange(self, code: str) -> Granted:
        """Raises CodeRefused, ClientRefused, SlackUnavailable."""
        basic = base64.b64encode(f"{self.client_id}:{self.secret}".encode()).decode()
        client = web_client(token="", base_url=self.api_url, session=self.session)
        try:
            answer = await client.api_call(
                METHOD,
                data={"code": code, "redirect_uri": self.redirect_uri},
                headers={"Authorization": f"Basic {basic}"},
            )
        except SlackApiError as error:
            raise _refused(error) from error
        except (aiohttp.ClientError, TimeoutError, SlackClientError) as error:
            raise unanswered(METHOD, error, repeatable=True) from error
        return _granted(answer.data if isinstance(answer.data, dict) else {})

    async def give_back(self, token: str) -> None:
        """Whatever was granted with it is gone. Raises SlackError."""
        client = web_client(token=token, base_url=self.api_url, session=self.session)
        try:
            await client.auth_revoke()
        except SlackApiError as error:
            raise refused("auth.revoke", error, repeatable=True) from error
        except (aiohttp.ClientError, TimeoutError, SlackClientError) as error:
            raise unanswered("auth.revoke", error, repeatable=True) from error


def _refused(error: SlackApiError) -> SlackError:
    known = refused(METHOD, error, repeatable=True)
    if known.code in LEFTOVER:
        return CodeRefused(METHOD, known.code)
    return ClientRefused(METHOD, known.code) if known.code in OURS else known


def _granted(answer: Mapping[str, Any]) -> Granted:
    team = answer.get("team") or {}
    return Granted(
        team="" if answer.get("is_enterprise_install") else str(team.get("id") or ""),
        team_name=str(team.get("name") or ""),
        token=str(answer.get("access_token") or ""),
        bot_user=str(answer.get("bot_user_id") or ""),
        scopes=tuple(sorted(filter(None, str(answer.get("scope") or "").split(",")))),
        by=str((answer.get("authed_user") or {}).get("id") or ""),
        expires=bool(answer.get("expires_in") or answer.get("refresh_token")),
    )
