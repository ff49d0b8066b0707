"""The only sender to Slack: messages, views, files, people. Every failure comes out as one of `errors`."""

from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.calls import freely, once
from bot.slack.described import channel_of, group_of, person_of
from bot.slack.drawing import File, Message, View
from bot.slack.errors import (
    HostRefused,
    PlanHasNone,
    ResponseUrlSpent,
    SlackError,
    SlackUnavailable,
    unanswered,
)
from bot.slack.letterhead import Letterhead
from bot.slack.lost_connections import OnceMore
from bot.slack.own_posts import Mark as Mark  # noqa: PLC0414  offered under the same name
from bot.slack.own_posts import Posted as Posted  # noqa: PLC0414  as above
from bot.slack.own_posts import find_own
from bot.slack.proxies import passes_by_proxy
from bot.slack.watched_client import Called, WatchedClient
from bot.store.channels import Channel
from bot.store.groups import Group
from bot.store.people import Person

CALL_SECONDS = 10
PEOPLE_ROWS = 200
RESPONSE_HOST = "hooks.slack.com"
UPLOAD_HOST = "files.slack.com"


def web_client(
    *,
    token: str,
    base_url: str,
    session: aiohttp.ClientSession | None = None,
    called: Called = lambda _method, _outcome, _seconds: None,
) -> AsyncWebClient:
    """slack_sdk's client without its own one retry, which posts a message twice when an answer is lost.

    It obeys the proxy variables even for 127.0.0.1 (Slack fact sheet 1.4), and knows no NO_PROXY: see `passes_by_proxy`.
    """
    client = WatchedClient(
        called=called,
        token=token,
        base_url=base_url,
        timeout=CALL_SECONDS,
        session=session,
        retry_handlers=[OnceMore()],
    )
    if passes_by_proxy(base_url):
        client.proxy = None
    return client


