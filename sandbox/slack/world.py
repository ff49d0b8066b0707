"""The local Slack's part of world.yaml: the team, its people and its channels."""

from typing import Any

from sandbox.slack.workspace.directory import Channel, Person, UserGroup
from sandbox.slack.workspace.state import Installation, Workspace

Json = dict[str, Any]


def other_worlds(world: Json) -> list[Json]:
    """Those of the further workspaces, each like the first one's: the same app with a bot user and a token of its own."""
    app = world["slack"]["bot"]
    return [
        {**other, "slack": {"team": other["team"], "bot": {**app, **other["bot"]}}} for other in world.get("others", [])
    ]


def read_installation(world: Json) -> Installation:
    slack, bot = world["slack"], world["slack"]["bot"]
    return Installation(
        team=dict(slack["team"]),
        app_id=bot["app_id"],
        bot_id=bot["bot_id"],
        bot_user=bot["user"],
        token=bot["token"],
        app_token=bot["app_token"],
        signing_secret=str(bot["signing_secret"]),
    )


def settle(workspace: Workspace, world: Json) -> None:
    """Add the people and channels; the app is called `cobro` among a channel's members."""
    ids = {person["name"]: person["id"] for person in world["people"]}
    ids["cobro"] = workspace.installation.bot_user
    for person in world["people"]:
        workspace.directory.add_person(Person(**person))
    for channel in world["channels"]:
        members = {ids[name] for name in channel["members"]}
        workspace.directory.add_channel(Channel(**{**channel, "members": members}))
    for group in world.get("groups", []):
        workspace.directory.add_group(UserGroup(**{**group, "members": [ids[name] for name in group["members"]]}))
