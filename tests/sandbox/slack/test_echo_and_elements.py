from typing import Any

import pytest

from sandbox.server import read_manifest_file
from sandbox.slack.echo import echoed, escaped, normalised, unescaped
from sandbox.slack.elements import state_of
from sandbox.slack.manifest import read_manifest
from tests.sandbox.slack.little_bot import Json, button, field, plain, section


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ruiz & Hijos", "Ruiz &amp; Hijos"),
        ("Ruiz &amp; Hijos", "Ruiz &amp; Hijos"),
        ("a < b > c", "a &lt; b &gt; c"),
        ("<script>", "&lt;script&gt;"),
        ("<@U1> <#C1|x> <!here> <https://a.example|b> <mailto:a@b.example>", None),
        ("<!date^1795338004^{date_short}|hoy>", None),
    ],
)
def test_stray_characters_are_escaped_and_slacks_own_markup_is_not(typed: str, kept: str | None) -> None:
    assert escaped(typed) == (kept or typed)
    assert unescaped(escaped(typed)) == unescaped(typed)


def test_blocks_get_ids_and_defaults_and_keep_those_they_have() -> None:
    given = [
        section("x", accessory=button("Ver", "v")),
        field("Nota", {"type": "plain_text_input"}),
        {"type": "divider"},
    ]
    made = normalised(given)
    assert made[0]["text"] == {"type": "mrkdwn", "text": "x", "verbatim": False}
    assert made[0]["accessory"]["text"] == {"type": "plain_text", "text": "Ver", "emoji": True}
    assert (made[1]["optional"], made[1]["dispatch_action"], made[1]["block_id"]) == (False, False, "nota")
    assert len({block["block_id"] for block in made}) == 3
    assert "block_id" not in given[0], "what the app sent is left alone"


def test_an_element_without_action_id_gets_one() -> None:
    unnamed = {"type": "actions", "elements": [{"type": "button", "text": plain("x")}]}
    assert normalised([unnamed])[0]["elements"][0]["action_id"]


def test_only_what_is_shown_is_escaped_in_the_echo() -> None:
    blocks = [section("a & b", accessory=button("c & d", "v", value="e & f"))]
    made = echoed(blocks)[0]
    assert (made["text"]["text"], made["accessory"]["text"]["text"]) == ("a &amp; b", "c &amp; d")
    assert made["accessory"]["value"] == "e & f"


ONE, TWO = ({"text": {**plain(text), "emoji": True}, "value": text} for text in ("Uno", "Dos"))


@pytest.mark.parametrize(
    ("element", "held"),
    [
        ({"type": "plain_text_input"}, {"value": None}),
        ({"type": "plain_text_input", "initial_value": "x"}, {"value": "x"}),
        ({"type": "static_select", "options": [ONE], "initial_option": ONE}, {"selected_option": ONE}),
        ({"type": "checkboxes", "options": [ONE, TWO], "initial_options": [TWO]}, {"selected_options": [TWO]}),
        ({"type": "multi_users_select", "initial_users": ["U1"]}, {"selected_users": ["U1"]}),
        ({"type": "users_select", "initial_user": "U1"}, {"selected_user": "U1"}),
        ({"type": "conversations_select", "initial_conversation": "C1"}, {"selected_conversation": "C1"}),
        ({"type": "datepicker", "initial_date": "2026-11-30"}, {"selected_date": "2026-11-30"}),
        ({"type": "timepicker", "initial_time": "09:00"}, {"selected_time": "09:00"}),
        ({"type": "datetimepicker", "initial_date_time": 1795338004}, {"selected_date_time": 1795338004}),
        ({"type": "radio_buttons", "options": [ONE]}, {"selected_option": None}),
        ({"type": "file_input"}, {"files": []}),
        ({"type": "rich_text_input"}, {"rich_text_value": None}),
    ],
)
def test_a_field_holds_its_initial_value_until_it_is_touched(element: Json, held: Json) -> None:
    values = state_of(normalised([field("Dato", element)]))
    assert values == {"dato": {"dato": {"type": element["type"], **held}}}


def test_a_touched_field_wins_and_an_emptied_text_is_null() -> None:
    blocks = normalised([field("Dato", {"type": "plain_text_input", "initial_value": "x"})])
    touched: Any = {"dato": {"dato": {"value": ""}}}
    assert state_of(blocks, touched)["dato"]["dato"]["value"] is None
    other_kind: Any = {"dato": {"dato": {"type": "number_input", "value": "3"}}}
    assert state_of(blocks, other_kind)["dato"]["dato"]["value"] == "x"


def test_the_manifests_addresses_keep_their_path_and_lose_their_host() -> None:
    manifest = read_manifest(read_manifest_file(), app_url="http://127.0.0.1:3000")
    assert manifest.interactivity_url == "http://127.0.0.1:3000/slack/events"
    assert {command.url for command in manifest.commands.values()} == {"http://127.0.0.1:3000/slack/events"}
    assert manifest.events_url == "http://127.0.0.1:3000/slack/events"
