"""What Slack sends when a person does something, parsed once (Slack fact sheet 2.3 to 2.6)."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from bot.store.people import Person


class Parsed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True, defer_build=True)


class OpenView(Parsed):
    id: str
    callback_id: str = ""
    hash: str = ""
    private_metadata: str = ""
    root_view_id: str = ""
    previous_view_id: str | None = None
    state: dict[str, Any] = Field(default_factory=dict)

    @property
    def values(self) -> dict[str, dict[str, Any]]:
        """By block id, then action id: what every field holds."""
        values: dict[str, dict[str, Any]] = self.state.get("values") or {}
        return values


class Place(Parsed):
    """The message that a pressed button stands in."""

    channel: str
    ts: str
    thread_ts: str = ""


class Asking(Parsed):
    """Whatever a person does: who, and the two ways to answer them."""

    person: Person
    trigger_id: str = ""
    response_url: str = ""


class Typed(Asking):
    command: str
    text: str
    channel: str
    rehearse: bool = False
    """`--dry-run` was typed too: show what would be sent, do nothing."""


class Click(Asking):
    action_id: str
    block_id: str
    value: str = ""
    """Of a button, a chosen option, a date or a text field; empty when a choice was taken back."""
    label: str = ""
    place: Place | None = None
    view: OpenView | None = None


class Submission(Asking):
    view: OpenView


class Query(Asking):
    action_id: str
    block_id: str
    text: str
    view: OpenView | None = None


class SharedFile(Parsed):
    """A file of the message that a shortcut was used on; its bytes need the scope `files:read`."""

    id: str
    name: str = ""
    mimetype: str = ""
    size: int = 0
    url_private: str = ""


class Shortcut(Asking):
    """From the menu of the whole workspace, where only `callback_id` is known, or from a message's."""

    callback_id: str
    channel: str = ""
    ts: str = ""
    thread_ts: str = ""
    author: str = ""
    """Who wrote the message."""
    text: str = ""
    files: tuple[SharedFile, ...] = ()


class Event(Asking):
    """Something that Slack tells; nobody waits for an answer."""

    type: str
    event: dict[str, Any]
    """As Slack has it: `tab` and `channel` of an app_home_opened."""


def view_of(click: Click) -> OpenView:
    """Of a click that can only happen inside a modal. Raise NotInAModal."""
    if click.view is None:
        raise NotInAModal(click.action_id)
    return click.view


class NotInAModal(ValueError):
    def __init__(self, action_id: str) -> None:
        super().__init__(f"{action_id} was pressed outside of any modal")


def typed(body: dict[str, Any], person: Person) -> Typed:
    return Typed(
        person=person,
        trigger_id=body["trigger_id"],
        response_url=body.get("response_url") or "",
        command=body["command"],
        text=body.get("text") or "",
        channel=body["channel_id"],
    )


def click(body: dict[str, Any], person: Person) -> Click:
    """Only `actions[0]` counts: it is what Bolt matched (Slack fact sheet 1.2)."""
    action = body["actions"][0]
    option = action.get("selected_option") or {}
    return Click(
        person=person,
        trigger_id=body.get("trigger_id") or "",
        response_url=body.get("response_url") or "",
        action_id=action["action_id"],
        block_id=action["block_id"],
        value=_held(action, option),
        label=(option.get("text") or {}).get("text") or "",
        place=_place(body),
        view=body.get("view"),
    )


def submission(body: dict[str, Any], person: Person) -> Submission:
    return Submission(person=person, trigger_id=body.get("trigger_id") or "", view=body["view"])


def query(body: dict[str, Any], person: Person) -> Query:
    return Query(
        person=person,
        action_id=body["action_id"],
        block_id=body["block_id"],
        text=body.get("value") or "",
        view=body.get("view"),
    )


def shortcut(body: dict[str, Any], person: Person) -> Shortcut:
    """Of both kinds: `message` stands only in that of a message."""
    message = body.get("message") or {}
    return Shortcut(
        person=person,
        trigger_id=body["trigger_id"],
        response_url=body.get("response_url") or "",
        callback_id=body["callback_id"],
        channel=(body.get("channel") or {}).get("id", ""),
        ts=message.get("ts") or body.get("message_ts") or "",
        thread_ts=message.get("thread_ts") or "",
        author=message.get("user") or "",
        text=message.get("text") or "",
        files=tuple(SharedFile.model_validate(each) for each in message.get("files") or () if each.get("id")),
    )


def event(body: dict[str, Any], person: Person) -> Event:
    return Event(person=person, type=body["event"]["type"], event=body["event"])


def _held(action: dict[str, Any], option: dict[str, Any]) -> str:
    return str(option.get("value") or action.get("value") or action.get("selected_date") or "")


def _place(body: dict[str, Any]) -> Place | None:
    container = body.get("container") or {}
    if container.get("type") != "message" or container.get("is_ephemeral"):
        return None
    return Place(
        channel=container["channel_id"], ts=container["message_ts"], thread_ts=container.get("thread_ts") or ""
    )
