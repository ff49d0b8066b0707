"""Slack as a list of messages with all their versions, and the way to it from one replica."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from bot.slack.drawing import File, Message
from bot.slack.errors import MessageGone, PostOutcomeUnknown, SlackUnavailable
from bot.slack.own_posts import NOWHERE
from bot.slack.wire import Mark, Posted
from bot.store.channels import Channel
from bot.store.documents import POSTING_MS
from tests.simulation.processes import Process, Sky
from tests.simulation.virtual_time import paused

LEASE_SECONDS = POSTING_MS / 1000


@dataclass
class Shown:
    channel: str
    ts: str
    document: str
    versions: list[Message]
    drawn_by: Process | None = None
    """Who drew the newest version."""
    mark: Mark | None = None
    is_late: bool = False
    """Whoever posted it had stood still, or held the right to post it no longer."""

    @property
    def newest(self) -> Message:
        return self.versions[-1]


@dataclass
class Workspace:
    may_be_read: bool = False
    """Whether an admin has granted that history is read."""
    jumped_at: float = -LEASE_SECONDS
    """When the store's clock did last: whoever posted something then held the right to it no longer."""
    hours_passed: bool = False
    """The store's clock went on by an hour or more at once: after one, no paper is begun any more (docs/reliability.md)."""
    messages: dict[tuple[str, str], Shown] = field(default_factory=dict)
    files: list[tuple[str, str]] = field(default_factory=list)
    numbers: int = 0

    def put(self, channel: str, message: Message, *, mark: Mark | None, is_root: bool, is_late: bool) -> Posted:
        self.numbers += 1
        where = _where(channel)
        posted = Posted(where, f"1790000000.{self.numbers:06}")
        document = mark.document if mark and is_root else ""
        shown = Shown(where, posted.ts, document, [message], mark=mark, is_late=is_late)
        self.messages[posted.channel, posted.ts] = shown
        return posted

    def find(self, channel: str, mark: Mark) -> Posted | None:
        wanted = _where(channel), mark.document, mark.entry
        for each in self.messages.values():
            if each.mark and (each.channel, each.mark.document, each.mark.entry) == wanted:
                return Posted(each.channel, each.ts)
        return None

    def about(self, document: str, channel: str) -> list[Shown]:
        return [each for each in self.messages.values() if each.document == document and each.channel == channel]


class Sender:
    """Stands where the bot has its wire."""

    def __init__(self, workspace: Workspace, process: Process, sky: Sky) -> None:
        self._workspace, self._process, self._sky = workspace, process, sky

    async def find_own(self, channel: str, mark: Mark, *, thread_ts: str = "") -> Posted | None:  # noqa: ARG002 no mark is in two threads
        if not self._workspace.may_be_read:
            return None
        await self._process.leave("slack")
        found = self._workspace.find(channel, mark)
        await self._process.come_back("slack answered")
        return found or NOWHERE

    async def post(self, channel: str, message: Message, *, thread_ts: str = "", mark: Mark | None = None) -> Posted:
        fate = await self._sent("chat.postMessage")
        if fate == "lost_before":
            raise PostOutcomeUnknown("chat.postMessage", "reset")
        since_jump = asyncio.get_running_loop().time() - self._workspace.jumped_at
        is_late = self._process.has_frozen or since_jump < LEASE_SECONDS
        posted = self._workspace.put(channel, message, mark=mark, is_root=not thread_ts, is_late=is_late)
        self._sky.history.note("slack", "post", by=self._process.name, to=channel, fate=fate, ts=posted.ts)
        await self._process.come_back("slack answered")
        if fate == "lost_after":
            raise PostOutcomeUnknown("chat.postMessage", "reset")
        return posted

    async def update(self, channel: str, ts: str, message: Message) -> None:
        fate = await self._sent("chat.update")
        if (channel, ts) not in self._workspace.messages:
            raise MessageGone("chat.update", "message_not_found")
        if fate != "lost_before":
            shown = self._workspace.messages[channel, ts]
            shown.versions.append(message)
            shown.drawn_by = self._process
        await self._process.come_back("slack answered")
        if fate != "ok":
            raise SlackUnavailable("chat.update", fate, 1.0)

    async def channel(self, channel: str) -> Channel:
        """The team's own, in which amounts are shown."""
        await self._process.leave("slack")
        return Channel(channel, "facturacion", is_public=False, is_member=True)

    async def permalink(self, channel: str, ts: str) -> str:
        await self._process.leave("slack")
        return f"https://slack.example/{channel}/{ts}"

    async def open_direct(self, user: str) -> str:
        await self._process.leave("slack")
        return f"D{user}"

    async def upload_file(self, channel: str, file: File, *, thread_ts: str = "") -> str:
        fate = await self._sent("files.upload")
        if fate == "lost_before":
            raise PostOutcomeUnknown("files.upload", "reset")
        self._workspace.files.append((f"{channel} {thread_ts}", file.name))
        await self._process.come_back("slack answered")
        if fate == "lost_after":
            raise PostOutcomeUnknown("files.upload", "reset")
        return f"F{len(self._workspace.files)}"

    async def groups(self) -> tuple[()]:
        """No role is given to a group here."""
        return ()

    async def _sent(self, method: str) -> str:
        await self._process.leave("slack")
        await paused(self._sky.chance.uniform(0.05, 0.3))
        fate = self._sky.fate(self._sky.weather.posts)
        self._sky.fault("message", fate)
        if fate == "too_many":
            await self._process.come_back("slack answered")
            raise SlackUnavailable(method, "ratelimited", self._sky.chance.uniform(1, 20))
        return fate


def _where(channel: str) -> str:
    """A direct message to a person's id has a channel of its own."""
    return f"D{channel}" if channel.startswith("U") else channel


def buttons_of(message: Message) -> dict[str, str]:
    """Action id to value, menus' options by their verb left out."""
    known = _BUTTONS.get(id(message))
    if known is None or known[0] is not message:
        known = _BUTTONS[id(message)] = (message, _found_in(message))
        if len(_BUTTONS) > MOST_KNOWN:
            _BUTTONS.clear()
    return known[1]


MOST_KNOWN = 2000
_BUTTONS: dict[int, tuple[Message, dict[str, str]]] = {}
"""Of messages, which nobody changes, by their identity: people look at them thousands of times."""


def _found_in(message: Message) -> dict[str, str]:
    found: dict[str, str] = {}
    pending: list[Any] = list(message.blocks)
    while pending:
        part = pending.pop()
        if isinstance(part, dict):
            if "action_id" in part and "value" in part:
                found[part["action_id"]] = part["value"]
            pending += part.values()
        elif isinstance(part, list):
            pending += part
    return found
