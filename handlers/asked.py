"""Which listener a payload is for: its kind and the id that was drawn, typed or told (Slack fact sheet 2.3 to 2.6)."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

Kind = Literal["command", "action", "options", "submission", "shortcut", "event", "unknown"]
DRAWN: frozenset[Kind] = frozenset({"action", "options", "submission"})
"""What can only be done to something that we drew."""


class Asked(NamedTuple):
    kind: Kind
    id: str


def asked(body: Mapping[str, Any]) -> Asked:
    """Only `actions[0]` counts, as in `payloads.click`."""
    if "command" in body:
        return Asked("command", str(body["command"]))
    match body.get("type"):
        case "block_actions":
            return Asked("action", str(body["actions"][0]["action_id"]))
        case "block_suggestion":
            return Asked("options", str(body["action_id"]))
        case "view_submission":
            return Asked("submission", str(body["view"]["callback_id"]))
        case "shortcut" | "message_action":
            return Asked("shortcut", str(body["callback_id"]))
        case "event_callback":
            return Asked("event", str(body["event"]["type"]))
        case _:
            return Asked("unknown", "")
