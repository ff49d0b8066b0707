"""Draws one person's snapshot from the workspace."""

from collections import Counter
from dataclasses import asdict

from sandbox.slack.elements import Values
from sandbox.slack.faults import Faults
from sandbox.slack.snapshot import (
    ShownApp,
    ShownChannel,
    ShownMessage,
    ShownPerson,
    ShownView,
    Snapshot,
)
from sandbox.slack.workspace.directory import Channel, Person
from sandbox.slack.workspace.message import Message
from sandbox.slack.workspace.state import Workspace
from sandbox.slack.workspace.views import View
from sandbox.traffic import Traffic

MESSAGES_SHOWN = 200


def snapshot_for(workspace: Workspace, person: str, *, faults: Faults, traffic: Traffic) -> Snapshot:
    views, manifest = workspace.views, workspace.manifest
    home = views.home(person)
    return {
        "version": workspace.version,
        "me": person,
        "team": {key: workspace.installation.team[key] for key in ("id", "domain", "name")},  # type: ignore[typeddict-item]  # the three keys
        "app": shown_app(workspace),
        "commands": [
            {"command": known.command, "description": known.description, "usage_hint": known.usage_hint}
            for known in manifest.commands.values()
            if workspace.is_installed
        ],
        "shortcuts": [
            {"name": known.name, "callback_id": known.callback_id, "description": known.description, "type": known.type}
            for known in manifest.shortcuts.values()
            if workspace.is_installed
        ],
        "users": {known.id: shown_person(known) for known in workspace.directory.people.values()},
        "channels": [
            shown_channel(channel, person)
            for channel in workspace.directory.channels_of(person)
            if channel.kind != "im" or channel.messages or workspace.is_installed
        ],
        "modal": [shown_view(view) for view in views.stack(person)],
        "home": shown_view(home) if home else None,
        "notices": [{"at": at, "text": text} for at, text in workspace.notices],
        "clock": {"now_ms": int(workspace.clock.now() * 1000)},
        "red": len(traffic.unexpected()),
        "faults": [asdict(fault) for fault in faults.waiting()],
    }


def shown_app(workspace: Workspace) -> ShownApp:
    return {
        "name": workspace.manifest.bot_name,
        "is_installed": workspace.is_installed,
        "bot_user": workspace.installation.bot_user,
        "home_enabled": workspace.manifest.home_enabled,
        "messages_tab_read_only": workspace.manifest.messages_tab_read_only,
    }


def shown_person(person: Person) -> ShownPerson:
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "title": person.title,
        "locale": person.locale,
        "is_bot": person.is_bot,
        "is_restricted": person.is_restricted,
    }


def shown_channel(channel: Channel, person: str) -> ShownChannel:
    seen = channel.seen_by(person)
    replies = Counter(message.thread_ts for message in seen if message.thread_ts)
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "purpose": channel.purpose,
        "is_im": channel.kind == "im",
        "is_private": channel.kind == "private",
        "members": sorted(channel.members),
        "num_members": len(channel.members),
        "unread": channel.unread_by(person),
        "last_read": channel.last_read.get(person, ""),
        "messages": [shown_message(message, person, replies[message.ts]) for message in seen[-MESSAGES_SHOWN:]],
    }


def shown_message(message: Message, person: str, replies: int) -> ShownMessage:
    return {
        "ts": message.ts,
        "user": message.user,
        "text": message.text,
        "blocks": message.blocks,
        "files": message.files,  # type: ignore[typeddict-item]  # a file's payload has more keys than are shown
        "ephemeral": message.only_for is not None,
        "edited": message.edited,  # type: ignore[typeddict-item]  # user and ts
        "thread_ts": message.thread_ts,
        "reply_count": replies,
        "trouble": message.trouble_of.get(person, ""),
    }


def shown_view(view: View) -> ShownView:
    content = view.content
    values: dict[str, Values] = {"values": view.values}
    return {
        "id": view.id,
        "type": content["type"],
        "title": content["title"],
        "blocks": content["blocks"],
        "submit": content["submit"],
        "close": content["close"],
        "hash": view.hash,
        "callback_id": content["callback_id"],
        "private_metadata": content["private_metadata"],
        "external_id": content["external_id"],
        "state": values,
        "root_view_id": view.root_view_id,
        "previous_view_id": view.previous_view_id,
        "errors": view.errors,
        "trouble": view.trouble,
    }
