"""The whole state of the local Slack, and the few changes that touch more than one subject."""

import itertools
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.clock import Clock
from sandbox.slack.echo import normalised
from sandbox.slack.manifest import AppManifest
from sandbox.slack.workspace.directory import Channel, Directory, Person
from sandbox.slack.workspace.files import File, Files
from sandbox.slack.workspace.grants import Grant, Grants
from sandbox.slack.workspace.message import Message
from sandbox.slack.workspace.rate_limits import RateLimits
from sandbox.slack.workspace.response_urls import ResponseUrls
from sandbox.slack.workspace.triggers import TRIGGER_SECONDS, Triggers
from sandbox.slack.workspace.views import View, Views

Json = dict[str, Any]

SLACKBOT = "USLACKBOT"
NOTICES_KEPT = 50
FREE_SECONDS = 90 * 24 * 3600


@dataclass(frozen=True)
class Installation:
    """The app in this team, and the secrets that it was given."""

    team: Json
    app_id: str
    bot_id: str
    bot_user: str
    token: str
    app_token: str
    signing_secret: str
    verification_token: str = "local-verification-token"  # noqa: S105  the retired field that every payload carries


class Workspace:
    def __init__(
        self,
        *,
        manifest: AppManifest,
        installation: Installation,
        clock: Clock,
        real: Callable[[], float],
        trigger_seconds: float = TRIGGER_SECONDS,
        strict_rates: bool = True,
        numbers: Iterator[int] | None = None,
        is_installed: bool = True,
    ) -> None:
        """`numbers` is shared by workspaces, so that no two ids are alike."""
        self.manifest = manifest
        self.installation = installation
        self.grants = Grants(Grant(installation.token) if is_installed else None)
        self.clock = clock
        self._plan = str(installation.team.get("plan", "paid"))
        self.directory = Directory(bot=Person(installation.bot_user, manifest.bot_name, manifest.name, is_bot=True))
        self.triggers = Triggers(real=real, seconds=trigger_seconds)
        self.response_urls = ResponseUrls(now=clock.now)
        self.rates = RateLimits(real=real, is_strict=strict_rates)
        self.views = Views(now=clock.now, new_id=self.new_id)
        self.files = Files()
        self.notices: deque[tuple[float, str]] = deque(maxlen=NOTICES_KEPT)
        self.version = 0
        self._numbers = numbers or itertools.count(1)
        self._last_ts = 0.0
        self._watchers: list[Callable[[], None]] = []
        clock.when_moved(self._hide_what_is_old)
        clock.when_moved(self.changed)

    @property
    def plan(self) -> str:
        """Free or paid."""
        return self._plan

    def change_plan(self, plan: str) -> None:
        self._plan = plan
        self._hide_what_is_old()
        self.changed()

    @property
    def is_installed(self) -> bool:
        """Whether the app is in this workspace."""
        return self.grants.current is not None

    @property
    def scopes(self) -> frozenset[str]:
        """What the app may do here."""
        granted = self.grants.current.scopes if self.grants.current else frozenset[str]()
        required = self.manifest.scopes if granted is None else granted
        return required | (self.grants.optional & self.manifest.optional_scopes)

    def changed(self) -> None:
        self.version += 1
        for watcher in self._watchers:
            watcher()

    def when_changed(self, watcher: Callable[[], None]) -> None:
        self._watchers.append(watcher)

    def new_id(self, prefix: str) -> str:
        return f"{prefix}0LOC{next(self._numbers):05d}"

    def new_ts(self) -> str:
        """Unique and growing, on the sandbox's clock."""
        self._last_ts = max(self.clock.now(), self._last_ts + 0.000_001)
        return f"{self._last_ts:.6f}"

    def tell(self, text: str) -> None:
        """A notice of the sandbox itself, for whoever looks at the page."""
        self.notices.append((self.clock.now(), text))
        self.changed()

    def post(self, channel: Channel, user: str, text: str, **given: Any) -> Message:
        """`given`: blocks, attachments, files, thread_ts, metadata or only_for, as in `Message`."""
        installation = self.installation
        app = (installation.bot_id, installation.app_id) if user == installation.bot_user else None
        given["blocks"] = normalised(given.get("blocks") or [])
        message = Message(self.new_ts(), user, text, installation.team["id"], app=app, **given)
        channel.messages.append(message)
        if user in self.directory.people:
            channel.last_read[user] = message.ts
        self.changed()
        return message

    def slackbot_says(self, channel: Channel, person: str, text: str) -> None:
        self.post(channel, SLACKBOT, text, only_for=person)

    def new_file(self, *, name: str, size: int, user: str, alt_text: str = "") -> File:
        created = int(self.clock.now())
        return self.files.add(File(self.new_id("F"), name, size, user, created, alt_text=alt_text))

    def _hide_what_is_old(self) -> None:
        """The free plan shows the last 90 days; what is hidden comes back with a paid one."""
        until = f"{self.clock.now() - FREE_SECONDS:.6f}" if self._plan == "free" else ""
        for channel in self.directory.channels.values():
            channel.hidden_until = until

    def view_payload(self, view: View, values: Json | None = None) -> Json:
        installation = self.installation
        installed = {
            "app_id": installation.app_id,
            "app_installed_team_id": installation.team["id"],
            "bot_id": installation.bot_id,
        }
        return view.payload(installed=installed, values=values)
