"""Two workspaces in one local Slack: what one of them has is not there for the other, and an app comes and goes."""

import base64
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.client.browser import Browser, browser
from sandbox.slack.client.waiting import until
from tests.sandbox.slack.little_bot import Json, Scene, full_manifest, scene, section

BACK = "https://cobro.example.com/slack/oauth_redirect"
CLIENT = {"client_id": "1000000000001.1000000000002", "client_secret": "local-client-secret-000001"}
TOKEN = "xoxb-local-cobro-000002"


def manifest() -> Json:
    made = full_manifest()
    made["oauth_config"]["redirect_urls"] = [BACK]
    made["oauth_config"]["scopes"]["bot"] = [*made["oauth_config"]["scopes"]["bot"], "usergroups:read"]
    made["settings"]["event_subscriptions"]["bot_events"] = ["app_home_opened", "app_uninstalled", "tokens_revoked"]
    return made


@pytest.fixture
async def stage() -> AsyncIterator[Scene]:
    async with scene(manifest=manifest()) as running:
        yield running


@pytest.fixture(params=["http", "socket"])
async def either(request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    async with scene(manifest=manifest(), transport=request.param) as running:
        yield running


@pytest.fixture
async def nadias(stage: Scene) -> AsyncIterator[Browser]:
    async with browser(stage.slack) as hers:
        yield hers


def authorize_url(stage: Scene, **changed: str) -> str:
    scopes = ",".join(sorted(stage.workspace.manifest.scopes))
    back = stage.workspace.manifest.redirect_urls[0]
    query = {"client_id": CLIENT["client_id"], "scope": scopes, "redirect_uri": back, "state": "s1", **changed}
    return f"{stage.url}/oauth/v2/authorize?{urlencode(query)}"


async def exchanged(stage: Scene, *, client_id: str, client_secret: str, **given: str) -> Any:
    """As slack_sdk does it, whose own call warns of an aiohttp to come."""
    basic = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
    client = AsyncWebClient(base_url=f"{stage.url}/api/")
    return await client.api_call("oauth.v2.access", data=given, headers={"Authorization": f"Basic {basic}"})


async def installed(stage: Scene, person: str = "nadia") -> AsyncWebClient:
    async with browser(stage.slack) as theirs:
        code = parse_qs(urlsplit(await theirs.allows(authorize_url(stage), person=person)).query)["code"][0]
    answer = await exchanged(stage, **CLIENT, code=code, redirect_uri=stage.workspace.manifest.redirect_urls[0])
    return AsyncWebClient(token=answer["access_token"], base_url=f"{stage.url}/api/")


async def test_a_person_of_the_second_workspace_installs_the_app_there(stage: Scene) -> None:
    stage.traffic.expect("invalid_auth")
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await AsyncWebClient(token=TOKEN, base_url=f"{stage.url}/api/").auth_test()
    norte = await installed(stage)
    assert (await norte.auth_test())["team_id"] == "T0NORTE002"
    assert (await stage.client.auth_test())["team_id"] == "T0RIVERA01"
    answer = stage.last("oauth.v2.access").answer
    assert answer["team"] == {"id": "T0NORTE002", "name": "Norte Logística"}
    assert (answer["authed_user"], answer["bot_user_id"]) == ({"id": "U0NADIA011"}, "U0COBRO002")


async def test_each_token_sees_its_own_people_channels_and_messages_only(stage: Scene) -> None:
    stage.traffic.expect("not_found")
    norte = await installed(stage)
    await stage.person("nadia").types("/invite @Cobro")
    assert {user["team_id"] for user in (await norte.users_list())["members"]} == {"T0NORTE002"}
    posted = await norte.chat_postMessage(channel="C0NORTEFAC", text="hola norte")
    await stage.person("nadia").sees("hola norte")
    assert not [m for m in stage.person("ana").messages() if "norte" in m.text]
    for call in (
        norte.chat_postMessage(channel="C0FACTURAS", text="x"),
        stage.client.chat_postMessage(channel="C0NORTEFAC", text="x"),
        stage.client.chat_update(channel="C0NORTEFAC", ts=posted["ts"], text="x"),
        stage.client.users_info(user="U0NADIA011"),
    ):
        with pytest.raises(SlackApiError, match="_not_found"):
            await call


async def test_payloads_carry_their_own_workspace_over_either_transport(either: Scene) -> None:
    heard: list[tuple[str, str]] = []

    @either.bolt.command("/invoice")
    async def listen(ack: object, body: Json) -> None:
        heard.append((body["team_id"], body["user_id"]))
        await ack()  # type: ignore[operator]

    await installed(either)
    await either.person("ana").types("/invoice help")
    await either.person("nadia").types("/invoice help")
    assert heard == [("T0RIVERA01", "U0ANA00001"), ("T0NORTE002", "U0NADIA011")]


async def test_a_trigger_of_one_workspace_opens_nothing_with_the_others_token(stage: Scene) -> None:
    stage.traffic.expect("invalid_trigger_id")
    norte = await installed(stage)
    triggers: list[str] = []

    @stage.bolt.command("/invoice")
    async def listen(ack: object, body: Json) -> None:
        triggers.append(body["trigger_id"])
        await ack()  # type: ignore[operator]

    await stage.person("ana").types("/invoice help")
    view = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": [section("x")]}
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await norte.views_open(trigger_id=triggers[0], view=view)


async def test_removing_the_app_tells_it_and_its_token_is_dead(stage: Scene, nadias: Browser) -> None:
    stage.traffic.expect("account_inactive")
    norte = await installed(stage)
    await nadias._http.post(f"{stage.url}/apps/uninstall", json={"team": "norte"})
    with pytest.raises(SlackApiError, match="account_inactive"):
        await norte.auth_test()
    await until(lambda: stage.lines("app_uninstalled") and stage.lines("tokens_revoked"), "both events")
    assert stage.last("app_uninstalled").request["team_id"] == "T0NORTE002"
    await stage.person("nadia").types("/invoice create")
    await stage.person("nadia").sees_privately("is not a valid command")
    assert (await stage.client.auth_test())["ok"]
    again = await installed(stage)
    assert (await again.auth_test())["ok"]


async def test_revoking_its_own_token_removes_the_app(stage: Scene) -> None:
    stage.traffic.expect("token_revoked")
    norte = await installed(stage)
    assert (await norte.auth_revoke())["revoked"]
    with pytest.raises(SlackApiError, match="token_revoked"):
        await norte.auth_test()
    assert not stage.lines("app_uninstalled")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"client_id": "9.9"}, "invalid_client_id"),
        ({"redirect_uri": "https://elsewhere.example/back"}, "bad_redirect_uri"),
        ({"scope": "admin"}, "invalid_scope"),
        ({"scope": ""}, "no_scopes"),
    ],
)
async def test_slack_asks_nobody_for_what_the_app_may_not_ask(
    stage: Scene, nadias: Browser, changed: dict[str, str], code: str
) -> None:
    shown = await nadias.opens(authorize_url(stage, **changed).replace("/authorize", "/request"))
    assert (shown.status, code in shown.html) == (404, True)
    with pytest.raises(AssertionError, match=code):
        await nadias.allows(authorize_url(stage, **changed), person="nadia")


