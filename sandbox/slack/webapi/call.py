"""One call of a method: who calls, with which arguments, on which workspace."""

from dataclasses import dataclass
from typing import Any

from sandbox.received import NotJson, read_json
from sandbox.slack.delivery.socket import SocketDelivery
from sandbox.slack.oauth import OAuth
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.teams import Team
from sandbox.slack.workspace.state import Workspace

Json = dict[str, Any]

PAGE = 100


@dataclass(frozen=True)
class Call:
    team: Team
    args: Json
    base_url: str
    sockets: SocketDelivery | None
    """None in a workspace that delivers over HTTP."""
    oauth: OAuth

    @property
    def workspace(self) -> Workspace:
        return self.team.workspace

    @property
    def scopes(self) -> frozenset[str]:
        return self.workspace.scopes

    def text(self, name: str) -> str:
        """A required argument that is text; raises SlackRefusal."""
        value = self.args.get(name)
        if value in (None, ""):
            raise SlackRefusal("invalid_arguments", [f"[ERROR] missing required field: {name}"])
        if not isinstance(value, str):
            raise SlackRefusal("invalid_arguments", [f"[ERROR] must provide a string [json-pointer:/{name}]"])
        return value

    def optional(self, name: str) -> str | None:
        return self.text(name) if self.args.get(name) else None

    def flag(self, name: str) -> bool:
        return self.args.get(name) in (True, "true", "1", 1)

    def structure(self, name: str, *, otherwise: str) -> Any:
        """An argument that is JSON, or a string of it as form bodies carry it; `otherwise` is the code for anything else."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return read_json(value) if value else None
        except NotJson as wrong:
            raise SlackRefusal(otherwise) from wrong

    def page_of(self, rows: list[Any]) -> tuple[list[Any], Json]:
        """The rows that `cursor` and `limit` ask for, and what to send on as response_metadata."""
        try:
            start, limit = int(self.args.get("cursor") or 0), int(self.args.get("limit") or PAGE)
        except (TypeError, ValueError) as wrong:
            raise SlackRefusal("invalid_cursor") from wrong
        end = start + max(1, limit)
        return rows[start:end], {"next_cursor": str(end) if end < len(rows) else ""}
