"""The parts that payloads share (Slack fact sheet 2.6); each kind has the key set of the recorded examples."""

from typing import Any

from sandbox.slack.elements import Values
from sandbox.slack.workspace.directory import Channel
from sandbox.slack.workspace.message import Message
from sandbox.slack.workspace.state import Workspace
from sandbox.slack.workspace.views import View

Json = dict[str, Any]


def team_of(workspace: Workspace) -> Json:
    team = workspace.installation.team
    return {"id": team["id"], "domain": team["domain"]}


def person_in(workspace: Workspace, person: str, *, with_name: bool = True) -> Json:
    found = workspace.directory.person(person)
    made = {"id": found.id, "username": found.name, "team_id": workspace.installation.team["id"]}
    return made | ({"name": found.name} if with_name else {})


def opening(workspace: Workspace, kind: str, person: str, *, with_name: bool = True) -> Json:
    return {
        "type": kind,
        "team": team_of(workspace),
        "user": person_in(workspace, person, with_name=with_name),
        "api_app_id": workspace.installation.app_id,
        "token": workspace.installation.verification_token,
        "is_enterprise_install": False,
        "enterprise": None,
    }


def channel_in(channel: Channel) -> Json:
    return {"id": channel.id, "name": channel.payload_name}


def place_in_view(workspace: Workspace, view: View, values: Values) -> Json:
    return {"container": {"type": "view", "view_id": view.id}, "view": workspace.view_payload(view, values)}


def place_in_message(channel: Channel, message: Message) -> Json:
    return {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.only_for is not None,
        },
        "channel": channel_in(channel),
        "message": message.payload(),
    }
