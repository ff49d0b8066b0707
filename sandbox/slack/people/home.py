"""Opening the app's Home and Messages tabs: app_home_opened (Slack fact sheet 2.7)."""

from typing import Any

from sandbox.slack.people.clicks import ImpossibleClick
from sandbox.slack.people.events import Events
from sandbox.slack.workspace.state import Workspace

Json = dict[str, Any]


class Home:
    def __init__(self, workspace: Workspace, events: Events) -> None:
        self._workspace = workspace
        self._events = events

    def open(self, person: str, *, tab: str = "home") -> None:
        """Raises ImpossibleClick for a Home tab that the manifest does not enable."""
        if tab == "home" and not self._workspace.manifest.home_enabled:
            raise ImpossibleClick("the manifest does not enable the Home tab")
        channel = self._workspace.directory.direct_messages_with(person)
        event: Json = {"type": "app_home_opened", "user": person, "channel": channel.id, "tab": tab}
        view = self._workspace.views.home(person)
        if view is not None:
            event["view"] = self._workspace.view_payload(view)
        self._events.happened({**event, "event_ts": self._workspace.new_ts()}, subscription="app_home_opened")
