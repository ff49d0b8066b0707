"""The interactive elements of Block Kit: which field of the state each one fills, and what it holds at first."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
Values = dict[str, dict[str, Json]]
"""block_id -> action_id -> {"type": …, field: value}, as in `state.values` (Slack fact sheet 2.5)."""

FIELD = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "file_input": "files",
    "rich_text_input": "rich_text_value",
}

SEVERAL = {field for field in FIELD.values() if field.endswith("s")}

_INITIAL = {"value": "initial_value", "rich_text_value": "initial_value", "files": ""}


def elements_of(block: Json) -> list[Json]:
    """Every element of a block, whether it is its input, its accessory or one of a row."""
    found = [block.get("element"), block.get("accessory"), *(block.get("elements") or [])]
    return [element for element in found if isinstance(element, dict)]


def find_element(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json] | None:
    for block in blocks:
        if block.get("block_id") == block_id:
            for element in elements_of(block):
                if element.get("action_id") == action_id:
                    return block, element
    return None


def fields_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """(block, element) for every element that keeps a value."""
    for block in blocks:
        for element in elements_of(block):
            if element.get("action_id") and element["type"] in FIELD and element["type"] != "overflow":
                yield block, element


def initial_of(element: Json) -> Any:
    field = FIELD[element["type"]]
    name = _INITIAL.get(field, field.replace("selected", "initial"))
    return element.get(name, [] if field in SEVERAL else None)


def state_of(blocks: list[Json], *layers: Values) -> Values:
    """What each field holds: the first layer that knows it wins, then the element's initial value.

    A layer counts only where block_id, action_id and kind of element are unchanged (Slack fact sheet 2.5).
    """
    values: Values = {}
    for block, element in fields_of(blocks):
        field = FIELD[element["type"]]
        held = _held(block, element, field, layers)
        if block["type"] == "input" or held not in (None, [], ""):
            values.setdefault(block["block_id"], {})[element["action_id"]] = {"type": element["type"], field: held}
    return values


def _held(block: Json, element: Json, field: str, layers: tuple[Values, ...]) -> Any:
    for layer in layers:
        mine = layer.get(block["block_id"], {}).get(element["action_id"])
        if mine is not None and field in mine and mine.get("type", element["type"]) == element["type"]:
            value = mine[field]
            return None if field == "value" and value == "" else value
    return initial_of(element)
