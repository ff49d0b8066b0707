"""The shape of what Slack sends, as far as Bolt and the handlers look into it without asking (Slack fact sheet 2.3 to 2.6).

A signature says who sent a payload and nothing of what is in it: whatever does not fit is refused before anybody reads it.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from bot.adapters import TypeAdapter

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{0,64}$")]
"""Slack leaves some of them empty."""
Word = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,64}(\.[a-z_]{1,64})*$")]
Drawn = Annotated[str, StringConstraints(min_length=1, max_length=255)]
"""An id of ours in a block; Slack takes no longer ones."""
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]
Text = str | None


class Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", hide_input_in_errors=True, defer_build=True)


class Someone(Shape):
    """A person, a workspace, an organisation or a channel."""

    id: Annotated[Id, StringConstraints(min_length=1)]
    team_id: Id | None = None
    enterprise_id: Id | None = None


class Installed(Shape):
    team_id: Id | None = None
    app_installed_team_id: Id | None = None


class Whose(Shape):
    """Where Bolt looks for the workspace, the person and the channel, one in the other (`slack_bolt/request/internals.py`)."""

    team: Someone | Id | None = None
    enterprise: Someone | Id | None = None
    authorizations: list["Whose"] | None = None
    event: "Whose | None" = None
    message: "Whose | None" = None
    previous_message: "Whose | None" = None
    item: "Whose | None" = None
    assistant_thread: "Whose | None" = None
    view: Installed | None = None
    team_id: Id | None = None
    enterprise_id: Id | None = None
    user: Someone | Id | None = None
    user_id: Id | None = None
    user_team: Id | None = None
    channel: Someone | Id | None = None
    channel_id: Id | None = None
    thread_ts: Id | None = None
    context_team_id: Id | None = None
    context_enterprise_id: Id | None = None
    bot_access_token: Text = None


class Words(Shape):
    text: Text = None


class Option(Shape):
    value: Text = None
    text: Words | None = None


class Held(Shape):
    """What a field holds, of whichever kind it is."""

    value: Text = None
    selected_option: Option | None = None
    selected_options: list[Option] | None = None
    selected_date: Day | None = None
    selected_user: Id | None = None
    selected_users: list[Id] | None = None
    selected_conversation: Id | None = None
    selected_channel: Id | None = None


class Action(Held):
    action_id: Drawn
    block_id: Drawn


class State(Shape):
    values: dict[str, dict[str, Held]] | None = None


class View(Installed):
    id: Id
    callback_id: str = ""
    private_metadata: str = ""
    hash: str = ""
    root_view_id: Id | None = None
    previous_view_id: Id | None = None
    state: State = State()


class Container(Shape):
    type: Text = None
    is_ephemeral: bool = False
    channel_id: Id | None = None
    message_ts: Id | None = None
    thread_ts: Id | None = None

    @model_validator(mode="after")
    def _has_a_place(self) -> Self:
        if self.type == "message" and not (self.channel_id and self.message_ts):
            raise ValueError
        return self


class SharedFile(Shape):
    id: Text = None
    name: Text = None
    mimetype: Text = None
    size: int | None = None
    url_private: Text = None


class Metadata(Shape):
    event_type: Text = None
    event_payload: dict[str, Any] | None = None


class Message(Whose):
    text: Text = None
    ts: Id | None = None
    blocks: list[dict[str, Any]] | None = None
    files: list[SharedFile] | None = None
    metadata: Metadata | None = None


class Interaction(Whose):
    user: Someone
    channel: Someone | None = None
    container: Container | None = None
    view: View | None = None
    message: Message | None = None
    trigger_id: Text = None
    response_url: Text = None
    response_urls: Annotated[list[dict[str, Any]], Field(max_length=1)] = []
    """Of more than one, Bolt 1.30 would say so by a logger that it has not yet."""


class BlockActions(Interaction):
    trigger_id: str
    actions: Annotated[list[Action], Field(min_length=1)]


class BlockSuggestion(Interaction):
    action_id: Drawn
    block_id: Drawn
    value: Text = None


class ViewSubmission(Interaction):
    view: View


class Shortcut(Interaction):
    callback_id: Drawn
    trigger_id: str
    message_ts: Id | None = None


class EventInside(Whose):
    type: Word
    tab: Text = None
    message: Message | None = None


class Event(Whose):
    event: EventInside


class Command(Whose):
    command: Annotated[str, StringConstraints(pattern=r"^/\S{1,64}$")]
    user_id: Id
    channel_id: Id
    text: Text = None
    trigger_id: str
    response_url: Text = None


class Anything(Whose):
    """Of a kind that Cobro has no listener for."""

    type: Word


SHAPES: Mapping[str, TypeAdapter[Any]] = {
    "block_actions": TypeAdapter(BlockActions),
    "block_suggestion": TypeAdapter(BlockSuggestion),
    "view_submission": TypeAdapter(ViewSubmission),
    "view_closed": TypeAdapter(ViewSubmission),
    "shortcut": TypeAdapter(Shortcut),
    "message_action": TypeAdapter(Shortcut),
    "event_callback": TypeAdapter(Event),
}
COMMAND, ANYTHING = TypeAdapter(Command), TypeAdapter(Anything)


def misfit(payload: Mapping[str, Any]) -> str:
    """Where a payload does not have the shape of its kind, never what stands there; empty where it fits."""
    type_ = payload.get("type")
    shape = COMMAND if "command" in payload else SHAPES.get(type_ if isinstance(type_, str) else "", ANYTHING)
    try:
        shape.validate_python(payload)
    except ValidationError as trouble:
        return _where(trouble.errors(include_url=False, include_context=False, include_input=False)[0]["loc"])
    return ""


def _where(path: tuple[int | str, ...]) -> str:
    """In names of ours: a key of the payload itself is not repeated."""
    names = set(_names(Shape))
    return ".".join(str(part) if part in names else "*" for part in path)


def _names(shape: type[Shape]) -> Iterator[str]:
    for kind in shape.__subclasses__():
        yield from kind.model_fields
        yield from _names(kind)
