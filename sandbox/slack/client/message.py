"""A message as one person sees it, read anew at every look."""

from typing import Any

from starlette.applications import Starlette

from sandbox.slack.client.reading import text_in
from sandbox.slack.client.surface import Surface
from sandbox.slack.client.waiting import until
from sandbox.slack.echo import unescaped
from sandbox.slack.elements import Values, state_of
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.workspace.message import Message as Kept

Json = dict[str, Any]


class Message(Surface):
    def __init__(self, app: Starlette, person: str, *, channel: str, ts: str) -> None:
        super().__init__(app, person)
        self.channel = channel
        self.ts = ts

    @property
    def text(self) -> str:
        """Everything that is drawn: the blocks, or the text where there are none, and the names of files."""
        kept = self._kept
        drawn = text_in(kept.blocks) if kept.blocks else unescaped(kept.text)
        return "\n".join(filter(None, [drawn, *(file["title"] for file in kept.files)]))

    @property
    def notification(self) -> str:
        """The top-level text, which notifications and screen readers get instead of the blocks."""
        return unescaped(self._kept.text)

    @property
    def blocks(self) -> list[Json]:
        return self._kept.blocks

    @property
    def files(self) -> list[Json]:
        return self._kept.files

    @property
    def metadata(self) -> Json | None:
        return self._kept.metadata

    @property
    def author(self) -> str:
        return self._kept.user

    @property
    def is_ephemeral(self) -> bool:
        return self._kept.only_for is not None

    @property
    def is_edited(self) -> bool:
        return self._kept.edited is not None

    @property
    def thread_ts(self) -> str | None:
        return self._kept.thread_ts

    @property
    def is_gone(self) -> bool:
        try:
            return self._kept is None
        except SlackRefusal:
            return True

    def thread(self) -> list["Message"]:
        """The replies to it that this person sees."""
        seen = self._workspace.directory.channel(self.channel).seen_by(self.person)
        replies = [message for message in seen if message.thread_ts == self.ts and message.ts != self.ts]
        return [Message(self._app, self.person, channel=self.channel, ts=reply.ts) for reply in replies]

    async def reply(self, text: str) -> "Message":
        """Wait for a reply in its thread that shows `text`."""
        return await until(
            lambda: next((reply for reply in self.thread() if text in reply.text), None),
            lambda: f"a reply with {text!r} among {[reply.text for reply in self.thread()]}",
        )

    async def goes_away(self) -> None:
        await until(lambda: self.is_gone, "the message to be deleted")

    def content(self, name: str) -> bytes:
        """The bytes of an attached file, by its name or title."""
        for file in self.files:
            if name in (file["name"], file["title"]):
                return self._workspace.files.get(file["id"]).content or b""
        raise AssertionError(f"no file {name!r} among {[file['name'] for file in self.files]}")

    @property
    def _kept(self) -> Kept:
        return self._workspace.directory.channel(self.channel).message(self.ts)

    @property
    def _where(self) -> Json:
        return {"channel": self.channel, "ts": self.ts}

    def _state(self) -> Values:
        return state_of(self.blocks, self._touched)
