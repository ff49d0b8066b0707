"""Who works here and where they talk: people, channels, direct messages with the app, and who may post where."""

from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.workspace.message import Message

Json = dict[str, Any]
Kind = Literal["public", "private", "im"]


@dataclass
class Person:
    id: str
    name: str
    real_name: str
    title: str = ""
    email: str = ""
    locale: str = "es-LA"
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    deleted: bool = False


@dataclass
class Channel:
    id: str
    name: str
    kind: Kind
    members: set[str]
    purpose: str = ""
    is_archived: bool = False
    messages: list[Message] = field(default_factory=list)
    last_read: dict[str, str] = field(default_factory=dict)
    hidden_until: str = ""
    """Messages up to this ts are not shown, nor found (the free plan)."""

    def seen_by(self, person: str) -> list[Message]:
        shown = (message for message in self.messages if message.ts > self.hidden_until)
        return [message for message in shown if message.only_for in (None, person)]

    def message(self, ts: str) -> Message:
        for message in self.messages:
            if message.ts == ts and ts > self.hidden_until:
                return message
        raise SlackRefusal("message_not_found")

    def unread_by(self, person: str) -> int:
        since = self.last_read.get(person, "")
        return sum(message.ts > since and message.user != person for message in self.seen_by(person))

    @property
    def payload_name(self) -> str:
        """What payloads call it (Slack fact sheet 2.3; remembered, not documented)."""
        return {"im": "directmessage", "private": "privategroup", "public": self.name}[self.kind]


@dataclass
class UserGroup:
    id: str
    handle: str
    name: str
    members: list[str]
    is_enabled: bool = True


class Directory:
    def __init__(self, *, bot: Person) -> None:
        self._bot = bot
        self.people: dict[str, Person] = {bot.id: bot}
        self.channels: dict[str, Channel] = {}
        self.groups: dict[str, UserGroup] = {}

    def add_person(self, person: Person) -> None:
        self.people[person.id] = person
        self.channels[f"D{person.id[1:]}"] = Channel(
            f"D{person.id[1:]}", person.name, "im", {person.id, self._bot.id}, purpose="Direct messages"
        )

    def add_group(self, group: UserGroup) -> None:
        self.groups[group.id] = group

    def add_channel(self, channel: Channel) -> None:
        self.channels[channel.id] = channel

    def person(self, id_: str) -> Person:
        if id_ not in self.people:
            raise SlackRefusal("user_not_found")
        return self.people[id_]

    def humans(self) -> list[Person]:
        return [person for person in self.people.values() if not person.is_bot]

    def channels_of(self, person: str) -> list[Channel]:
        return [channel for channel in self.channels.values() if person in channel.members]

    def channel(self, id_: str) -> Channel:
        if id_ not in self.channels:
            raise SlackRefusal("channel_not_found")
        return self.channels[id_]

    def visible_to_app(self, id_: str) -> Channel:
        """Private channels and direct messages of others do not exist for the app (Slack fact sheet 2.9)."""
        channel = self.channel(id_)
        if channel.kind != "public" and self._bot.id not in channel.members:
            raise SlackRefusal("channel_not_found")
        return channel

    def postable_by_app(self, reference: str, *, scopes: frozenset[str]) -> Channel:
        """`reference`: a channel's id or #name, or a person's id, which opens the app's direct messages with them."""
        if reference in self.people and not self.people[reference].is_bot:
            return self.direct_messages_with(reference)
        by_name = next(
            (c.id for c in self.channels.values() if c.kind != "im" and reference in (c.name, f"#{c.name}")), reference
        )
        channel = self.visible_to_app(by_name)
        if channel.is_archived:
            raise SlackRefusal("is_archived")
        if self._bot.id not in channel.members and "chat:write.public" not in scopes:
            raise SlackRefusal("not_in_channel")
        return channel

    def direct_messages_with(self, person: str) -> Channel:
        return self.channels[f"D{self.person(person).id[1:]}"]
