"""conversations.*: what the app may know about channels, and opening direct messages."""

from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.webapi.call import Call, Json
from sandbox.slack.workspace.directory import Channel
from sandbox.slack.workspace.message import Message

HISTORY_SCOPE = {"public": "channels:history", "private": "groups:history", "im": "im:history"}
READ_SCOPE = {"public": "channels:read", "private": "groups:read", "im": "im:read"}
LISTED_AS = {"public": "public_channel", "private": "private_channel", "im": "im"}


def info(call: Call) -> Json:
    return {"channel": _channel_object(call, _readable(call))}


def list_(call: Call) -> Json:
    wanted = (call.optional("types") or "public_channel").split(",")
    bot = call.workspace.installation.bot_user
    found = []
    for channel in call.workspace.directory.channels.values():
        if LISTED_AS[channel.kind] in wanted and (channel.kind == "public" or bot in channel.members):
            _need(call, READ_SCOPE[channel.kind])
            found.append(_channel_object(call, channel))
    rows, metadata = call.page_of(found)
    return {"channels": rows, "response_metadata": metadata}


def members(call: Call) -> Json:
    rows, metadata = call.page_of(sorted(_readable(call).members))
    return {"members": rows, "response_metadata": metadata}


def open_(call: Call) -> Json:
    people = [person for person in call.text("users").split(",") if person]
    if len(people) != 1:
        raise SlackRefusal("not_enough_users" if not people else "method_not_supported_for_channel_type")
    _need(call, "im:write")
    channel = call.workspace.directory.direct_messages_with(people[0])
    shown = _channel_object(call, channel) if call.flag("return_im") else {"id": channel.id}
    return {"no_op": True, "already_open": True, "channel": shown}


def history(call: Call) -> Json:
    """Newest first; replies are in their threads, and what only one person sees is in neither."""
    channel = _historic(call)
    rows = [message for message in channel.messages if message.thread_ts in (None, message.ts)]
    return _messages(call, list(reversed(rows)))


def replies(call: Call) -> Json:
    """The message and its thread, oldest first."""
    channel, ts = _historic(call), call.text("ts")
    rows = [message for message in channel.messages if ts in (message.ts, message.thread_ts)]
    if not rows:
        raise SlackRefusal("thread_not_found")
    return _messages(call, rows)


def _historic(call: Call) -> Channel:
    """The app must be in it (the method's page, not_in_channel)."""
    channel = call.workspace.directory.visible_to_app(call.text("channel"))
    _need(call, HISTORY_SCOPE[channel.kind])
    if call.workspace.installation.bot_user not in channel.members:
        raise SlackRefusal("not_in_channel")
    return channel


def _messages(call: Call, rows: list[Message]) -> Json:
    shown, metadata = call.page_of([row for row in rows if row.only_for is None])
    payloads = [row.payload() for row in shown]
    if not call.flag("include_all_metadata"):
        payloads = [{name: value for name, value in row.items() if name != "metadata"} for row in payloads]
    has_more = bool(metadata["next_cursor"])
    return {"messages": payloads, "has_more": has_more, "pin_count": 0, "response_metadata": metadata}


def _readable(call: Call) -> Channel:
    channel = call.workspace.directory.visible_to_app(call.text("channel"))
    _need(call, READ_SCOPE[channel.kind])
    return channel


def _need(call: Call, scope: str) -> None:
    if scope not in call.scopes:
        raise SlackRefusal("missing_scope", needed=scope, provided=",".join(sorted(call.scopes)))


def _channel_object(call: Call, channel: Channel) -> Json:
    bot = call.workspace.installation.bot_user
    shared = {
        "id": channel.id,
        "created": 1_700_000_000,
        "is_archived": channel.is_archived,
        "is_im": channel.kind == "im",
        "is_org_shared": False,
        "context_team_id": call.workspace.installation.team["id"],
        "updated": 1_700_000_000_000,
    }
    if channel.kind == "im":
        other = next(member for member in channel.members if member != bot)
        return shared | {"user": other, "is_user_deleted": False, "priority": 0}
    return shared | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_mpim": False,
        "is_private": channel.kind == "private",
        "is_general": channel.name == "general",
        "is_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "is_member": bot in channel.members,
        "num_members": len(channel.members),
        "creator": next(iter(sorted(channel.members)), bot),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": "", "last_set": 0},
        "previous_names": [],
    }
