from typing import Any

import httpx
import pytest

from sandbox.slack.workspace.response_urls import ResponseUrlGone, ResponseUrls
from tests.sandbox.slack.little_bot import Json, Scene, button, field, modal, open_with, section


async def respond(url: str, **body: Any) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as client:
        return await client.post(url, json=body)


def url_for(stage: Scene, *, ts: str | None = None, is_ephemeral: bool = False) -> str:
    return stage.people.post.new_response_url(
        person="U0ANA00001", channel="C0FACTURAS", ts=ts, is_ephemeral=is_ephemeral
    )


async def test_an_answer_is_private_unless_it_says_otherwise(stage: Scene) -> None:
    url = url_for(stage)
    await respond(url, text="privado")
    await respond(url, text="público", response_type="in_channel")
    await stage.person("ana").sees_privately("privado")
    assert [message.text for message in stage.person("bruno").messages()] == ["público"]


async def test_bolts_respond_replaces_the_message_it_came_from(either: Scene) -> None:
    @either.bolt.action("aprobar")
    async def approve(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="Lista", blocks=[section("Lista ya")], replace_original=True)

    blocks = [{"type": "actions", "elements": [button("Aprobar", "aprobar")]}]
    await either.client.chat_postEphemeral(channel="C0FACTURAS", user="U0ANA00001", text="Pregunta", blocks=blocks)
    message = await either.person("ana").sees_privately("Pregunta")
    await message.press("Aprobar")
    await message.shows("Lista ya")
    assert message.is_ephemeral


async def test_the_original_may_be_deleted(stage: Scene) -> None:
    sent = await stage.client.chat_postMessage(channel="C0FACTURAS", text="fuera")
    await respond(url_for(stage, ts=sent["ts"]), delete_original="true")
    assert stage.person("ana").messages() == []


async def test_an_ephemeral_message_never_becomes_public(stage: Scene) -> None:
    await respond(url_for(stage, is_ephemeral=True), text="x", response_type="in_channel")
    assert stage.person("bruno").messages() == []


async def test_five_uses_and_then_it_is_used_up(stage: Scene) -> None:
    stage.traffic.expect("used_url")
    url = url_for(stage)
    assert [(await respond(url, text=str(number))).status_code for number in range(6)] == [200] * 5 + [404]
    assert stage.last("response_url").trouble == "used_url"


async def test_thirty_minutes_of_the_sandboxs_clock_and_then_it_is_expired(stage: Scene) -> None:
    stage.traffic.expect("expired_url")
    url = url_for(stage)
    stage.clock.advance(30 * 60 - 5)
    assert (await respond(url, text="a tiempo")).status_code == 200
    stage.clock.advance(10)
    assert (await respond(url, text="tarde")).status_code == 404


@pytest.mark.parametrize("body", [b"nada", b"[1]", b"{}"])
async def test_a_body_that_cannot_be_shown_is_refused(stage: Scene, body: bytes) -> None:
    stage.traffic.expect("response_url")
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(url_for(stage), content=body)
    assert answer.status_code == 400


async def test_a_form_with_a_channel_in_it_may_answer_there(stage: Scene) -> None:
    urls: list[Json] = []

    @stage.bolt.view("form")
    async def submitted(ack: Any, body: Json) -> None:
        urls.extend(body["response_urls"])
        await ack()

    select = {"type": "conversations_select", "response_url_enabled": True}
    await open_with(stage, modal("Nueva", field("Canal", select)))
    ana = stage.person("ana")
    await ana.types("/invoice create")
    form = await ana.modal()
    await form.fill("Canal", "C0VENTAS01")
    await form.submit()
    await respond(urls[0]["response_url"], text="hola ventas", response_type="in_channel")
    await stage.person("diego", "ventas").sees("hola ventas")


def test_a_url_nobody_gave_out_is_gone() -> None:
    with pytest.raises(ResponseUrlGone):
        ResponseUrls(now=lambda: 0.0).use("inventada")
