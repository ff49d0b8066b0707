import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from slack_sdk.errors import SlackApiError

from sandbox.slack.blockkit import Part, check
from sandbox.slack.webapi.blocks import errors_in
from tests.sandbox.slack.blocks_taken_and_refused import BAD, GOOD, select
from tests.sandbox.slack.little_bot import Json, field, modal, option

ROOT = Path(__file__).parents[3]
GENERATOR = ROOT / "tools" / "block_kit_schema"


@pytest.mark.parametrize(("part", "payload"), GOOD)
def test_what_slack_takes_is_taken(part: Part, payload: Any) -> None:
    assert check(payload, part) == []


@pytest.mark.parametrize(("part", "payload", "pointer", "message"), BAD)
def test_what_slack_refuses_is_refused_at_its_place(part: Part, payload: Any, pointer: str, message: str) -> None:
    found = check(payload, part)
    assert any(one.pointer == pointer and message in one.message for one in found), found


def test_the_schema_itself_agrees_about_what_it_can_say() -> None:
    """A general validator reads the same file; our keywords and hand-written rules are ours alone."""
    schema = json.loads(files("sandbox.slack").joinpath("block_kit.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(
        {"$ref": "#/definitions/ModalView", "definitions": schema["definitions"]}
    )
    taken = [payload for kind, payload in GOOD if kind == "modal"]
    refused = [payload for kind, payload, *_ in BAD if kind == "modal" and not validator.is_valid(payload)]
    assert [payload for payload in taken if not validator.is_valid(payload)] == []
    assert [payload for payload in refused if not check(payload, "modal")] == []
    assert len(refused) >= 8, "too few to compare"


def test_a_view_of_a_hundred_blocks_is_taken() -> None:
    view = modal("Grande", *[field(f"C{n}", select(options=[option("x", "1")] * 5)) for n in range(100)])
    assert check(view, "modal") == []


def test_the_schema_names_the_package_that_it_was_made_from() -> None:
    schema = json.loads(files("sandbox.slack").joinpath("block_kit.schema.json").read_text("utf-8"))
    lock = json.loads((GENERATOR / "package-lock.json").read_text("utf-8"))
    package = lock["packages"]["node_modules/@slack/types"]
    assert schema["$comment"]["version"] == package["version"]
    assert schema["$comment"]["integrity"] == package["integrity"]
    assert not [name for name, entry in lock["packages"].items() if "resolved" in entry], "no addresses of registries"


async def test_blocks_validate_reports_code_message_and_pointer(stage: Any) -> None:
    stage.traffic.expect("blocks.validate")
    assert (await stage.client.api_call("blocks.validate", params={"blocks": '[{"type": "divider"}]'}))["ok"]
    for arguments, error, pointer in [
        ({"blocks": '[{"text": "x"}]'}, "invalid_blocks", "/0"),
        ({"message": '{"blocks": [{"type": "x"}]}'}, "invalid_message", "/0/type"),
        ({"view": '{"type": "modal", "blocks": []}'}, "invalid_view", ""),
        ({"view": '{"type": "x"}'}, "invalid_view", "/type"),
    ]:
        with pytest.raises(SlackApiError) as refused:
            await stage.client.api_call("blocks.validate", params=arguments)
        assert refused.value.response["error"] == error
        assert refused.value.response["errors"][0]["pointer"] == pointer
    with pytest.raises(SlackApiError, match="must provide exactly one of"):
        await stage.client.api_call("blocks.validate", params={})


@pytest.mark.parametrize(
    ("block", "rule", "expected", "got"),
    [
        ({"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}, "max_length", 150, 151),
        ({"type": "actions", "elements": [{"type": "divider"}]}, "enum", None, "divider"),
        ({"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11}, "max_items", 10, 11),
        ({"type": "divider", "colour": "red"}, "properties", ["block_id", "type"], "colour"),
        ({"type": "section", "text": {"type": "mrkdwn", "text": 7}}, "type", "string", "number"),
        ({"type": "alert", "text": {"type": "plain_text", "text": "x"}}, "surface", "message", "alert"),
    ],
)
def test_a_broken_rule_is_named_with_what_it_expects_and_what_it_got(
    block: Json, rule: str, expected: Any, got: Any
) -> None:
    (error, *_) = errors_in("blocks", [block])
    assert (error["constraint"]["type"], error["constraint"]["got"]) == (rule, got)
    assert expected in (None, error["constraint"]["expected"])
