from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.slack.people.clicks import ImpossibleClick
from tests.sandbox.slack.little_bot import Json, Scene, full_manifest, scene, section

DIVIDER = [{"type": "divider"}]


async def refused(answer: Any) -> str:
    with pytest.raises(SlackApiError) as error:
        await answer
    return str(error.value.response["error"])


async def test_a_message_reaches_the_members_and_is_echoed_escaped(stage: Scene) -> None:
    answer = await stage.client.chat_postMessage(channel="#facturacion", text="Ruiz & Hijos <b> <@U0ANA00001>")
    assert answer["channel"] == "C0FACTURAS"
    assert answer["message"]["text"] == "Ruiz &amp; Hijos &lt;b&gt; <@U0ANA00001>"
    message = await stage.person("ana").sees("Ruiz & Hijos")
    assert message.author == "U0COBRO001"


async def test_posting_to_a_person_opens_the_apps_direct_messages(stage: Scene) -> None:
    answer = await stage.client.chat_postMessage(channel="U0ANA00001", text="solo tú")
    assert answer["channel"] == "D0ANA00001"
    ana = stage.person("ana")
    await ana.sees_directly("solo tú")
    assert [message.text for message in ana.direct_messages()] == ["solo tú"]
    assert stage.person("bruno").direct_messages() == []


async def test_where_the_app_may_not_post_it_is_told_why(stage: Scene) -> None:
    stage.traffic.expect("chat.postMessage")
    post = stage.client.chat_postMessage
    directory = stage.workspace.directory
    assert await refused(post(channel="C0VENTAS01", text="x")) == "not_in_channel"
    assert await refused(post(channel="C0NADA", text="x")) == "channel_not_found"
    directory.channel("C0FACTURAS").members.discard("U0COBRO001")
    assert await refused(post(channel="C0FACTURAS", text="x")) == "channel_not_found"
    directory.channel("C0GENERAL1").is_archived = True
    assert await refused(post(channel="C0GENERAL1", text="x")) == "is_archived"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({}, "no_text"),
        ({"text": ""}, "no_text"),
        ({"text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
        ({"text": "x", "blocks": DIVIDER * 51}, "invalid_blocks"),
        ({"text": "x", "thread_ts": "1.2"}, "cannot_reply_to_message"),
        ({"text": "x", "metadata": {"event_type": 1}}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_type": "e"}}, "invalid_metadata_schema"),
        ({"text": "x", "metadata": {"event_type": "e", "event_payload": {"k": "x" * 9000}}}, "metadata_too_large"),
    ],
)
async def test_a_message_slack_would_refuse_is_refused(stage: Scene, content: Json, error: str) -> None:
    stage.traffic.expect("chat.postMessage")
    assert await refused(stage.client.api_call("chat.postMessage", json={"channel": "C0GENERAL1", **content})) == error


async def test_invalid_blocks_are_named_by_json_pointers(stage: Scene) -> None:
    stage.traffic.expect("invalid_blocks")
    with pytest.raises(SlackApiError) as error:
        await stage.client.chat_postMessage(channel="C0GENERAL1", text="x", blocks=[section("x" * 3001)])
    assert error.value.response["errors"] == ["must be less than 3001 characters [json-pointer:/blocks/0/text/text]"]
    assert error.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]


async def test_updating_with_text_alone_removes_the_blocks_and_keeps_the_metadata(stage: Scene) -> None:
    metadata = {"event_type": "card", "event_payload": {"document": "D-7K3Q"}}
    sent = await stage.client.chat_postMessage(channel="C0GENERAL1", text="a", blocks=DIVIDER, metadata=metadata)
    await stage.client.chat_update(channel="C0GENERAL1", ts=sent["ts"], text="b")
    message = await stage.person("ana", "general").sees("b")
    assert (message.blocks, message.metadata, message.is_edited) == ([], metadata, True)


async def test_updating_the_blocks_alone_does_not_show_as_edited(stage: Scene) -> None:
    sent = await stage.client.chat_postMessage(channel="C0GENERAL1", text="a", blocks=DIVIDER)
    await stage.client.chat_update(channel="C0GENERAL1", ts=sent["ts"], text="a", blocks=[section("nuevo")])
    assert not (await stage.person("ana", "general").sees("nuevo")).is_edited