class Wire:
    """Waiting is the caller's: a rate limit comes out as SlackUnavailable with its seconds."""

    def __init__(
        self, client: AsyncWebClient, session: aiohttp.ClientSession, letterhead: Letterhead | None = None
    ) -> None:
        """`session` is shared, with a total time-out, and closed by whoever made it."""
        self._client, self._session = client, session
        self._letterhead = letterhead or Letterhead()

    @property
    def unheaded(self) -> "Wire":
        """The same, for what is said in no company's name."""
        return Wire(self._client, self._session)

    async def post(self, channel: str, message: Message, *, thread_ts: str = "", mark: Mark | None = None) -> Posted:
        """To a channel, or to a person's id. Raises PostOutcomeUnknown when it may stand there."""
        answer = await once(
            "chat.postMessage",
            self._client.chat_postMessage(
                channel=channel,
                **self._content(message),
                thread_ts=thread_ts or None,
                metadata=mark.metadata if mark else None,
                unfurl_links=False,
                unfurl_media=False,
            ),
        )
        return Posted(str(answer["channel"]), str(answer["ts"]))

    async def find_own(self, channel: str, mark: Mark, *, thread_ts: str = "") -> Posted | None:
        """See `own_posts.find_own`."""
        return await find_own(self._client, channel, mark, thread_ts=thread_ts)

    async def update(self, channel: str, ts: str, message: Message) -> None:
        """As often as wanted. Raises MessageGone."""
        await freely("chat.update", self._client.chat_update(channel=channel, ts=ts, **self._content(message)))

    async def whisper(self, channel: str, user: str, message: Message) -> None:
        """To one person, in a channel, gone when they reload; a second copy does no harm."""
        await freely(
            "chat.postEphemeral", self._client.chat_postEphemeral(channel=channel, user=user, **self._content(message))
        )

    async def respond(self, response_url: str, message: Message, *, replace: bool = False) -> None:
        """To the person who clicked or typed, without membership. Raises ResponseUrlSpent and HostRefused."""
        self._must_be_slacks(response_url, RESPONSE_HOST, method="response_url")
        body = {
            **_content(self._letterhead.on_reply(message)),
            "replace_original": replace,
            "response_type": "ephemeral",
        }
        status = await self._send("response_url", response_url, json=body)
        if status in {404, 410}:
            raise ResponseUrlSpent("response_url", str(status))

    async def take_back(self, response_url: str) -> None:
        """The private message that a button was pressed in. Raises ResponseUrlSpent and HostRefused."""
        self._must_be_slacks(response_url, RESPONSE_HOST, method="response_url")
        status = await self._send("response_url", response_url, json={"delete_original": True})
        if status in {404, 410}:
            raise ResponseUrlSpent("response_url", str(status))

    async def open_direct(self, user: str) -> str:
        """The channel of the direct messages with a person (a file takes no user id)."""
        answer = await freely("conversations.open", self._client.conversations_open(users=user))
        return str(answer["channel"]["id"])

    async def upload_file(self, channel: str, file: File, *, thread_ts: str = "") -> str:
        """Into a channel or thread; answers the file's id. Only its last step can be unknown."""
        ticket = await freely(
            "files.getUploadURLExternal",
            self._client.files_getUploadURLExternal(filename=file.name, length=len(file.content)),
        )
        upload_url, file_id = str(ticket["upload_url"]), str(ticket["file_id"])
        self._must_be_slacks(upload_url, UPLOAD_HOST, method="upload_url")
        await self._send(
            "upload_url", upload_url, data=file.content, headers={"Content-Type": "application/octet-stream"}
        )
        await once(
            "files.completeUploadExternal",
            self._client.files_completeUploadExternal(
                files=[{"id": file_id, "title": file.title}], channel_id=channel, thread_ts=thread_ts or None
            ),
        )
        return file_id

    async def open_view(self, trigger_id: str, view: View) -> str:
        """Answers the view's id. Raises TriggerExpired."""
        answer = await freely(
            "views.open", self._client.views_open(trigger_id=trigger_id, view=self._letterhead.on_view(view))
        )
        return str(answer["view"]["id"])

    async def push_view(self, trigger_id: str, view: View) -> str:
        """On top of the open one. Raises TriggerExpired and TooManyViews."""
        answer = await freely(
            "views.push", self._client.views_push(trigger_id=trigger_id, view=self._letterhead.on_view(view))
        )
        return str(answer["view"]["id"])

    async def update_view(self, view_id: str, view: View) -> None:
        """Raises ViewGone when the person closed it."""
        drawn = self._letterhead.on_view(view)
        await freely("views.update", self._client.views_update(view_id=view_id, view=drawn))

    async def update_named_view(self, view: View) -> None:
        """The one with its `external_id`. Raises ViewGone when there is none, or not yet."""
        drawn = self._letterhead.on_view(view)
        await freely("views.update", self._client.views_update(external_id=view["external_id"], view=drawn))

    async def publish_home(self, user: str, view: View) -> None:
        """What their Home tab shows from now on; its blocks carry the addresses of their companies already."""
        await freely("views.publish", self._client.views_publish(user_id=user, view=view))

    async def person(self, user: str) -> Person:
        """Raises PersonUnknown."""
        answer = await freely("users.info", self._client.users_info(user=user, include_locale=True))
        return person_of(answer["user"])

    async def team(self) -> str:
        """The workspace that the token belongs to."""
        return str((await freely("auth.test", self._client.auth_test()))["team_id"])

    async def people(self) -> tuple[Person, ...]:
        """Everybody in the workspace, guests and bots too."""
        found: list[Person] = []
        cursor = ""
        while True:
            answer = await freely(
                "users.list", self._client.users_list(limit=PEOPLE_ROWS, cursor=cursor or None, include_locale=True)
            )
            found += [person_of(member) for member in answer["members"]]
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return tuple(found)

    async def groups(self) -> tuple[Group, ...]:
        """The user groups that are in use, with their members. A workspace on the free plan has none."""
        try:
            answer = await freely("usergroups.list", self._client.usergroups_list(include_users=True))
        except PlanHasNone:
            return ()
        return tuple(group_of(group) for group in answer["usergroups"] if not group.get("date_delete"))

    async def channel(self, channel: str) -> Channel:
        """Raises ChannelGone: also a private channel that the bot is not in does not exist for it."""
        answer = await freely("conversations.info", self._client.conversations_info(channel=channel))
        return channel_of(answer["channel"])

    async def permalink(self, channel: str, ts: str) -> str:
        answer = await freely("chat.getPermalink", self._client.chat_getPermalink(channel=channel, message_ts=ts))
        return str(answer["permalink"])

    def _content(self, message: Message) -> dict[str, Any]:
        return _content(self._letterhead.addressed(message))

    def _must_be_slacks(self, url: str, host: str, *, method: str) -> None:
        """Slack's own host over https, or the host that the API itself is configured to be."""
        given, ours = urlsplit(url), urlsplit(self._client.base_url)
        if (given.scheme, given.netloc) not in {("https", host), (ours.scheme, ours.netloc)}:
            raise HostRefused(method)

    async def _send(self, method: str, url: str, **content: Any) -> int:
        """A post outside of the Web API; nothing is visible to anybody when it fails. Answers its HTTP status."""
        try:
            async with self._session.post(url, allow_redirects=False, proxy=self._client.proxy, **content) as answer:
                await answer.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            raise unanswered(method, error, repeatable=True) from error
        if answer.status == 429 or answer.status >= 500:
            raise SlackUnavailable(method, f"HTTP {answer.status}")
        if answer.status >= 300 and answer.status not in {404, 410}:
            raise SlackError(method, f"HTTP {answer.status}")
        return answer.status


def _content(message: Message) -> dict[str, Any]:
    return {"text": message.text, "blocks": list(message.blocks)} if message.blocks else {"text": message.text}
