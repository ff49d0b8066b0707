"""One message, as kept and as payloads and answers carry it."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.slack.echo import echoed, escaped

Json = dict[str, Any]


@dataclass
class Message:
    ts: str
    user: str
    text: str
    team: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)
    app: tuple[str, str] | None = None
    """(bot_id, app_id) of the app that posted it."""
    thread_ts: str | None = None
    metadata: Json | None = None
    edited: Json | None = None
    only_for: str | None = None
    """The one person who sees it; None for a message that everyone sees."""
    trouble_of: dict[str, str] = field(default_factory=dict)
    """What Slack shows one person under it when the app did not answer their click."""

    def payload(self) -> Json:
        made: Json = {"user": self.user, "type": "message", "ts": self.ts}
        if self.app:
            made |= {"bot_id": self.app[0], "app_id": self.app[1]}
        made |= {"text": escaped(self.text), "team": self.team}
        optional = {
            "blocks": echoed(self.blocks),
            "attachments": self.attachments,
            "files": self.files,
            "thread_ts": self.thread_ts,
            "metadata": self.metadata,
            "edited": self.edited,
        }
        return made | {key: value for key, value in optional.items() if value}
