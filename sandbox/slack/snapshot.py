"""What one person's client shows: the shape of `GET /client/{user}/state` and of every server-sent event.

A full snapshot travels at each change: a few kilobytes, and it cannot drift.
"""

from typing import Any, NotRequired, TypedDict

Json = dict[str, Any]


class ShownTeam(TypedDict):
    id: str
    domain: str
    name: str


class ShownApp(TypedDict):
    name: str
    is_installed: bool
    bot_user: str
    home_enabled: bool
    """The Home tab exists only when the manifest enables it."""
    messages_tab_read_only: bool
    """The app's direct messages have no composer."""


class ShownCommand(TypedDict):
    command: str
    description: str
    usage_hint: str


class ShownShortcut(TypedDict):
    name: str
    callback_id: str
    description: str
    type: str
    """global or message."""


class ShownPerson(TypedDict):
    id: str
    name: str
    real_name: str
    title: str
    locale: str
    """es-LA or en-US."""
    is_bot: bool
    is_restricted: bool


class ShownFile(TypedDict):
    id: str
    name: str
    title: str
    size: int
    filetype: str
    mimetype: str
    url_private: str
    """Shown in the page; PDF and pictures can be previewed in a frame."""
    url_private_download: str
    """Saved instead of shown."""


class ShownEdit(TypedDict):
    user: str
    ts: str


class ShownMessage(TypedDict):
    """Replies are in the same list as their parents, told apart by a `thread_ts` that is not their own `ts`."""

    ts: str
    user: str
    """A key of `users`, or USLACKBOT for what Slack itself says."""
    text: str
    blocks: list[Json]
    """As the app sent them, with ids and defaults filled in; empty when there is only text."""
    files: list[ShownFile]
    ephemeral: bool
    """Only visible to me."""
    edited: ShownEdit | None
    thread_ts: str | None
    reply_count: int
    trouble: str
    """What Slack shows under a message when the app did not answer a click; empty otherwise."""


class ShownChannel(TypedDict):
    id: str
    name: str
    kind: str
    """public, private or im."""
    purpose: str
    is_im: bool
    is_private: bool
    members: list[str]
    num_members: int
    unread: int
    last_read: str
    """The ts of the newest message that I have read."""
    messages: list[ShownMessage]
    """The last 200, oldest first."""


class ShownView(TypedDict):
    """Slack's view object, with what the client knows about it."""

    id: str
    type: str
    title: Json | None
    blocks: list[Json]
    submit: Json | None
    close: Json | None
    hash: str
    callback_id: str
    private_metadata: str
    external_id: str
    state: dict[str, dict[str, dict[str, Json]]]
    """`state["values"][block_id][action_id]`: what the fields hold as far as the server knows."""
    root_view_id: str
    previous_view_id: str | None
    errors: dict[str, str]
    """block_id -> sentence under the field; from the app or from Slack's own checks."""
    trouble: str
    """The banner over the whole modal ("We had some trouble connecting. Try again?"); empty otherwise."""


class ShownNotice(TypedDict):
    """Something the sandbox itself tells whoever looks: a refused view, a fault switched on."""

    at: float
    text: str


class ShownClock(TypedDict):
    now_ms: int


class Snapshot(TypedDict):
    version: int
    me: str
    team: ShownTeam
    app: ShownApp
    commands: list[ShownCommand]
    shortcuts: list[ShownShortcut]
    users: dict[str, ShownPerson]
    """Everyone, the app's bot included, by id."""
    channels: list[ShownChannel]
    """Those I am a member of."""
    modal: list[ShownView]
    """My open views, the bottom one first."""
    home: ShownView | None
    notices: list[ShownNotice]
    clock: ShownClock
    red: int
    """Red lines in the traffic that no test asked for."""
    faults: NotRequired[list[Json]]
    """Faults that are switched on and not used up."""
