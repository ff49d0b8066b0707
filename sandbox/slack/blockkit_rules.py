"""The rules about blocks that no schema states: surfaces, doubles, what belongs together (Slack fact sheet 3 and 3.1)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from sandbox.slack.elements import elements_of
from sandbox.slack.schema_limits import Finding, broken

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
        yield broken("/blocks", "only one element can have `focus_on_load`", "focus_on_load", 1)


def rules_of_blocks(blocks: list[Json], surface: str, at: str = "") -> Iterator[Finding]:
    ids = Counter(block.get("block_id") for block in blocks)
    for number, block in enumerate(blocks):
        pointer = f"{at}/{number}"
        if not _belongs(block["type"], surface):
            yield broken(f"{pointer}/type", f"unsupported type: {block['type']}", "surface", surface, block["type"])
        if block.get("block_id") and ids[block["block_id"]] > 1:
            told = f'`block_id` "{block["block_id"]}" already exists'
            yield broken(f"{pointer}/block_id", told, "unique", "block_id", block["block_id"])
        yield from _rules_of_block(block, surface, pointer)
    if sum(block["type"] == "table" for block in blocks) > 1:
        yield broken(at or "/", "only one table allowed", "max_tables", 1)
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > MARKDOWN_CHARACTERS:
        told = f"must be less than {MARKDOWN_CHARACTERS + 1} characters"
        yield broken(at or "/", told, "max_length", MARKDOWN_CHARACTERS)


def _belongs(kind: str, surface: str) -> bool:
    if surface == "message":
        return kind not in ONLY_IN_VIEWS
    return kind in CLASSIC or (surface == "modal" and kind in ONLY_IN_VIEWS)


def _rules_of_block(block: Json, surface: str, pointer: str) -> Iterator[Finding]:
    if block["type"] == "section" and not (block.get("text") or block.get("fields")):
        yield broken(pointer, "must define either `text` or `fields`", "any_of", ["text", "fields"])
    if block["type"] == "table" and any(len(row) > 20 for row in block["rows"]):
        yield broken(f"{pointer}/rows", "no more than 20 items allowed", "max_items", 20)
    doubles = Counter(element["action_id"] for element in elements_of(block) if element.get("action_id"))
    for action_id, times in doubles.items():
        if times > 1:
            told = f'`action_id` "{action_id}" already exists for another element'
            yield broken(f"{pointer}/elements", told, "unique", "action_id", action_id)
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
        yield broken(f"{pointer}/type", "unsupported type: file_input", "surface", surface, kind)
    if kind in ("static_select", "multi_static_select") and bool(element.get("options")) == bool(
        element.get("option_groups")
    ):
        told = "must define exactly one of `options` or `option_groups`"
        yield broken(pointer, told, "one_of", ["options", "option_groups"])
    if kind == "datepicker" and "initial_date" in element and not _is_date(element["initial_date"]):
        told = "must be a valid date in the format YYYY-MM-DD"
        yield broken(f"{pointer}/initial_date", told, "format", "YYYY-MM-DD", element["initial_date"])
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
            told = "must match one of the provided options"
            yield broken(
                f"{pointer}/{name}", told, "enum", sorted(str(value) for value, _ in known), option.get("value")
            )


def _ordered_limits(element: Json, pointer: str) -> Iterator[Finding]:
    if element.get("min_length", 0) > element.get("max_length", 3000):
        yield broken(f"{pointer}/min_length", "must not be more than `max_length`", "ordered", "max_length")
    if element["type"] != "number_input":
        return
    if (
        "min_value" in element
        and "max_value" in element
        and Decimal(element["min_value"]) > Decimal(element["max_value"])
    ):
        yield broken(f"{pointer}/min_value", "must not be more than `max_value`", "ordered", "max_value")
    if not element["is_decimal_allowed"] and "." in element.get("initial_value", ""):
        yield broken(f"{pointer}/initial_value", "must be a whole number", "type", "integer")
