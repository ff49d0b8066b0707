"""Blocks, views and options that Slack takes, and those that it refuses, with the place and a part of what it says."""

from typing import Any

from sandbox.slack.blockkit import Part
from tests.sandbox.slack.little_bot import Json, button, field, modal, option, plain, section, text_field


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "s", **more}


def cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


GOOD: list[tuple[Part, Any]] = [
    ("message", [section("hola"), {"type": "divider"}, {"type": "header", "text": plain("FE342")}]),
    ("message", [section("x", accessory=button("Ver", "v", url="https://a.example", style="primary"))]),
    ("message", [section("x", fields=[{"type": "mrkdwn", "text": "a"}])]),
    ("message", [{"type": "context", "elements": [{"type": "mrkdwn", "text": "a"}]}]),
    (
        "message",
        [actions(button("x", "1"), select(options=[option("a", "1")]), {"type": "datepicker", "action_id": "d"})],
    ),
    ("message", [{"type": "image", "image_url": "https://a.example/x.png", "alt_text": "x"}]),
    ("message", [{"type": "table", "rows": [[cell("a")], [cell("b")]]}]),
    ("message", [{"type": "markdown", "text": "**x**"}]),
    ("message", [actions({"type": "overflow", "action_id": "o", "options": [option("a", "1")]})]),
    ("modal", modal("Nueva", text_field("Nota"), field("N", {"type": "number_input", "is_decimal_allowed": True}))),
    ("modal", modal("Nueva", field("F", {"type": "datepicker", "initial_date": "2026-11-30"}))),
    ("modal", modal("Nueva", field("L", select(options=[option("a", "1")], initial_option=option("a", "1"))))),
    ("home", {"type": "home", "blocks": [section("x")]}),
    ("options", [option("a", "x" * 150)]),
    ("option_groups", [{"label": plain("g"), "options": [option("a", "1")]}]),
]
BAD: list[tuple[Part, Any, str, str]] = [
    ("message", {}, "", "must provide an array"),
    ("message", [7], "/0", "must provide an object"),
    ("message", [{"text": "x"}], "/0", "missing required field: type"),
    ("message", [{"type": "botón"}], "/0/type", "unsupported type: botón"),
    ("message", [{"type": ["x"]}], "/0/type", "unsupported type: ['x']"),
    ("message", [section("")], "/0/text/text", "must be more than 0 characters"),
    ("message", [section("x" * 3001)], "/0/text/text", "must be less than 3001 characters"),
    ("message", [{"type": "section"}], "/0", "must define either `text` or `fields`"),
    (
        "message",
        [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}],
        "/0/fields/0/text",
        "less than 2001",
    ),
    (
        "message",
        [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}] * 11}],
        "/0/fields",
        "no more than 10",
    ),
    (
        "message",
        [{"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}}],
        "/0/text",
        "additional property: emoji",
    ),
    ("message", [{"type": "header", "text": plain("x" * 151)}], "/0/text/text", "must be less than 151 characters"),
    (
        "message",
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
        "/0/text/type",
        "unsupported type: mrkdwn",
    ),
    ("message", [{"type": "context", "elements": []}], "/0/elements", "no less than 1 items"),
    (
        "message",
        [{"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11}],
        "/0/elements",
        "no more than 10",
    ),
    ("message", [actions(*[button("x", str(n)) for n in range(26)])], "/0/elements", "no more than 25 items"),
    ("message", [actions(button("x", "a"), button("y", "a"))], "/0/elements", '`action_id` "a" already exists'),
    ("message", [actions(button("x" * 76, "a"))], "/0/elements/0/text/text", "must be less than 76 characters"),
    (
        "message",
        [actions(button("x", "a", value="x" * 2001))],
        "/0/elements/0/value",
        "must be less than 2001 characters",
    ),
    ("message", [actions(button("x", "a", style="green"))], "/0/elements/0/style", "must be one of: primary, danger"),
    ("message", [actions(button("x", "a" * 256))], "/0/elements/0/action_id", "must be less than 256 characters"),
    ("message", [actions({"type": "plain_text_input", "action_id": "a"})], "/0/elements/0/type", "unsupported type"),
    (
        "message",
        [actions({"type": "overflow", "action_id": "a", "options": [option("x", "1")] * 6})],
        "/0/elements/0/options",
        "5",
    ),
    ("message", [actions(select())], "/0/elements/0", "exactly one of `options` or `option_groups`"),
    ("message", [actions(select(options=[option("x", "1")] * 101))], "/0/elements/0/options", "no more than 100 items"),
    ("message", [actions(select(options=[option("x", "1" * 151)]))], "/0/elements/0/options/0/value", "less than 151"),
    (
        "message",
        [actions(select(options=[{"text": plain("x")}]))],
        "/0/elements/0/options/0",
        "missing required field: value",
    ),
    (
        "message",
        [actions(select(options=[option("x", "1")], initial_option=option("y", "2")))],
        "/0/elements/0/initial_option",
        "must match one of the provided options",
    ),
    (
        "message",
        [actions({"type": "checkboxes", "action_id": "a", "options": [option("x", "1")] * 11})],
        "/0/elements/0/options",
        "10",
    ),
    (
        "message",
        [{**section("x"), "block_id": "a"}, {**section("y"), "block_id": "a"}],
        "/0/block_id",
        "already exists",
    ),
    ("message", [{"type": "divider", "color": "red"}], "/0", "invalid additional property: color"),
    ("message", [{"type": "divider"}] * 51, "", "no more than 50 items allowed"),
    ("message", [{"type": "alert", "text": plain("x")}], "/0/type", "unsupported type: alert"),
    ("message", [{"type": "table", "rows": [[cell("x")] * 21]}], "/0/rows", "no more than 20 items"),
    ("message", [{"type": "table", "rows": [[cell("x")]]}] * 2, "/", "only one table"),
    ("message", [{"type": "markdown", "text": "x" * 7000}] * 2, "/", "must be less than 12001 characters"),
    ("message", [{"type": "image", "image_url": "https://a.example"}], "/0", "missing required field: alt_text"),
    ("message", [field("F", {"type": "file_input"})], "/0/element/type", "unsupported type: file_input"),
    ("modal", {"type": "modal", "blocks": []}, "", "missing required field: title"),
    ("modal", modal("x" * 25), "/title/text", "must be less than 25 characters"),
    ("modal", {**modal("x", text_field("N")), "submit": plain("x" * 25)}, "/submit/text", "must be less than 25"),
    (
        "modal",
        {"type": "modal", "title": plain("x"), "blocks": [text_field("N")]},
        "/submit",
        "missing required field: submit",
    ),
    ("modal", modal("x", *[{"type": "divider"}] * 101), "/blocks", "no more than 100 items"),
    ("modal", modal("x", private_metadata="x" * 3001), "/private_metadata", "must be less than 3001 characters"),
    ("modal", modal("x", external_id="x" * 256), "/external_id", "must be less than 256 characters"),
    ("modal", modal("x", submit_disabled=True), "", "invalid additional property: submit_disabled"),
    ("modal", modal("x", {"type": "markdown", "text": "x"}), "/blocks/0/type", "unsupported type: markdown"),
    ("modal", modal("x", {"type": "table", "rows": [[cell("x")]]}), "/blocks/0/type", "unsupported type: table"),
    ("modal", modal("x", text_field("N", hint=plain("x" * 2001))), "/blocks/0/hint/text", "must be less than 2001"),
    (
        "modal",
        modal("x", field("N", {"type": "number_input"})),
        "/blocks/0/element",
        "missing required field: is_decimal_allowed",
    ),
    (
        "modal",
        modal("x", field("N", {"type": "number_input", "is_decimal_allowed": True, "min_value": 1})),
        "/blocks/0/element/min_value",
        "must provide a string",
    ),
    (
        "modal",
        modal(
            "x", field("N", {"type": "number_input", "is_decimal_allowed": True, "min_value": "3", "max_value": "2"})
        ),
        "/blocks/0/element/min_value",
        "must not be more than `max_value`",
    ),
    (
        "modal",
        modal("x", field("N", {"type": "number_input", "is_decimal_allowed": False, "initial_value": "1.5"})),
        "/blocks/0/element/initial_value",
        "must be a whole number",
    ),
    (
        "modal",
        modal("x", field("F", {"type": "datepicker", "initial_date": "30/11/2026"})),
        "/blocks/0/element/initial_date",
        "pattern",
    ),
    (
        "modal",
        modal("x", field("F", {"type": "datepicker", "initial_date": "2026-02-30"})),
        "/blocks/0/element/initial_date",
        "valid date",
    ),
    (
        "modal",
        modal("x", field("F", {"type": "timepicker", "initial_time": "25:00"})),
        "/blocks/0/element/initial_time",
        "pattern",
    ),
    (
        "modal",
        modal("x", field("T", {"type": "plain_text_input", "max_length": 3001})),
        "/blocks/0/element/max_length",
        "between",
    ),
    (
        "modal",
        modal("x", field("T", {"type": "plain_text_input", "min_length": 5, "max_length": 4})),
        "/blocks/0/element/min_length",
        "must not be more than `max_length`",
    ),
    (
        "modal",
        modal("x", *[field(label, {"type": "plain_text_input", "focus_on_load": True}) for label in "ab"]),
        "/blocks",
        "only one element can have `focus_on_load`",
    ),
    (
        "home",
        {"type": "home", "blocks": [{"type": "card", "title": {"type": "mrkdwn", "text": "x"}}]},
        "/blocks/0/type",
        "unsupported",
    ),
    ("options", [option("x" * 76, "1")], "/0/text/text", "must be less than 76 characters"),
    ("option_groups", [{"options": []}], "/0", "missing required field: label"),
]
