"""One person: what they type, press and see."""

from collections.abc import Iterator, Mapping

from starlette.applications import Starlette

from sandbox.slack.client.message import Message
from sandbox.slack.client.modal import Modal
from sandbox.slack.client.team import team_of
from sandbox.slack.client.waiting import until
from sandbox.slack.people.cast import People
from sandbox.slack.workspace.directory import Channel
from sandbox.slack.workspace.directory import Person as Known
from sandbox.slack.workspace.state import Workspace


class Person:
    def __init__(self, app: Starlette, name: str, *, channel: str = "facturacion") -> None:
        """`name`: as in world.yaml, or the id; `channel`: the id or name of the one that they look at."""
        self._app = app
        team = team_of(app, name)
        self._workspace: Workspace = team.workspace
        self._people: People = team.people
        self.id = next(person.id for person in self._workspace.directory.humans() if name in (person.name, person.id))
        self._looking_at = channel

    @property
    def known(self) -> Known:
        return self._workspace.directory.person(self.id)

    def speaks(self, locale: str) -> None:
        self.known.locale = locale
        self._workspace.changed()

    async def types(
        self,
        text: str,
        *,
        channel: str | None = None,
        thread: Message | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> Message | None:
        """A message, or a command with what follows it, which is no message; returns when the app has acknowledged it.

        `files`: what is attached, by name.
        """
        place, ts = self._channel(channel), thread.ts if thread else None
        composer = self._people.composer
        attached = [composer.attach(self.id, name=name, content=content).id for name, content in (files or {}).items()]
        said = await composer.say(self.id, channel=place.id, text=text, thread_ts=ts, files=attached)
        return Message(self._app, self.id, channel=place.id, ts=said.ts) if said else None

    async def modal(self, title: str | None = None) -> Modal:
        """The topmost modal, once it is called `title`."""

        def top() -> Modal | None:
            stack = self.modals()
            return stack[-1] if stack and title in (None, stack[-1].title) else None

        return await until(
            top, lambda: f"a modal {title or ''}; open are {[modal.title for modal in self.modals()]}; {self._latest()}"
        )

    def modals(self) -> list[Modal]:
        """The open ones, the bottom one first."""
        return [Modal(self._app, self.id, view) for view in self._workspace.views.stack(self.id)]

    async def sees(self, text: str, *, channel: str | None = None) -> Message:
        """The newest message that shows `text`, in blocks, text or files' titles; replies in threads too."""
        return await self._sees(text, channel=self._channel(channel))

    async def sees_privately(self, text: str, *, channel: str | None = None) -> Message:
        """The same among the messages that nobody else sees."""
        return await self._sees(text, channel=self._channel(channel), is_ephemeral=True)

    async def sees_directly(self, text: str) -> Message:
        """The same among the app's direct messages."""
        return await self._sees(text, channel=self._channel("direct"))

    def messages(self, channel: str | None = None) -> list[Message]:
        place = self._channel(channel)
        return [Message(self._app, self.id, channel=place.id, ts=kept.ts) for kept in place.seen_by(self.id)]

    def direct_messages(self) -> list[Message]:
        return self.messages("direct")

    async def uses_shortcut(self, name: str, *, message: Message | None = None) -> str | None:
        """By name or callback_id; on a message when one is given. What the client says when the app did not answer."""
        known = next(s for s in self._workspace.manifest.shortcuts.values() if name in (s.name, s.callback_id))
        shortcuts = self._people.shortcuts
        if message is None:
            return await shortcuts.use(self.id, callback_id=known.callback_id)
        return await shortcuts.use_on_message(
            self.id, callback_id=known.callback_id, channel=message.channel, ts=message.ts
        )

    async def opens_home(self, tab: str = "home") -> None:
        self._people.home.open(self.id, tab=tab)

    async def home(self) -> Modal:
        """The Home tab, once the app has published it."""
        view = await until(lambda: self._workspace.views.home(self.id), "the Home tab")
        return Modal(self._app, self.id, view)

    async def _sees(self, text: str, *, channel: Channel, is_ephemeral: bool | None = None) -> Message:
        def newest() -> Message | None:
            return next(
                (message for message in self._newest_first(channel) if _fits(message, text, is_ephemeral=is_ephemeral)),
                None,
            )

        return await until(newest, lambda: f"{text!r} in {channel.name}; {self._latest(channel)}")

    def _newest_first(self, channel: Channel) -> Iterator[Message]:
        return reversed(self.messages(channel.id))

    def _latest(self, channel: Channel | None = None) -> str:
        shown = self.messages((channel or self._channel(None)).id)[-3:]
        return f"the last messages are {[message.text for message in shown]}"

    def _channel(self, name: str | None) -> Channel:
        """By id, by name with or without #, `direct` for the app's direct messages, or the one they look at."""
        wanted = (name or self._looking_at).removeprefix("#")
        directory = self._workspace.directory
        if wanted == "direct":
            return directory.direct_messages_with(self.id)
        return next(channel for channel in directory.channels.values() if wanted in (channel.id, channel.name))


def _fits(message: Message, text: str, *, is_ephemeral: bool | None) -> bool:
    return is_ephemeral in (None, message.is_ephemeral) and text in f"{message.notification}\n{message.text}"
