"""Every payload has the keys of the recorded examples (recorded_payloads, from real ones and Slack's documentation)."""

import json
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.client.waiting import until
from tests.sandbox.slack.little_bot import Json, Scene, button, field, full_manifest, modal, open_with, scene, section

RECORDED = Path(__file__).parent / "recorded_payloads"


def recorded(name: str) -> Any:
    return json.loads((RECORDED / f"{name}.json").read_text("utf-8"))


def same_keys(mine: Json, example: Json, *, at: str = "") -> None:
    """Compare the keys at every level that says something about form, not about content."""
    assert set(mine) == set(example), f"keys differ at {at or 'the top'}"
    for key in ("user", "team", "channel", "container", "authorizations", "event"):
        if isinstance(example.get(key), dict) and isinstance(mine.get(key), dict):
            same_keys(mine[key], example[key], at=f"{at}/{key}")
        elif isinstance(example.get(key), list):
            same_keys(mine[key][0], example[key][0], at=f"{at}/{key}/0")
    if isinstance(example.get("view"), dict):
        assert set(mine["view"]) == set(example["view"]), f"keys differ at {at}/view"
    if "actions" in example:
        assert set(mine["actions"][0]) == set(example["actions"][0]), f"keys differ at {at}/actions/0"


SELECT = {"type": "external_select", "min_query_length": 2, "placeholder": {"type": "plain_text", "text": "Buscar"}}
FORM = modal(
    "Nueva",
    field("Client", SELECT, dispatch_action=True),
    {"type": "actions", "block_id": "lines", "elements": [button("Agregar", "line_add")]},
    notify_on_close=True,
)


@pytest.fixture
async def form(stage: Scene) -> Any:
    @stage.bolt.action("line_add")
    @stage.bolt.action("client")
    @stage.bolt.view_closed("form")
    async def added(ack: Any) -> None:
        await ack()

    @stage.bolt.view("form")
    async def refused(ack: Any) -> None:
        await ack(response_action="errors", errors={"client": "no"})

    @stage.bolt.options({"action_id": "client"})
    async def offered(ack: Any) -> None:
        await ack(options=[{"text": {"type": "plain_text", "text": "ACME"}, "value": "12"}])

    await open_with(stage, FORM)
    ana = stage.person("ana")
    await ana.types("/invoice create")
    return await ana.modal()


async def test_a_slash_command_is_a_form_with_slacks_fields(stage: Scene, form: Any) -> None:
    same_keys(stage.last("/invoice").request, recorded("slash_command.form"))


async def test_what_happens_in_a_view_has_slacks_keys(stage: Scene, form: Any) -> None:
    await form.press("Agregar")
    same_keys(stage.last("block_actions").request, recorded("block_actions.view"))
    await form.fill("Client", "ACME")
    same_keys(stage.last("block_suggestion").request, recorded("block_suggestion"))
    same_keys(stage.last("block_actions").request, recorded("block_actions.select_in_view"))
    await form.submit()
    same_keys(stage.last("view_submission").request, recorded("view_submission"))
    await form.close()
    same_keys(stage.last("view_closed").request, recorded("view_closed"))


async def test_a_click_in_a_message_has_slacks_keys(stage: Scene) -> None:
    @stage.bolt.action("invoice_approve")
    async def approved(ack: Any) -> None:
        await ack()

    approve = button("Aprobar", "invoice_approve", value="inv:101", style="primary")
    blocks = [section("*FV-101*", block_id="hdr"), {"type": "actions", "block_id": "approval", "elements": [approve]}]
    await stage.client.chat_postMessage(channel="C0FACTURAS", text="Factura", blocks=blocks)
    await (await stage.person("ana").sees("FV-101")).press("Aprobar")
    mine, example = stage.last("block_actions").request, recorded("block_actions.message")
    same_keys(mine, example)
    assert set(mine["message"]) == set(example["message"])
    assert mine["message"]["blocks"] == example["message"]["blocks"], "the echo has ids and defaults"


async def test_shortcuts_have_slacks_keys(stage: Scene) -> None:
    @stage.bolt.shortcut("invoice.new")
    @stage.bolt.shortcut("invoice.from_message")
    async def used(ack: Any) -> None:
        await ack()

    ana = stage.person("ana")
    await ana.uses_shortcut("Nueva factura")
    same_keys(stage.last("shortcut").request, recorded("shortcut"))
    await stage.person("bruno").types("facturar a ACME 3 horas")
    await ana.uses_shortcut("Facturar mensaje", message=await ana.sees("3 horas"))
    mine = stage.last("message_action").request
    same_keys(mine, recorded("message_action"))
    assert {"type", "user", "ts", "text"} <= set(mine["message"])


async def test_opening_home_has_slacks_keys(stage: Scene) -> None:
    opened: list[Json] = []

    @stage.bolt.event("app_home_opened")
    async def publish(event: Json, client: AsyncWebClient) -> None:
        opened.append(event)
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section("Inicio")]})

    ana = stage.person("ana")
    await ana.opens_home()
    await (await ana.home()).shows("Inicio")
    await ana.opens_home()
    await until(lambda: len(stage.lines("app_home_opened")) == len(opened) == 2, "the second event")
    same_keys(stage.last("app_home_opened").request, recorded("event.app_home_opened"))


async def test_the_end_of_an_installation_has_slacks_keys() -> None:
    manifest = full_manifest()
    manifest["settings"]["event_subscriptions"]["bot_events"] = ["tokens_revoked", "app_uninstalled"]
    async with scene(manifest=manifest) as stage:

        @stage.bolt.event("tokens_revoked")
        @stage.bolt.event("app_uninstalled")
        async def heard() -> None:
            pass

        stage.people.events.uninstalled()
        await until(lambda: len(stage.lines("tokens_revoked")) == len(stage.lines("app_uninstalled")) == 1, "both")
        for name in ("tokens_revoked", "app_uninstalled"):
            same_keys(stage.last(name).request, recorded(f"event.{name}"))


async def test_a_new_request_url_is_verified(stage: Scene) -> None:
    assert await stage.people.events.verify_url("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P")
    same_keys(stage.last("url_verification").request, recorded("url_verification"))
