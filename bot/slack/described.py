"""People, user groups and channels as Slack describes them, read into our own types."""

from typing import Any

from bot.store.channels import Channel
from bot.store.groups import Group
from bot.store.people import Person


def person_of(user: dict[str, Any]) -> Person:
    """From `users.info` (Slack fact sheet 8: guests, bots and people of other workspaces are told apart here)."""
    profile = user.get("profile") or {}
    return Person(
        id=str(user["id"]),
        name=str(profile.get("display_name") or user.get("real_name") or user.get("name") or ""),
        full_name=str(profile.get("real_name") or user.get("real_name") or ""),
        team=str(user.get("team_id") or ""),
        locale=str(user.get("locale") or ""),
        is_bot=bool(user.get("is_bot") or user.get("is_workflow_bot")),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_stranger=bool(user.get("is_stranger")),
        is_deleted=bool(user.get("deleted")),
    )


def group_of(group: dict[str, Any]) -> Group:
    return Group(
        id=str(group["id"]),
        handle=str(group.get("handle") or ""),
        name=str(group.get("name") or ""),
        members=tuple(str(member) for member in group.get("users") or ()),
    )


def channel_of(channel: dict[str, Any]) -> Channel:
    """What is shared with another company counts as public, whatever else it is."""
    is_shared = bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"))
    return Channel(
        id=str(channel["id"]),
        name=str(channel.get("name") or ""),
        is_public=is_shared or not (channel.get("is_private") or channel.get("is_im") or channel.get("is_mpim")),
        is_member=bool(channel.get("is_member")),
        is_archived=bool(channel.get("is_archived")),
    )
