"""What a person types under a channel: a message, or a slash command (Slack fact sheet 2.3)."""

import re
from collections.abc import Sequence
from typing import Any

from sandbox.slack.acceptance import accepted_message
from sandbox.slack.delivery import DeliveryFailed
from sandbox.slack.echo import escaped
from sandbox.slack.people.clicks import ImpossibleClick
from sandbox.slack.people.events import Events
from sandbox.slack.people.membership import BUILT_IN, change_members
from sandbox.slack.people.post import Post
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.workspace.directory import Channel
from sandbox.slack.workspace.files import File
from sandbox.slack.workspace.message import Message

Json = dict[str, Any]

UNKNOWN = (
    '`{command}` is not a valid command. In Slack, all messages that start with the "/" character are interpreted as '
    'commands. If you are trying to send a message and not run a command, try preceding the "/" with an empty space.'
)
IN_THREAD = "`{command}` is not supported in threads. Sorry!"
FAILED = '`{command}` failed with the error "{code}"'


class Composer:
    def __init__(self, post: Post, events: Events) -> None:
        self._post = post
        self._workspace = post.workspace
        self._events = events

    async def say(
        self, person: str, *, channel: str, text: str, thread_ts: str | None = None, files: Sequence[str] = ()
    ) -> Message | None:
        """`files`: ids of what was attached (routes/page.py); the message, or None for a command."""
        place = self._place(person, channel)
        if text.startswith("/") and not files:
            name, _, rest = text.partition(" ")
            await self.command(person, channel=channel, command=name, text=rest, thread_ts=thread_ts)
            return None
        if not text and not files:
            raise ImpossibleClick("a message needs a text or a file")
        blocks = [_as_rich_text(text)] if text else []
        attached = [self._attached(person, id_, place) for id_ in files]
        message = self._workspace.post(
            place, person, self._encoded(text), blocks=blocks, thread_ts=thread_ts, files=attached
        )
        self._events.message_posted(place, message)
        return message

    def attach(self, person: str, *, name: str, content: bytes) -> File:
        """Uploaded, and sent to nobody yet."""
        file = self._workspace.new_file(name=name, size=len(content), user=person)
        file.content, file.is_complete = content, True
        return file

    async def command(
        self, person: str, *, channel: str, command: str, text: str, thread_ts: str | None = None
    ) -> None:
        place = self._place(person, channel)
        if command in BUILT_IN:
            change_members(self._workspace, person, place, command=command, text=text)
            return
        known = self._workspace.manifest.commands.get(command) if self._workspace.is_installed else None
        if known is None or thread_ts:
            words = IN_THREAD if known else UNKNOWN
            self._workspace.slackbot_says(place, person, words.format(command=command))
            return
        text = self._encoded(text.strip()) if known.should_escape else text.strip()
        payload = self._payload(person, place, command, text)
        try:
            answer = await self._post.deliver("slash_commands", payload, url=known.url)
        except DeliveryFailed as failed:
            self._workspace.slackbot_says(place, person, FAILED.format(command=command, code=failed.code))
            return
        if answer:
            self._show_answer(person, place, payload, answer)

    def _attached(self, person: str, id_: str, place: Channel) -> Json:
        """The file's payload in the message. Raises ImpossibleClick for somebody else's file."""
        file = self._workspace.files.get(id_)
        if file.user != person or not file.is_complete:
            raise ImpossibleClick("only what this person attached can be sent")
        file.channels.append(place.id)
        return file.payload(self._post.base_url)

    def _place(self, person: str, channel: str) -> Channel:
        """Raises ImpossibleClick where Slack shows no composer."""
        place = self._workspace.directory.channel(channel)
        if person not in place.members:
            raise SlackRefusal("not_in_channel")
        manifest = self._workspace.manifest
        if place.kind == "im" and (manifest.messages_tab_read_only or not manifest.messages_tab_enabled):
            raise ImpossibleClick("sending messages to this app is turned off in its manifest")
        return place

    def _payload(self, person: str, place: Channel, command: str, text: str) -> Json:
        installation = self._workspace.installation
        return {
            "token": installation.verification_token,
            "team_id": installation.team["id"],
            "team_domain": installation.team["domain"],
            "channel_id": place.id,
            "channel_name": place.payload_name,
            "user_id": person,
            "user_name": self._workspace.directory.person(person).name,
            "command": command,
            "text": text,
            "api_app_id": installation.app_id,
            "is_enterprise_install": "false",
            "response_url": self._post.new_response_url(person=person, channel=place.id),
            "trigger_id": self._post.new_trigger(person),
        }

    def _show_answer(self, person: str, place: Channel, payload: Json, answer: Json) -> None:
        command = payload["command"]
        try:
            text, blocks = accepted_message(answer, may_be_empty=True)
        except SlackRefusal as refused:
            self._post.complain(command, payload, answer, f"the answer cannot be shown: {refused}")
            self._workspace.slackbot_says(place, person, FAILED.format(command=command, code="dispatch_failed"))
            return
        if not text and not blocks:
            return
        is_public = answer.get("response_type") == "in_channel"
        if is_public:
            self._workspace.post(place, person, f"{command} {payload['text']}".strip())
        bot = self._workspace.installation.bot_user
        self._workspace.post(place, bot, text, blocks=blocks, only_for=None if is_public else person)

    def _encoded(self, text: str) -> str:
        """Characters, mentions, channels and links as Slack sends them on; that `&` becomes an entity here too is assumed."""
        text = escaped(text)
        for person in self._workspace.directory.humans():
            text = re.sub(rf"(?<![\w<])@{re.escape(person.name)}\b", f"<@{person.id}|{person.name}>", text)
        for channel in self._workspace.directory.channels.values():
            if channel.kind != "im":
                shown = channel.name if channel.kind == "public" else ""
                text = re.sub(rf"(?<![\w<])#{re.escape(channel.name)}\b", f"<#{channel.id}|{shown}>", text)
        return re.sub(r"(?<![<|])\bhttps?://[^\s<>|]+", lambda link: f"<{link.group()}>", text)


def _as_rich_text(text: str) -> Json:
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}],
    }
