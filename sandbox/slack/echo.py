"""How Slack gives back what an app sent: defaults filled in, ids made, characters escaped (local workspace fact sheet 4)."""

import re
import secrets
from typing import Any

Json = dict[str, Any]

_STRAY_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")
_MARKUP = re.compile(r"(<(?:[@#!][^<>]+|[a-zA-Z][a-zA-Z0-9+.-]*:[^<>]+)>)")

_NAMED = {
    "button",
    "overflow",
    "datepicker",
    "timepicker",
    "datetimepicker",
    "checkboxes",
    "radio_buttons",
    "file_input",
}


def normalised(blocks: list[Json]) -> list[Json]:
    """A copy with the ids and defaults that Slack adds, in the app's own words: this is what is kept and shown."""
    return [_normalised_block(block) for block in blocks]


def echoed(value: Any) -> Any:
    """A copy of blocks or text objects in which what is shown is escaped, as payloads and answers carry it."""
    if isinstance(value, list):
        return [echoed(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") in ("plain_text", "mrkdwn") and isinstance(value.get("text"), str):
        return {**value, "text": escaped(value["text"])}
    return {key: echoed(item) for key, item in value.items()}


def escaped(text: str) -> str:
    """`&`, `<` and `>` become entities except where they already are one, or make a mention, link or date."""
    parts = _MARKUP.split(_STRAY_AMPERSAND.sub("&amp;", text))
    return "".join(
        part if _MARKUP.fullmatch(part) else part.replace("<", "&lt;").replace(">", "&gt;") for part in parts
    )


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def normalised_text(value: Json) -> Json:
    """A text object with its default: emoji on plain text, verbatim off on mrkdwn."""
    default = {"emoji": True} if value["type"] == "plain_text" else {"verbatim": False}
    return {**value, **{key: value.get(key, setting) for key, setting in default.items()}}


def _normalised_block(block: Json) -> Json:
    made = {
        "type": block["type"],
        "block_id": block.get("block_id") or secrets.token_urlsafe(4),
        **_with_defaults(block),
    }
    made["block_id"] = made["block_id"] or secrets.token_urlsafe(4)
    if block["type"] == "input":
        made = {"optional": False, "dispatch_action": False, **made}
    return made


def _with_defaults(value: Any) -> Any:
    if isinstance(value, list):
        return [_with_defaults(item) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: _with_defaults(item) for key, item in value.items()}
    kind = made.get("type")
    if kind in ("plain_text", "mrkdwn") and "text" in made:
        return normalised_text(made)
    if isinstance(kind, str) and _is_element(kind) and not made.get("action_id"):
        made["action_id"] = secrets.token_urlsafe(4)
    return made


def _is_element(kind: str) -> bool:
    return kind in _NAMED or kind.endswith(("_select", "_input"))
