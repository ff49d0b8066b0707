"""What Slack says about blocks and views before it shows them.

Shapes and lengths come from block_kit.schema.json, generated from Slack's published types by tools/block_kit_schema;
what a schema cannot state is in blockkit_rules.py. The source of both is the Slack fact sheet, 3.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from sandbox.slack.blockkit_rules import rules_of_blocks, rules_of_view
from sandbox.slack.schema_checker import Compiler
from sandbox.slack.schema_limits import Check, Finding

Part = Literal["message", "modal", "home", "options", "option_groups"]

_PARTS: dict[str, dict[str, Any]] = {
    "message": {"type": "array", "items": {"$ref": "#/definitions/KnownBlock"}, "maxItems": 50},
    "modal": {"$ref": "#/definitions/ModalView"},
    "home": {"$ref": "#/definitions/HomeView"},
    "options": {"type": "array", "items": {"$ref": "#/definitions/PlainTextOption"}, "maxItems": 100},
    "option_groups": {
        "type": "array",
        "maxItems": 100,
        "items": {
            "type": "object",
            "required": ["label", "options"],
            "additionalProperties": False,
            "properties": {
                "label": {"$ref": "#/definitions/PlainTextElement", "maxTextLength": 75},
                "options": {"type": "array", "items": {"$ref": "#/definitions/PlainTextOption"}, "maxItems": 100},
            },
        },
    },
}


def check(payload: Any, part: Part) -> list[Finding]:
    """Empty when Slack would take it; pointers are relative to `payload`."""
    found: list[Finding] = []
    _checks()[part](payload, "", found)
    if found or part in ("options", "option_groups"):
        return found
    if part == "message":
        return list(rules_of_blocks(payload, "message"))
    return list(rules_of_view(payload))


@cache
def _checks() -> dict[str, Check]:
    schema = json.loads(files(__package__).joinpath("block_kit.schema.json").read_text("utf-8"))
    compiler = Compiler(schema["definitions"])
    return {part: compiler.check_of(form) for part, form in _PARTS.items()}
