"""Which listener a payload is for: its kind and the id that was drawn, typed or told (Slack fact sheet 2.3 to 2.6)."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

Kind = Literal["command", "action", "options", "submission", "shortcut", "event", "unknown"]
DRAWN: frozenset[Kind] = frozenset({"action", "options", "submission"})
"""What can only be done to something that we drew."""


class Asked(NamedTuple):
    kind: Kind
    id: str


READ: Mapping[str, Callable[[Mapping[str, Any]], Asked]] = {
    "block_actions": lambda body: Asked("action", str(body["actions"][0]["action_id"])),
    "block_suggestion": lambda body: Asked("options", str(body["action_id"])),
    "view_submission": lambda body: Asked("submission", str(body["view"]["callback_id"])),
    "shortcut": lambda body: Asked("shortcut", str(body["callback_id"])),
    "message_action": lambda body: Asked("shortcut", str(body["callback_id"])),
    "event_callback": lambda body: Asked("event", str(body["event"]["type"])),
}
"""By Slack's type. Only `actions[0]` counts, as in `payloads.click`."""


def asked(body: Mapping[str, Any]) -> Asked:
    if "command" in body:
        return Asked("command", str(body["command"]))
    read = READ.get(str(body.get("type")))
    return read(body) if read else Asked("unknown", "")