async def test_only_the_apps_own_public_messages_can_be_updated_or_deleted(stage: Scene) -> None:
    stage.traffic.expect("chat.")
    ana = stage.person("ana")
    await ana.types("mío")
    hers = (await ana.sees("mío")).ts
    private = (await stage.client.chat_postEphemeral(channel="C0FACTURAS", user=ana.id, text="psst"))["message_ts"]
    for method, code in [("chat.update", "cant_update_message"), ("chat.delete", "cant_delete_message")]:
        for ts, error in [(hers, code), (private, "message_not_found"), ("1.0", "message_not_found")]:
            arguments = {"channel": "C0FACTURAS", "ts": ts, "text": "x"}
            assert await refused(stage.client.api_call(method, json=arguments)) == error


async def test_a_longer_text_than_4000_cannot_replace_another(stage: Scene) -> None:
    stage.traffic.expect("msg_too_long")
    sent = await stage.client.chat_postMessage(channel="C0GENERAL1", text="a")
    update = stage.client.chat_update(channel="C0GENERAL1", ts=sent["ts"], text="x" * 4001)
    assert await refused(update) == "msg_too_long"


async def test_a_deleted_message_goes_away(stage: Scene) -> None:
    sent = await stage.client.chat_postMessage(channel="C0FACTURAS", text="fugaz")
    message = await stage.person("ana").sees("fugaz")
    await stage.client.chat_delete(channel="C0FACTURAS", ts=sent["ts"])
    await message.goes_away()


async def test_an_ephemeral_message_is_seen_by_one_member_only(stage: Scene) -> None:
    stage.traffic.expect("user_not_in_channel")
    await stage.client.chat_postEphemeral(channel="C0FACTURAS", user="U0ANA00001", text="solo Ana")
    assert (await stage.person("ana").sees_privately("solo Ana")).is_ephemeral
    assert stage.person("bruno").messages() == []
    stranger = stage.client.chat_postEphemeral(channel="C0FACTURAS", user="U0GUEST006", text="x")
    assert await refused(stranger) == "user_not_in_channel"


async def test_replies_belong_to_their_thread_and_a_reply_to_a_reply_too(stage: Scene) -> None:
    sent = await stage.client.chat_postMessage(channel="C0FACTURAS", text="tarjeta")
    reply = await stage.client.chat_postMessage(channel="C0FACTURAS", text="uno", thread_ts=sent["ts"])
    await stage.client.chat_postMessage(channel="C0FACTURAS", text="dos", thread_ts=reply["ts"])
    card = await stage.person("ana").sees("tarjeta")
    await card.reply("dos")
    assert [message.text for message in card.thread()] == ["uno", "dos"]


async def test_a_permalink_leads_to_the_page(stage: Scene) -> None:
    sent = await stage.client.chat_postMessage(channel="C0FACTURAS", text="x")
    link = await stage.client.chat_getPermalink(channel="C0FACTURAS", message_ts=sent["ts"])
    assert link["permalink"].startswith(f"{stage.url}/")


async def test_what_people_type_carries_a_rich_text_block(stage: Scene) -> None:
    ana = stage.person("ana")
    await ana.types("hola a todos")
    assert (await stage.person("bruno").sees("hola a todos")).blocks[0]["type"] == "rich_text"


async def test_a_messages_tab_that_is_off_or_read_only_is_respected() -> None:
    manifest = full_manifest()
    manifest["features"]["app_home"] = {"messages_tab_enabled": True, "messages_tab_read_only_enabled": True}
    async with scene(manifest=manifest) as stage:
        with pytest.raises(ImpossibleClick, match="turned off"):
            await stage.person("ana").types("hola", channel="direct")
        await stage.client.chat_postMessage(channel="U0ANA00001", text="la app sí puede")
    manifest["features"]["app_home"] = {"messages_tab_enabled": False}
    async with scene(manifest=manifest) as stage:
        stage.traffic.expect("messages_tab_disabled")
        assert await refused(stage.client.chat_postMessage(channel="U0ANA00001", text="x")) == "messages_tab_disabled"
