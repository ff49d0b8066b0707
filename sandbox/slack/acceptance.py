"""What Slack checks before it shows blocks or a view, and the refusals it answers with (Slack fact sheet 4)."""

import json
from typing import Any

from sandbox.slack.blockkit import check
from sandbox.slack.elements import elements_of
from sandbox.slack.refusal import SlackRefusal

Json = dict[str, Any]

LARGEST_VIEW_BYTES = 250_000
LONGEST_TEXT = 40_000
LONGEST_UPDATE = 4_000
MOST_ATTACHMENTS = 100


def accepted_blocks(blocks: Any) -> list[Json]:
    if not isinstance(blocks, list):
        raise SlackRefusal("invalid_blocks_format")
    if found := check(blocks, "message"):
        texts = [f"{finding.message} [json-pointer:/blocks{finding.pointer}]" for finding in found]
        raise SlackRefusal("invalid_blocks", [f"[ERROR] {text}" for text in texts], errors=texts)
    return blocks


def accepted_view(view: Any, *, kinds: tuple[str, ...], scopes: frozenset[str]) -> Json:
    if not isinstance(view, dict):
        raise SlackRefusal("invalid_arguments", ["[ERROR] must provide an object [json-pointer:/view]"])
    if view.get("type") not in kinds:
        raise SlackRefusal(
            "invalid_arguments", [f"[ERROR] unsupported type: {view.get('type')} [json-pointer:/view/type]"]
        )
    if len(json.dumps(view, ensure_ascii=False).encode()) > LARGEST_VIEW_BYTES:
        raise SlackRefusal("view_too_large")
    if found := check(view, view["type"]):
        lines = [f"[ERROR] {finding.message} [json-pointer:/view{finding.pointer}]" for finding in found]
        raise SlackRefusal(
            "invalid_arguments", ["[ERROR] failed to match all allowed schemas [json-pointer:/view]", *lines]
        )
    wants_files = any(element["type"] == "file_input" for block in view["blocks"] for element in elements_of(block))
    if wants_files and "files:read" not in scopes:
        raise SlackRefusal("missing_scope", needed="files:read", provided=",".join(sorted(scopes)))
    return view


def accepted_message(
    given: Json, *, longest: int | None = None, may_be_empty: bool = False
) -> tuple[str, list[Json] | None]:
    """Text and blocks of a message; None for blocks that were not given."""
    text, markdown = _text(given, "text"), _text(given, "markdown_text")
    blocks = accepted_blocks(given["blocks"]) if given.get("blocks") else None
    if markdown and (text or blocks):
        raise SlackRefusal("markdown_text_conflict")
    if not isinstance(given.get("attachments") or [], list):
        raise SlackRefusal("invalid_attachments")
    if len(given.get("attachments") or []) > MOST_ATTACHMENTS:
        raise SlackRefusal("too_many_attachments")
    if not (text or markdown or blocks or given.get("attachments") or may_be_empty):
        raise SlackRefusal("no_text")
    if longest is not None and len(text) > longest:
        raise SlackRefusal("msg_too_long")
    return (text or markdown)[:LONGEST_TEXT], blocks


def _text(given: Json, name: str) -> str:
    value = given.get(name) or ""
    if not isinstance(value, str):
        raise SlackRefusal("invalid_arguments", [f"[ERROR] must provide a string [json-pointer:/{name}]"])
    return value
