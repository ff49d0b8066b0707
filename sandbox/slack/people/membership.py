"""`/invite @somebody` and `/remove @somebody`: Slack's own commands, by which the app comes into a channel and leaves it."""

import re

from sandbox.slack.workspace.directory import Channel, Person
from sandbox.slack.workspace.state import Workspace

BUILT_IN = frozenset({"/invite", "/remove", "/kick"})
NOBODY = "`{command}` needs the name of somebody: {command} @Cobro"


def change_members(workspace: Workspace, person: str, place: Channel, *, command: str, text: str) -> None:
    """What Slack writes into the channel is assumed."""
    found = _named(workspace, text)
    if found is None or place.kind == "im" or (found.is_bot and not workspace.is_installed):
        workspace.slackbot_says(place, person, NOBODY.format(command=command))
        return
    if command == "/invite":
        place.members.add(found.id)
        workspace.post(place, person, f"added <@{found.id}> to the channel")
    else:
        place.members.discard(found.id)
        workspace.post(place, person, f"removed <@{found.id}> from the channel")


def _named(workspace: Workspace, text: str) -> Person | None:
    wanted = re.sub(r"^<@(\w+)(\|[^>]*)?>$", r"\1", text.strip()).removeprefix("@").lower()
    people = workspace.directory.people.values()
    return next((person for person in people if wanted in (person.id.lower(), person.name.lower())), None)
