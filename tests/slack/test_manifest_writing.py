"""The manifest of this installation: what Slack accepts, for either transport and with names of its own."""

import json
from typing import Any

import jsonschema
import pytest
import yaml

from bot.slack.manifest import NOBODYS_ADDRESS, manifest_for, manifest_path, scopes_of
from tests.project.project_files import ROOT

PLAIN = manifest_path().read_text("utf-8")


def read(text: str) -> dict[str, Any]:
    manifest: dict[str, Any] = yaml.safe_load(text)
    schema = json.loads((ROOT / "tests/project/manifest.schema.2.0.0.json").read_text("utf-8"))
    jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(manifest)
    return manifest


def commands(manifest: dict[str, Any]) -> list[str]:
    return [command["command"] for command in manifest["features"]["slash_commands"]]


def without_addresses(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: without_addresses(one) for name, one in value.items() if not is_address(one)}
        return {name: one for name, one in kept.items() if name != "socket_mode_enabled"}
    return [without_addresses(one) for one in value] if isinstance(value, list) else value


def is_address(value: Any) -> bool:
    return str(value[0] if isinstance(value, list) and value else value).startswith(NOBODYS_ADDRESS)


def test_for_socket_mode_nothing_is_left_out_but_the_addresses() -> None:
    text = manifest_for(PLAIN, public_url="")
    assert NOBODYS_ADDRESS not in text
    written = read(text)
    assert written["settings"]["socket_mode_enabled"] is True
    assert without_addresses(written) == without_addresses(read(PLAIN))


def test_for_http_every_address_is_the_one_that_was_given() -> None:
    text = manifest_for(PLAIN, public_url="https://cobro.rivera.example/")
    assert NOBODYS_ADDRESS not in text
    assert text.count("https://cobro.rivera.example/slack/events") == PLAIN.count(f"{NOBODYS_ADDRESS}/slack/events")
    assert read(text)["settings"]["socket_mode_enabled"] is False


@pytest.mark.parametrize("public_url", ["", "https://cobro.rivera.example"])
def test_every_command_gets_the_prefix_and_nothing_else_does(public_url: str) -> None:
    written = read(manifest_for(PLAIN, public_url=public_url, command_prefix="rivera-"))
    assert commands(written) == [command.replace("/", "/rivera-", 1) for command in commands(read(PLAIN))]
    assert written["settings"] == read(manifest_for(PLAIN, public_url=public_url))["settings"]


def test_the_scopes_are_read_from_the_text_as_they_are_from_the_yaml() -> None:
    assert scopes_of(PLAIN) == set(yaml.safe_load(PLAIN)["oauth_config"]["scopes"]["bot"])
    assert scopes_of("no manifest at all") == frozenset()
