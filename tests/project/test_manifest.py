"""The manifest is what Slack accepts, and says what the code does."""

import json
import re
from typing import Any

import jsonschema
import yaml

from bot.slack_door import SLACK_PATH
from handlers.commands import COMMANDS
from handlers.departures import EVENTS as DEPARTURES
from handlers.installing import REDIRECT_PATH
from handlers.shortcuts import SHORTCUTS, ShortcutUses
from tests.project.project_files import ROOT, modules, text

MANIFEST: dict[str, Any] = yaml.safe_load(text("manifest.yml"))


def test_slack_would_accept_it() -> None:
    schema = json.loads((ROOT / "tests/project/manifest.schema.2.0.0.json").read_text("utf-8"))
    jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(MANIFEST)


def test_its_commands_are_those_that_the_code_answers() -> None:
    assert [command["command"] for command in MANIFEST["features"]["slash_commands"]] == list(COMMANDS)


def test_every_payload_goes_to_the_one_path_behind_the_gate() -> None:
    addresses = re.findall(r"https://cobro\.example\.com(\S*?)[\"'\s]", text("manifest.yml"))
    posted_to = [address for address in addresses if address != REDIRECT_PATH]
    assert len(posted_to) == len(COMMANDS) + len(("events", "interactivity", "options"))
    assert set(posted_to) == {SLACK_PATH}


def test_its_shortcuts_and_events_are_those_that_the_code_answers() -> None:
    shortcuts = MANIFEST["features"]["shortcuts"]
    assert sorted(shortcut["callback_id"] for shortcut in shortcuts) == sorted(SHORTCUTS)
    about = {shortcut["callback_id"]: shortcut["type"] for shortcut in shortcuts}
    of_message = {name for name, answer in SHORTCUTS.items() if answer is not ShortcutUses.new_invoice}
    assert {name for name, kind in about.items() if kind == "message"} == of_message
    assert MANIFEST["features"]["app_home"]["home_tab_enabled"]
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == {"app_home_opened", *DEPARTURES}


def test_each_scope_has_its_reason_in_the_docs_and_none_is_explained_that_is_not_asked_for() -> None:
    explained = re.findall(r"^\| `([a-z:.]+)` \|", text("docs/security.md"), re.MULTILINE)
    scopes = MANIFEST["oauth_config"]["scopes"]
    assert sorted(explained) == sorted([*scopes["bot"], *scopes["bot_optional"]])


def test_bolt_is_given_what_answers_in_one_place() -> None:
    given = re.compile(
        r"\bapp\.(?:use|middleware|command|action|options|view|view_submission|shortcut|event|message)\b"
    )
    assert [name for name in modules("bot", "handlers") if given.search(text(name))] == ["bot/slack_door.py"]
