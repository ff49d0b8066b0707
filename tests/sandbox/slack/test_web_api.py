"""What every method shares: encodings, tokens, scopes, rates."""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import read_manifest_file, read_world
from sandbox.slack.webapi.methods import METHODS
from tests.sandbox.slack.little_bot import Json, Scene, full_manifest, scene

TOKEN = read_world()["slack"]["bot"]["token"]
APP_TOKEN = read_world()["slack"]["bot"]["app_token"]


async def call(stage: Scene, method: str, token: str = TOKEN, **sent: Any) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return await client.post(f"{stage.url}/api/{method}", headers=headers | sent.pop("headers", {}), **sent)


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"channel": "C0GENERAL1", "blocks": [{"type": "divider"}], "text": "hola"}},
        {"data": {"channel": "C0GENERAL1", "blocks": '[{"type": "divider"}]', "text": "hola"}},
        {"params": {"channel": "C0GENERAL1", "blocks": '[{"type": "divider"}]', "text": "hola"}},
        {"token": "", "data": {"channel": "C0GENERAL1", "text": "hola", "token": TOKEN}},
    ],
)
async def test_arguments_come_as_json_as_a_form_or_in_the_query(stage: Scene, sent: Json) -> None:
    answer = (await call(stage, "chat.postMessage", **sent)).json()
    assert (answer["ok"], answer["message"]["text"]) == (True, "hola")
    assert TOKEN not in json.dumps(stage.last("chat.postMessage").request), "the drawer shows no token"


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, "invalid_json"),
        ({"content": b'{"text": "\\ud800"}', "headers": {"Content-Type": "application/json"}}, "invalid_json"),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data; boundary=y"}}, "invalid_form_data"),
        ({"content": b"[1]", "headers": {"Content-Type": "application/json"}}, "json_not_object"),
        ({"json": {}}, "invalid_arguments"),
        ({"json": {"channel": 7, "text": "x"}}, "invalid_arguments"),
        ({"json": {"channel": "C0GENERAL1", "blocks": "nada"}}, "invalid_blocks_format"),
        ({"json": {"channel": "C0GENERAL1", "blocks": {"type": "divider"}}}, "invalid_blocks_format"),
        ({"token": "", "json": {"channel": "C0GENERAL1"}}, "not_authed"),
        ({"token": "xoxb-otro", "json": {"channel": "C0GENERAL1"}}, "invalid_auth"),
        ({"token": APP_TOKEN, "json": {"channel": "C0GENERAL1"}}, "not_allowed_token_type"),
    ],
)
async def test_bad_input_is_answered_with_slacks_code_and_status_200(stage: Scene, sent: Json, error: str) -> None:
    stage.traffic.expect("chat.postMessage")
    answer = await call(stage, "chat.postMessage", **sent)
    assert (answer.status_code, answer.json()["error"]) == (200, error)


async def test_an_unknown_method_is_answered_as_such(stage: Scene) -> None:
    assert (await call(stage, "chat.postMesage")).json() == {"ok": False, "error": "unknown_method"}
    assert stage.last("chat.postMesage").trouble == "unknown_method"


async def test_a_socket_needs_the_apps_token_and_a_workspace_that_uses_sockets(stage: Scene) -> None:
    stage.traffic.expect("apps.connections.open")
    assert (await call(stage, "apps.connections.open")).json()["error"] == "not_allowed_token_type"
    assert (await call(stage, "apps.connections.open", APP_TOKEN)).json()["error"] == "forbidden_team"


async def test_a_missing_scope_says_what_is_needed_and_what_there_is() -> None:
    manifest = full_manifest()
    manifest["oauth_config"]["scopes"]["bot"] = ["commands", "chat:write"]
    async with scene(manifest=manifest) as stage:
        for method, arguments, needed in [
            ("users.info", {"user": "U0ANA00001"}, "users:read"),
            ("files.getUploadURLExternal", {"filename": "a", "length": "1"}, "files:write"),
            ("conversations.info", {"channel": "C0GENERAL1"}, "channels:read"),
            ("conversations.open", {"users": "U0ANA00001"}, "im:write"),
        ]:
            answer = await call(stage, method, params=arguments)
            refused = answer.json()
            assert (refused["error"], refused["provided"]) == ("missing_scope", "chat:write,commands"), method
            assert needed in refused["needed"].split(","), method
            assert answer.headers["x-accepted-oauth-scopes"] == refused["needed"]
            assert answer.headers["x-oauth-scopes"] == "chat:write,commands"


