from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.slack.little_bot import Scene, full_manifest, scene


async def refused(answer: Any) -> str:
    with pytest.raises(SlackApiError) as error:
        await answer
    return str(error.value.response["error"])


async def test_a_person_is_described_with_guest_bot_and_locale(stage: Scene) -> None:
    ana = (await stage.client.users_info(user="U0ANA00001", include_locale=True))["user"]
    assert (ana["locale"], ana["is_bot"], ana["is_restricted"], ana["team_id"]) == ("es-LA", False, False, "T0RIVERA01")
    assert ana["profile"]["email"] == "ana@rivera.example"
    assert "locale" not in (await stage.client.users_info(user="U0ANA00001"))["user"]
    assert (await stage.client.users_info(user="U0GUEST006"))["user"]["is_restricted"]
    assert (await stage.client.users_info(user="U0COBRO001"))["user"]["is_bot"]


async def test_a_person_may_change_their_language(stage: Scene) -> None:
    stage.person("ana").speaks("en-US")
    assert (await stage.client.users_info(user="U0ANA00001", include_locale=True))["user"]["locale"] == "en-US"


async def test_the_email_needs_its_own_scope() -> None:
    manifest = full_manifest()
    manifest["oauth_config"]["scopes"]["bot"].remove("users:read.email")
    async with scene(manifest=manifest) as stage:
        assert "email" not in (await stage.client.users_info(user="U0ANA00001"))["user"]["profile"]


async def test_nobody_is_not_found(stage: Scene) -> None:
    stage.traffic.expect("found")
    assert await refused(stage.client.users_info(user="U0NADIE")) == "user_not_found"
    assert await refused(stage.client.users_lookupByEmail(email="x@y.example")) == "users_not_found"
    assert await refused(stage.client.bots_info(bot="B0OTRO")) == "bot_not_found"
    assert await refused(stage.client.conversations_open(users="U0NADIE")) == "user_not_found"


async def test_people_are_found_by_email_and_listed_in_pages(stage: Scene) -> None:
    assert (await stage.client.users_lookupByEmail(email="Ana@rivera.example"))["user"]["id"] == "U0ANA00001"
    first = await stage.client.users_list(limit=3)
    rest = await stage.client.users_list(limit=50, cursor=first["response_metadata"]["next_cursor"])
    everyone = [person["id"] for page in (first, rest) for person in page["members"]]
    assert len(everyone) == len(set(everyone)) == len(stage.workspace.directory.people)
    assert rest["response_metadata"]["next_cursor"] == ""


async def test_channels_are_described_and_listed_by_kind(stage: Scene) -> None:
    private = (await stage.client.conversations_info(channel="C0FACTURAS"))["channel"]
    assert (private["is_private"], private["is_member"], private["name"]) == (True, True, "facturacion")
    direct = (await stage.client.conversations_info(channel="D0ANA00001"))["channel"]
    assert (direct["is_im"], direct["user"]) == (True, "U0ANA00001")
    listed = await stage.client.conversations_list(types="public_channel,private_channel")
    assert {channel["name"] for channel in listed["channels"]} == {"facturacion", "general", "ventas"}
    members = await stage.client.conversations_members(channel="C0FACTURAS")
    assert "U0BRUNO002" in members["members"]


async def test_a_private_channel_without_the_app_does_not_exist_for_it(stage: Scene) -> None:
    stage.traffic.expect("channel_not_found")
    stage.workspace.directory.channel("C0FACTURAS").members.discard("U0COBRO001")
    assert await refused(stage.client.conversations_info(channel="C0FACTURAS")) == "channel_not_found"
    listed = await stage.client.conversations_list(types="private_channel")
    assert listed["channels"] == []


async def test_who_the_app_is(stage: Scene) -> None:
    me = await stage.client.auth_test()
    assert (me["team_id"], me["user_id"], me["bot_id"]) == ("T0RIVERA01", "U0COBRO001", "B0COBRO001")
    assert (await stage.client.bots_info(bot=me["bot_id"]))["bot"]["app_id"] == "A0COBRO001"
