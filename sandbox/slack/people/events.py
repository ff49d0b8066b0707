"""Events API: what the app subscribed to, delivered with retries (Slack fact sheet 2.1 and 2.7)."""

import asyncio
from typing import Any

from sandbox.slack.delivery import DeliveryFailed
from sandbox.slack.people.post import Post
from sandbox.slack.workspace.directory import Channel
from sandbox.slack.workspace.message import Message

Json = dict[str, Any]

RETRY_AFTER_SECONDS = (0, 60, 300)
"""On the sandbox's clock, so that moving it brings the retries."""

_SUBSCRIPTION = {"im": "message.im", "private": "message.groups", "public": "message.channels"}


class Events:
    def __init__(self, post: Post) -> None:
        self._post = post
        self._workspace = post.workspace
        self._tasks: set[asyncio.Task[None]] = set()
        self._moved = asyncio.Event()
        self._workspace.clock.when_moved(self._moved.set)

    def happened(self, event: Json, *, subscription: str) -> None:
        """Deliver in the background, if the manifest subscribes to it."""
        if subscription in self._workspace.manifest.bot_events and self._workspace.is_installed:
            task = asyncio.create_task(self._deliver(self._wrapped(event)))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def message_posted(self, channel: Channel, message: Message) -> None:
        event = {**message.payload(), "channel": channel.id, "channel_type": channel.kind, "event_ts": message.ts}
        self.happened(event, subscription=_SUBSCRIPTION[channel.kind])
        bot = self._workspace.installation.bot_user
        if f"<@{bot}>" in message.text and bot in channel.members:
            self.happened({**event, "type": "app_mention"}, subscription="app_mention")

    def tokens_revoked(self) -> None:
        bot = self._workspace.installation.bot_user
        self.happened({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [bot]}}, subscription="tokens_revoked")

    def uninstalled(self) -> None:
        """Both are sent, in no promised order (Slack fact sheet 2.7)."""
        self.tokens_revoked()
        self.happened({"type": "app_uninstalled"}, subscription="app_uninstalled")

    async def verify_url(self, challenge: str) -> bool:
        """Slack's handshake with a new request URL: the app must answer the challenge."""
        token = self._workspace.installation.verification_token
        handshake = {"token": token, "challenge": challenge, "type": "url_verification"}
        answer = await self._post.deliver("events_api", handshake, url=self._workspace.manifest.events_url)
        return bool(answer) and challenge in (answer or {}).values()

    @property
    def pending(self) -> int:
        """Deliveries under way or waiting for their retry."""
        return len(self._tasks)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _wrapped(self, event: Json) -> Json:
        installation = self._workspace.installation
        team = installation.team["id"]
        authorization = {
            "enterprise_id": None,
            "team_id": team,
            "user_id": installation.bot_user,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": installation.verification_token,
            "team_id": team,
            "api_app_id": installation.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": self._workspace.new_id("Ev"),
            "event_time": int(self._workspace.clock.now()),
            "authorizations": [authorization],
            "is_ext_shared_channel": False,
            "event_context": "4-local",
        }

    async def _deliver(self, payload: Json) -> None:
        first = self._workspace.clock.now()
        retry: tuple[int, str] | None = None
        for number, pause in enumerate((0, *RETRY_AFTER_SECONDS)):
            await self._until(first + pause)
            try:
                await self._post.deliver("events_api", payload, url=self._workspace.manifest.events_url, retry=retry)
            except DeliveryFailed as failed:
                if not failed.may_retry:
                    return
                retry = (number + 1, failed.retry_reason)
            else:
                return

    async def _until(self, due: float) -> None:
        while (left := due - self._workspace.clock.now()) > 0:
            self._moved.clear()
            try:
                async with asyncio.timeout(left):
                    await self._moved.wait()
            except TimeoutError:
                continue
