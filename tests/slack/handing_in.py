"""Forms as Slack sends them back."""

from collections.abc import Iterable
from typing import Any

from bot.slack.drawing import Block


def untouched(blocks: Iterable[Block], **typed: str) -> dict[str, Any]:
    """As they were drawn, but for what was typed into the blocks of these ids."""
    fields = {block["block_id"]: block["element"] for block in blocks if block["type"] == "input"}
    return {
        block: {
            element["action_id"]: {
                "value": typed.get(block, element.get("initial_value")),
                "selected_option": element.get("initial_option"),
                "selected_options": element.get("initial_options", []),
                "selected_users": element.get("initial_users", []),
                "selected_date": element.get("initial_date"),
            }
        }
        for block, element in fields.items()
    }