async def test_our_own_manifest_allows_what_the_app_needs() -> None:
    async with scene(manifest=read_manifest_file()) as stage:
        assert (await stage.client.users_info(user="U0ANA00001"))["ok"]
        assert (await stage.client.conversations_open(users="U0ANA00001"))["channel"]["id"] == "D0ANA00001"


async def test_more_than_a_burst_of_posts_in_a_channel_is_told_to_wait_a_second() -> None:
    async with scene(strict_rates=True) as stage:
        stage.traffic.expect("ratelimited")
        for number in range(4):
            await stage.client.chat_postMessage(channel="C0GENERAL1", text=str(number))
        answer = await call(stage, "chat.postMessage", json={"channel": "C0GENERAL1", "text": "5"})
        assert (answer.status_code, answer.json()["error"]) == (429, "ratelimited")
        assert answer.headers["Retry-After"] == "1"
        await stage.client.chat_postMessage(channel="C0FACTURAS", text="another channel")
        patient = AsyncWebClient(token=TOKEN, base_url=f"{stage.url}/api/")
        patient.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))
        assert (await patient.chat_postMessage(channel="C0GENERAL1", text="5"))["ok"]


async def test_a_methods_tier_is_counted_a_minute() -> None:
    async with scene(strict_rates=True) as stage:
        stage.traffic.expect("ratelimited")
        statuses = [(await call(stage, "users.list")).status_code for _ in range(21)]
        assert statuses == [200] * 20 + [429]


async def test_the_synchronous_client_sends_json_without_a_body(stage: Scene) -> None:
    client = WebClient(token=TOKEN, base_url=f"{stage.url}/api/")
    answer = await asyncio.to_thread(client.users_list)
    assert answer["ok"]


def test_scopes_and_tiers_are_those_of_the_published_reference() -> None:
    reference = json.loads((Path(__file__).parent / "methods_reference.json").read_text("utf-8"))
    tiers = {"t1": 1, "t2": 20, "t3": 50, "t4": 100}
    for name, method in METHODS.items():
        published = reference[name]
        if published["tier"] in tiers:
            assert method.per_minute == tiers[published["tier"]], name
        if method.token == "bot" and "bot" in published["scope"]:
            assert set(method.scopes) <= set(published["scope"]["bot"]), name


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("chat.postMessage", {"channel": "C0GENERAL1", "text": 5}, "invalid_arguments"),
        ("chat.postMessage", {"channel": "C0GENERAL1", "text": "x", "attachments": {"a": 1}}, "invalid_attachments"),
        ("conversations.list", {"types": ["im"]}, "invalid_arguments"),
        ("users.list", {"cursor": "abc"}, "invalid_cursor"),
        ("files.completeUploadExternal", {"files": [7]}, "invalid_arguments"),
        ("files.completeUploadExternal", {"files": [{"id": "F0"}], "channels": ["C0"]}, "invalid_arguments"),
        ("views.open", {"trigger_id": "1.2.a", "view": "{"}, "invalid_arguments"),
        ("views.open", {"trigger_id": "1.2.a", "view": []}, "invalid_arguments"),
        (
            "views.update",
            {"view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}},
            "invalid_arguments",
        ),
        ("views.publish", {"user_id": "U0NADIE", "view": {"type": "home", "blocks": []}}, "invalid_arguments"),
    ],
)
async def test_arguments_of_the_wrong_kind_get_a_code(stage: Scene, method: str, arguments: Json, error: str) -> None:
    stage.traffic.expect(method)
    answer = await call(stage, method, json=arguments)
    assert (answer.status_code, answer.json()["error"]) == (200, error)
