"""chat.*: posting, updating, deleting (Slack fact sheet 2.9)."""

import json

from sandbox.slack.acceptance import LONGEST_UPDATE, accepted_message
from sandbox.slack.echo import normalised
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.webapi.call import Call, Json
from sandbox.slack.workspace.directory import Channel
from sandbox.slack.workspace.message import Message

LARGEST_METADATA_BYTES = 8_000
"""assumed: Slack has `metadata_too_large` and does not say from where on."""


def post_message(call: Call) -> Json:
    channel = _postable(call)
    given = _given(call)
    text, blocks = accepted_message(given)
    message = call.workspace.post(
        channel,
        call.workspace.installation.bot_user,
        text,
        blocks=blocks,
        attachments=given["attachments"] or [],
        thread_ts=_thread(call, channel),
        metadata=_metadata(call),
    )
    return {"channel": channel.id, "ts": message.ts, "message": message.payload()}


def post_ephemeral(call: Call) -> Json:
    channel = _postable(call)
    person = call.text("user")
    if person not in channel.members:
        raise SlackRefusal("user_not_in_channel")
    text, blocks = accepted_message(_given(call))
    bot = call.workspace.installation.bot_user
    message = call.workspace.post(channel, bot, text, blocks=blocks, only_for=person, thread_ts=_thread(call, channel))
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    """Text without blocks removes the blocks; metadata that is left out stays; only new text shows as edited."""
    channel, message = _own_message(call, "cant_update_message")
    text, blocks = accepted_message(_given(call), longest=LONGEST_UPDATE)
    if text != message.text and "text" in call.args:
        message.edited = {"user": call.workspace.installation.bot_user, "ts": call.workspace.new_ts()}
    message.text = text
    message.blocks = normalised(blocks or [])
    message.metadata = _metadata(call) or message.metadata
    message.trouble_of.clear()
    call.workspace.changed()
    return {"channel": channel.id, "ts": message.ts, "text": text, "message": message.payload()}


def delete(call: Call) -> Json:
    channel, message = _own_message(call, "cant_delete_message")
    channel.messages.remove(message)
    call.workspace.changed()
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    channel = call.workspace.directory.visible_to_app(call.text("channel"))
    message = channel.message(call.text("message_ts"))
    return {"channel": channel.id, "permalink": f"{call.base_url}/#/{channel.id}/{message.ts}"}


def _postable(call: Call) -> Channel:
    channel = call.workspace.directory.postable_by_app(call.text("channel"), scopes=call.scopes)
    if channel.kind == "im" and not call.workspace.manifest.messages_tab_enabled:
        raise SlackRefusal("messages_tab_disabled")
    return channel


def _given(call: Call) -> Json:
    return {
        "text": call.args.get("text"),
        "markdown_text": call.args.get("markdown_text"),
        "blocks": call.structure("blocks", otherwise="invalid_blocks_format"),
        "attachments": call.structure("attachments", otherwise="invalid_attachments"),
    }


def _thread(call: Call, channel: Channel) -> str | None:
    """The thread's first message, which has to be there and everyone's (the code for it is assumed)."""
    ts = call.optional("thread_ts")
    if ts is None:
        return None
    parent = next((message for message in channel.messages if message.ts == ts), None)
    if parent is None or parent.only_for is not None:
        raise SlackRefusal("cannot_reply_to_message")
    return parent.thread_ts or parent.ts


def _metadata(call: Call) -> Json | None:
    metadata = call.structure("metadata", otherwise="invalid_metadata_format")
    if not metadata:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        raise SlackRefusal("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise SlackRefusal("invalid_metadata_schema")
    if len(json.dumps(metadata)) > LARGEST_METADATA_BYTES:
        raise SlackRefusal("metadata_too_large")
    return metadata


def _own_message(call: Call, otherwise: str) -> tuple[Channel, Message]:
    """Ephemeral messages are out of reach, and so are other people's."""
    channel = call.workspace.directory.visible_to_app(call.text("channel"))
    message = channel.message(call.text("ts"))
    if message.only_for is not None:
        raise SlackRefusal("message_not_found")
    if message.user != call.workspace.installation.bot_user:
        raise SlackRefusal(otherwise)
    return channel, message
