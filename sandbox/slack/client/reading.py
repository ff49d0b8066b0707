"""What a person reads in blocks."""

from typing import Any

from sandbox.slack.echo import unescaped

TEXT_TYPES = ("plain_text", "mrkdwn", "text", "raw_text", "markdown")
UNSEEN = ("value", "confirm", "placeholder", "options", "option_groups", "action_id", "block_id", "style")


def text_in(node: Any) -> str:
    """Every text that is drawn, one a line; what opens only when clicked is not."""
    if isinstance(node, list):
        return "\n".join(filter(None, map(text_in, node)))
    if not isinstance(node, dict):
        return ""
    if isinstance(node.get("text"), str) and node.get("type") in TEXT_TYPES:
        return unescaped(node["text"])
    drawn = [text_in(value) for key, value in node.items() if key not in UNSEEN]
    offered = [text_in(node["options"])] if node.get("type") in ("checkboxes", "radio_buttons") else []
    return "\n".join(filter(None, drawn + offered))
