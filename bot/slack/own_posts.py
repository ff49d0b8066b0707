"""Finding a message of Cobro's own whose post was not answered, where an admin has granted that history is read (design 4.6).

Only what Cobro itself has posted is looked at: by its bot id, and by the metadata that it carries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.calls import freely

EVENT_TYPE = "cobro_document"
PUBLIC, PRIVATE, DIRECT = "channels:history", "groups:history", "im:history"
HISTORY = frozenset({PUBLIC, PRIVATE, DIRECT})
"""The manifest's optional scopes."""
ROWS = 200
MOST_PAGES = 5


@dataclass(frozen=True)
class Posted:
    channel: str
    """Where it really is: a direct message to a person's id has a channel of its own."""
    ts: str


NOWHERE = Posted("", "")


@dataclass(frozen=True)
class Mark:
    """What a message carries, so that two copies of it can be told from two messages (design 4.6)."""

    document: str
    revision: int
    entry: str = ""
    """Its name in the document's outbox."""

    @property
    def metadata(self) -> dict[str, Any]:
        entry = {"entry": self.entry} if self.entry else {}
        payload = {"document": self.document, "revision": self.revision, **entry}
        return {"event_type": EVENT_TYPE, "event_payload": payload}


async def find_own(client: AsyncWebClient, channel: str, mark: Mark, *, thread_ts: str) -> Posted | None:
    """Where it stands, or NOWHERE; None: nobody has granted that this channel's history is read. Raise SlackErrors."""
    answer = await freely("auth.test", client.auth_test())
    granted = granted_by(answer.headers)
    if not granted & HISTORY:
        return None
    kind, channel = await _channel(client, channel)
    if kind not in granted:
        return None
    start = ""
    for _ in range(MOST_PAGES if thread_ts else 1):
        page = await _page(client, channel, thread_ts, start)
        for row in page["messages"]:
            if row.get("bot_id") == answer["bot_id"] and _carries(row, mark):
                return Posted(channel, str(row["ts"]))
        start = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        if not start:
            break
    return NOWHERE


def granted_by(headers: Mapping[str, str]) -> frozenset[str]:
    """The token's scopes; empty where Slack does not say."""
    given = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), "")
    return frozenset(scope.strip() for scope in given.split(",") if scope.strip())


async def _channel(client: AsyncWebClient, channel: str) -> tuple[str, str]:
    """The scope that its history needs, and its id: people's ids stand for the direct messages with them."""
    if channel.startswith(("U", "W")):
        opened = await freely("conversations.open", client.conversations_open(users=channel))
        return DIRECT, str(opened["channel"]["id"])
    if channel.startswith("D"):
        return DIRECT, channel
    about = await freely("conversations.info", client.conversations_info(channel=channel))
    return (PRIVATE if about["channel"].get("is_private") else PUBLIC), channel


async def _page(client: AsyncWebClient, channel: str, thread_ts: str, start: str) -> Any:
    about: dict[str, Any] = {"channel": channel, "include_all_metadata": True, "limit": ROWS, "cursor": start or None}
    if thread_ts:
        return await freely("conversations.replies", client.conversations_replies(ts=thread_ts, **about))
    return await freely("conversations.history", client.conversations_history(**about))


def _carries(row: Mapping[str, Any], mark: Mark) -> bool:
    """Of whatever revision: it is redrawn to the newest."""
    metadata = row.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    about = (metadata.get("event_type"), payload.get("document"), payload.get("entry"))
    return about == (EVENT_TYPE, mark.document, mark.entry)
