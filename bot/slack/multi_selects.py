"""Fields that hold several: people of the workspace, or options of ours; and reading them back."""

from collections.abc import Sequence

from bot.slack.drawing import Block
from bot.slack.forms import Values


def people_field(action: str, *, chosen: Sequence[str]) -> Block:
    return {"type": "multi_users_select", "action_id": action} | ({"initial_users": list(chosen)} if chosen else {})


def options_field(action: str, options: Sequence[Block], *, chosen: Sequence[str]) -> Block:
    """One to a hundred options; `chosen` are values among them."""
    initial = [option for option in options if option["value"] in chosen]
    field: Block = {"type": "multi_static_select", "action_id": action, "options": list(options)}
    return field | ({"initial_options": initial} if initial else {})


def picked_people(values: Values, block: str) -> tuple[str, ...]:
    """`block` is the block's id and the action's."""
    return tuple(str(user) for user in values.get(block, {}).get(block, {}).get("selected_users") or ())


def picked_options(values: Values, block: str) -> tuple[str, ...] | None:
    """None: the form had no such field."""
    if block not in values:
        return None
    return tuple(str(option["value"]) for option in values[block].get(block, {}).get("selected_options") or ())
