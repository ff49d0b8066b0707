"""files.*: the three steps of an upload, with real bytes (Slack fact sheet 2.10)."""

from typing import Any

from sandbox.slack.acceptance import accepted_blocks
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.webapi.call import Call, Json
from sandbox.slack.workspace.directory import Channel
from sandbox.slack.workspace.files import File

MOST_CHANNELS = 100


def get_upload_url(call: Call) -> Json:
    name = call.text("filename")
    try:
        size = int(call.args.get("length") or 0)
    except (TypeError, ValueError):
        size = 0
    if size <= 0:
        raise SlackRefusal("missing_argument")
    bot = call.workspace.installation.bot_user
    file = call.workspace.new_file(name=name, size=size, user=bot, alt_text=call.optional("alt_txt") or "")
    return {"upload_url": f"{call.base_url}/upload/v1/{file.id}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """Share the files as one message in each channel; without a channel they stay private to the app."""
    listed = call.structure("files", otherwise="invalid_arguments")
    if not isinstance(listed, list) or not listed:
        raise SlackRefusal("invalid_arguments", ["[ERROR] missing required field: files"])
    channels = _channels(call)
    blocks = call.structure("blocks", otherwise="invalid_blocks_format")
    accepted = accepted_blocks(blocks) if blocks else []
    files = [_completed(call, entry) for entry in listed]
    for channel in channels:
        _share(call, channel, files, accepted)
    return {"files": [file.payload(call.base_url) for file in files]}


def info(call: Call) -> Json:
    return {"file": call.workspace.files.get(call.text("file")).payload(call.base_url), "comments": []}


def delete(call: Call) -> Json:
    file = call.workspace.files.get(call.text("file"))
    call.workspace.files.delete(file.id)
    for channel in call.workspace.directory.channels.values():
        for message in channel.messages:
            message.files = [shown for shown in message.files if shown["id"] != file.id]
    call.workspace.changed()
    return {}


def _channels(call: Call) -> list[Channel]:
    ids = [id_ for id_ in (call.optional("channel_id") or call.optional("channels") or "").split(",") if id_]
    if len(ids) > MOST_CHANNELS:
        raise SlackRefusal("channels_limit_exceeded")
    return [_shareable(call, id_) for id_ in ids]


def _shareable(call: Call, id_: str) -> Channel:
    """A person's id is no channel here, and posting where the app is no member is not enough."""
    if id_ in call.workspace.directory.people:
        raise SlackRefusal("invalid_channel")
    channel = call.workspace.directory.visible_to_app(id_)
    if call.workspace.installation.bot_user not in channel.members:
        raise SlackRefusal("not_in_channel")
    return channel


def _completed(call: Call, entry: Any) -> File:
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise SlackRefusal("invalid_arguments", ["[ERROR] missing required field: id [json-pointer:/files/0]"])
    return call.workspace.files.complete(entry["id"], title=str(entry.get("title") or ""))


def _share(call: Call, channel: Channel, files: list[File], blocks: list[Json]) -> None:
    for file in files:
        file.channels.append(channel.id)
    call.workspace.post(
        channel,
        call.workspace.installation.bot_user,
        "" if blocks else call.optional("initial_comment") or "",
        blocks=blocks,
        files=[file.payload(call.base_url) for file in files],
        thread_ts=call.optional("thread_ts"),
    )
