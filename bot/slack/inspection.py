"""What the installation's own tokens say of themselves: workspace, scopes, channels, and how far Slack's clock is off.

Asks only; nothing of it is seen by anybody.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import refused, unanswered
from bot.slack.wire import Wire

CHANNEL_ROWS = 200
MOST_PAGES = 25


@dataclass(frozen=True)
class Identity:
    team: str
    team_name: str
    user: str
    """The bot's own id."""
    name: str
    is_bot: bool
    scopes: frozenset[str] | None
    """None where Slack does not say."""
    ahead_seconds: float | None
    """How far Slack's clock is before ours, to the second; None where Slack does not say."""


@dataclass(frozen=True)
class Channel:
    id: str
    name: str
    is_private: bool
    is_member: bool
    is_archived: bool
    is_shared: bool = False
    """With another workspace."""


class Inspection:
    """Every call raises `SlackError`s only."""

    def __init__(self, client: AsyncWebClient, *, now: Callable[[], float] = time.time) -> None:
        self._client, self._now = client, now

    @classmethod
    def by(cls, wire: Wire) -> "Inspection":
        """Over the connection and with the token of the only sender."""
        return cls(wire._client)  # noqa: SLF001  asking what may be sent belongs to sending

    async def identity(self) -> Identity:
        """Raise NotAuthorized when Slack does not know the token."""
        answer = await _asked("auth.test", self._client.auth_test())
        headers = {str(name).lower(): str(value) for name, value in answer.headers.items()}
        return Identity(
            team=str(answer.get("team_id") or ""),
            team_name=str(answer.get("team") or ""),
            user=str(answer.get("user_id") or ""),
            name=str(answer.get("user") or ""),
            is_bot=bool(answer.get("bot_id")),
            scopes=_scopes(headers),
            ahead_seconds=ahead(headers, self._now()),
        )

    async def open_connection(self, app_token: str) -> None:
        """Whether Socket Mode would work; the address that comes back is not used. Raise NotAuthorized."""
        await _asked("apps.connections.open", self._client.apps_connections_open(app_token=app_token))

    async def channel(self, channel_id: str) -> Channel:
        """Raise ChannelGone, also for a private one that the bot is not in."""
        answer = await _asked("conversations.info", self._client.conversations_info(channel=channel_id))
        return _channel(answer["channel"])

    async def channels_named(self, name: str) -> tuple[Channel, ...]:
        """Public ones, and private ones that the bot is in."""
        found: list[Channel] = []
        cursor = ""
        for _ in range(MOST_PAGES):
            answer = await _asked(
                "conversations.list",
                self._client.conversations_list(
                    types="public_channel,private_channel",
                    exclude_archived=True,
                    limit=CHANNEL_ROWS,
                    cursor=cursor or None,
                ),
            )
            found += [_channel(row) for row in answer["channels"] if str(row.get("name")) == name]
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
            if found or not cursor:
                break
        return tuple(found)


def ahead(headers: Mapping[str, str], now: float) -> float | None:
    """By how many seconds the server's `Date` (lower-case name) is before ours."""
    try:
        return parsedate_to_datetime(headers["date"]).timestamp() - now
    except (KeyError, ValueError, TypeError):
        return None


def _scopes(headers: Mapping[str, str]) -> frozenset[str] | None:
    given = headers.get("x-oauth-scopes")
    return None if given is None else frozenset(scope.strip() for scope in given.split(",") if scope.strip())


def _channel(row: Mapping[str, Any]) -> Channel:
    return Channel(
        id=str(row["id"]),
        name=str(row.get("name") or ""),
        is_private=bool(row.get("is_private")),
        is_member=bool(row.get("is_member")),
        is_archived=bool(row.get("is_archived")),
        is_shared=bool(row.get("is_ext_shared") or row.get("is_org_shared")),
    )


async def _asked(method: str, call: Any) -> Any:
    try:
        return await call
    except SlackApiError as error:
        raise refused(method, error, repeatable=True) from error
    except (aiohttp.ClientError, TimeoutError, SlackClientError) as error:
        raise unanswered(method, error, repeatable=True) from error
