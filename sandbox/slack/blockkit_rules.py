"""The rules about blocks that no schema states: surfaces, doubles, what belongs together (Slack fact sheet 3 and 3.1)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from sandbox.slack.elements import elements_of
from sandbox.slack.schema_limits import Finding

Json = dict[str, Any]

CLASSIC = {"actions", "context", "divider", "header", "image", "input", "rich_text", "section", "video"}
"""Taken on every surface. The newer blocks are contested on modals and Home, so they are refused there (fact sheet 3.1)."""

ONLY_IN_VIEWS = {"alert"}
MARKDOWN_CHARACTERS = 12_000


def rules_of_view(view: Json) -> Iterator[Finding]:
    kind = view["type"]
    blocks = view["blocks"]
    yield from rules_of_blocks(blocks, kind, "/blocks")
    if kind == "modal" and not view.get("submit") and any(block["type"] == "input" for block in blocks):
        yield Finding("/submit", "missing required field: submit", "missing_field", "submit")
    if sum(bool(element.get("focus_on_load")) for block in blocks for element in elements_of(block)) > 1:
        yield Finding("/blocks", "only one element can have `focus_on_load`")


def rules_of_blocks(blocks: list[Json], surface: str, at: str = "") -> Iterator[Finding]:
    ids = Counter(block.get("block_id") for block in blocks)
    for number, block in enumerate(blocks):
        pointer = f"{at}/{number}"
        if not _belongs(block["type"], surface):
            yield Finding(f"{pointer}/type", f"unsupported type: {block['type']}")
        if block.get("block_id") and ids[block["block_id"]] > 1:
            yield Finding(f"{pointer}/block_id", f'`block_id` "{block["block_id"]}" already exists')
        yield from _rules_of_block(block, surface, pointer)
    if sum(block["type"] == "table" for block in blocks) > 1:
        yield Finding(at or "/", "only one table allowed")
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > MARKDOWN_CHARACTERS:
        yield Finding(at or "/", f"must be less than {MARKDOWN_CHARACTERS + 1} characters")


def _belongs(kind: str, surface: str) -> bool:
    if surface == "message":
        return kind not in ONLY_IN_VIEWS
    return kind in CLASSIC or (surface == "modal" and kind in ONLY_IN_VIEWS)


def _rules_of_block(block: Json, surface: str, pointer: str) -> Iterator[Finding]:
    if block["type"] == "section" and not (block.get("text") or block.get("fields")):
        yield Finding(pointer, "must define either `text` or `fields`")
    if block["type"] == "table" and any(len(row) > 20 for row in block["rows"]):
        yield Finding(f"{pointer}/rows", "no more than 20 items allowed")
    doubles = Counter(element["action_id"] for element in elements_of(block) if element.get("action_id"))
    for action_id, times in doubles.items():
        if times > 1:
            yield Finding(f"{pointer}/elements", f'`action_id` "{action_id}" already exists for another element')
    for place, element in _placed(block, pointer):
        yield from _rules_of_element(element, surface, place)


def _placed(block: Json, pointer: str) -> Iterator[tuple[str, Json]]:
    for key in ("element", "accessory"):
        if isinstance(block.get(key), dict):
            yield f"{pointer}/{key}", block[key]
    for number, element in enumerate(block.get("elements") or []):
        if isinstance(element, dict):
            yield f"{pointer}/elements/{number}", element


def _rules_of_element(element: Json, surface: str, pointer: str) -> Iterator[Finding]:
    kind = element["type"]
    if kind == "file_input" and surface != "modal":
        yield Finding(f"{pointer}/type", "unsupported type: file_input")
    if kind in ("static_select", "multi_static_select") and bool(element.get("options")) == bool(
        element.get("option_groups")
    ):
        yield Finding(pointer, "must define exactly one of `options` or `option_groups`")
    if kind == "datepicker" and "initial_date" in element and not _is_date(element["initial_date"]):
        yield Finding(f"{pointer}/initial_date", "must be a valid date in the format YYYY-MM-DD")
    yield from _initial_among_options(element, pointer)
    yield from _ordered_limits(element, pointer)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _initial_among_options(element: Json, pointer: str) -> Iterator[Finding]:
    offered = [
        *(element.get("options") or []),
        *(o for group in element.get("option_groups") or [] for o in group["options"]),
    ]
    if not offered:
        return
    known = {(option.get("value"), option["text"]["text"]) for option in offered}
    initial = element.get("initial_options") or ([element["initial_option"]] if element.get("initial_option") else [])
    for option in initial:
        if (option.get("value"), option["text"]["text"]) not in known:
            name = "initial_options" if "initial_options" in element else "initial_option"
            yield Finding(f"{pointer}/{name}", "must match one of the provided options")


def _ordered_limits(element: Json, pointer: str) -> Iterator[Finding]:
    if element.get("min_length", 0) > element.get("max_length", 3000):
        yield Finding(f"{pointer}/min_length", "must not be more than `max_length`")
    if element["type"] != "number_input":
        return
    if (
        "min_value" in element
        and "max_value" in element
        and Decimal(element["min_value"]) > Decimal(element["max_value"])
    ):
        yield Finding(f"{pointer}/min_value", "must not be more than `max_value`")
    if not element["is_decimal_allowed"] and "." in element.get("initial_value", ""):
        yield Finding(f"{pointer}/initial_value", "must be a whole number")