async def test_a_guest_may_not_install_and_who_cancels_is_sent_back_without_a_code(
    stage: Scene, nadias: Browser
) -> None:
    with pytest.raises(AssertionError, match="restricted_action"):
        await nadias.allows(authorize_url(stage), person="remoto")
    back = await nadias.allows(authorize_url(stage), person="nadia", allow=False)
    assert parse_qs(urlsplit(back).query) == {"state": ["s1"], "error": ["access_denied"]}


async def test_a_code_works_once_for_its_own_client_and_address_within_ten_minutes(
    stage: Scene, nadias: Browser
) -> None:
    stage.traffic.expect("oauth.v2.access")
    back = stage.workspace.manifest.redirect_urls[0]

    async def refusal(**changed: str) -> str:
        allowed = await nadias.allows(authorize_url(stage), person="nadia")
        given = {**CLIENT, "code": parse_qs(urlsplit(allowed).query)["code"][0], "redirect_uri": back, **changed}
        try:
            if changed.pop("late", ""):
                stage.clock.advance(601)
            given.pop("late", None)
            await exchanged(stage, **given)
            await exchanged(stage, **given)
        except SlackApiError as refused:
            return str(refused.response["error"])
        return ""

    assert await refusal() == "invalid_code"
    assert await refusal(code="1.2.forged") == "invalid_code"
    assert await refusal(late="yes") == "invalid_code"
    assert await refusal(client_secret="wrong") == "bad_client_secret"
    assert await refusal(client_id="9.9") == "invalid_client_id"
    assert await refusal(redirect_uri=f"{back}/elsewhere") == "bad_redirect_uri"


async def test_the_free_plan_has_no_user_groups_and_shows_ninety_days(stage: Scene) -> None:
    stage.traffic.expect("plan_upgrade_required")
    stage.traffic.expect("message_not_found")
    norte = await installed(stage)
    with pytest.raises(SlackApiError, match="plan_upgrade_required"):
        await norte.usergroups_list()
    groups = (await stage.client.usergroups_list(include_users=True))["usergroups"]
    assert [(group["handle"], group["users"]) for group in groups] == [("finanzas", ["U0BRUNO002", "U0DIEGO004"])]
    await stage.person("nadia").types("/invite @Cobro")
    posted = await norte.chat_postMessage(channel="C0NORTEFAC", text="vieja")
    stage.clock.advance(91 * 24 * 3600)
    assert stage.person("nadia").messages() == []
    with pytest.raises(SlackApiError, match="message_not_found"):
        await norte.chat_update(channel="C0NORTEFAC", ts=posted["ts"], text="nueva")
    stage.slack.state.teams.named("norte").workspace.change_plan("paid")
    assert "vieja" in stage.person("nadia").messages()[-1].text


async def test_the_app_is_brought_into_a_channel_and_out_of_it(stage: Scene) -> None:
    stage.traffic.expect("channel_not_found")
    bruno = stage.person("bruno")
    await bruno.types("/remove @Cobro")
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await stage.client.chat_postMessage(channel="C0FACTURAS", text="x")
    await bruno.types("/invite @Cobro")
    assert (await stage.client.chat_postMessage(channel="C0FACTURAS", text="x"))["ok"]
    await bruno.types("/invite @nadie")
    await bruno.sees_privately("needs the name of somebody")


async def test_the_page_of_each_workspace_shows_its_own_people(stage: Scene, nadias: Browser) -> None:
    for query, team in (("", "T0RIVERA01"), ("?team=norte", "T0NORTE002"), ("?as=nadia", "T0NORTE002")):
        shown = await nadias._http.get(f"{stage.url}/people{query}")
        assert shown.json()["team"]["id"] == team
    assert "Apps" not in (await nadias.opens(f"{stage.url}/client/U0NADIA011/state")).html
    assert (await nadias.opens(f"{stage.url}/apps")).status == 200
    assert (await nadias.opens(f"{stage.url}/client/U0NADIE/state")).status == 404
