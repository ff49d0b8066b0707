"""The page's API: snapshots, deeds, live changes, and what keeps strangers out."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from sandbox.slack.snapshot import ShownChannel, ShownMessage, ShownView, Snapshot
from tests.sandbox.slack.little_bot import Json, Scene, button, field, modal, open_with, option, section, text_field


@pytest.fixture
async def page(stage: Scene) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=stage.url, trust_env=False, timeout=40) as client:
        yield client


async def do(page: httpx.AsyncClient, deed: str, *, user: str = "U0ANA00001", **body: Any) -> Any:
    answer = await page.post(f"/client/{user}/{deed}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]


async def look(page: httpx.AsyncClient, user: str = "U0ANA00001") -> Snapshot:
    shown: Snapshot = (await page.get(f"/client/{user}/state")).json()
    return shown


def channel(shown: Snapshot, name: str = "facturacion") -> ShownChannel:
    return next(one for one in shown["channels"] if one["name"] == name)


async def test_a_whole_form_is_done_through_the_page(stage: Scene, page: httpx.AsyncClient) -> None:
    @stage.bolt.options("cliente")
    async def offered(ack: Any) -> None:
        await ack(options=[option("Clínica Los Andes", "1")])

    @stage.bolt.action("agregar")
    async def added(ack: Any) -> None:
        await ack()

    @stage.bolt.view("form")
    async def submitted(ack: Any, view: Json, client: Any) -> None:
        chosen = view["state"]["values"]["cliente"]["cliente"]["selected_option"]
        await ack()
        await client.chat_postMessage(channel="C0FACTURAS", text=f"Borrador para {chosen['text']['text']}")

    select = field("Cliente", {"type": "external_select", "min_query_length": 1})
    await open_with(stage, modal("Nueva", select, {"type": "actions", "elements": [button("Agregar", "agregar")]}))
    await do(page, "say", channel="C0FACTURAS", text="/invoice create")
    view = (await look(page))["modal"][-1]
    where = {"view_id": view["id"]}
    found = await do(page, "options", where=where, block_id="cliente", action_id="cliente", query="clí")
    assert found[0]["group"] is None
    assert await do(page, "submit", view_id=view["id"], state={}) == {"cliente": "Please complete this required field."}
    assert (await look(page))["modal"][-1]["errors"] == {"cliente": "Please complete this required field."}
    held = {"cliente": {"cliente": {"selected_option": {key: found[0][key] for key in ("text", "value")}}}}
    line = view["blocks"][1]["block_id"]
    assert await do(page, "act", where=where, block_id=line, action_id="agregar", state=held) is None
    assert (await look(page))["modal"][-1]["state"]["values"]["cliente"]["cliente"]["selected_option"]["value"] == "1"
    assert await do(page, "submit", view_id=view["id"], state=held) == {}
    assert (await look(page))["modal"] == []
    assert channel(await look(page, "U0BRUNO002"))["messages"][-1]["text"] == "Borrador para Clínica Los Andes"


async def test_the_snapshot_has_the_written_shape(stage: Scene, page: httpx.AsyncClient) -> None:
    await open_with(stage, modal("Nueva", text_field("Nota")))
    await do(page, "command", channel="C0FACTURAS", command="/invoice", text="create")
    await stage.client.chat_postMessage(channel="C0FACTURAS", text="x", blocks=[section("x")])
    shown = await look(page)
    required = Snapshot.__required_keys__ | {"faults"}
    assert set(shown) == required
    assert set(channel(shown)) == set(ShownChannel.__annotations__)
    assert set(channel(shown)["messages"][0]) == set(ShownMessage.__annotations__)
    assert set(shown["modal"][0]) == set(ShownView.__annotations__)
    assert [command["command"] for command in shown["commands"]][:2] == ["/invoice", "/factura"]
    assert {shortcut["type"] for shortcut in shown["shortcuts"]} == {"global", "message"}


async def test_each_person_sees_their_own_channels_messages_and_unread(stage: Scene, page: httpx.AsyncClient) -> None:
    await do(page, "say", channel="C0FACTURAS", text="hola")
    sent = channel(await look(page))["messages"][0]
    await do(page, "say", channel="C0FACTURAS", text="en el hilo", thread_ts=sent["ts"])
    await stage.client.chat_postEphemeral(channel="C0FACTURAS", user="U0BRUNO002", text="solo Bruno")
    bruno = channel(await look(page, "U0BRUNO002"))
    assert bruno["unread"] == 3
    assert [message["ephemeral"] for message in bruno["messages"]] == [False, False, True]
    assert bruno["messages"][0]["reply_count"] == 1
    await do(page, "read", user="U0BRUNO002", channel="C0FACTURAS")
    assert channel(await look(page, "U0BRUNO002"))["unread"] == 0
    assert channel(await look(page))["unread"] == 0
    guest = await look(page, "U0GUEST006")
    assert {one["name"] for one in guest["channels"] if not one["is_im"]} == {"general"}


async def test_changes_come_without_asking(stage: Scene, page: httpx.AsyncClient) -> None:
    async with asyncio.timeout(40), page.stream("GET", "/client/U0ANA00001/events") as stream:
        lines = stream.aiter_lines()
        first = await _next_picture(lines)
        await stage.client.chat_postMessage(channel="C0FACTURAS", text="recién llegado")
        while (picture := await _next_picture(lines))["version"] == first["version"]:
            continue
        assert channel(picture)["messages"][-1]["text"] == "recién llegado"


async def _next_picture(lines: AsyncIterator[str]) -> Snapshot:
    async for line in lines:
        if line.startswith("data: "):
            picture: Snapshot = json.loads(line.removeprefix("data: "))
            return picture
    raise AssertionError("the stream ended")


async def test_shortcuts_home_languages_closing_and_attachments_have_their_doors(
    stage: Scene, page: httpx.AsyncClient
) -> None:
    @stage.bolt.shortcut("invoice.new")
    @stage.bolt.shortcut("invoice.from_message")
    async def used(ack: Any, body: Json, client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(body["type"]))
        await ack()

    await do(page, "shortcut", callback_id="invoice.new")
    view = (await look(page))["modal"][0]
    assert view["title"] == {"type": "plain_text", "text": "shortcut", "emoji": True}
    await do(page, "close", view_id=view["id"], all=True)
    assert (await look(page))["modal"] == []
    await do(page, "say", channel="C0FACTURAS", text="facturar")
    ts = channel(await look(page))["messages"][-1]["ts"]
    await do(page, "message_shortcut", callback_id="invoice.from_message", channel="C0FACTURAS", ts=ts)
    assert len((await look(page))["modal"]) == 1
    await do(page, "home")
    await do(page, "locale", locale="en-US")
    assert (await look(page))["users"]["U0ANA00001"]["locale"] == "en-US"
    file = await do(page, "attach", name="soporte.pdf", content_base64=base64.b64encode(b"%PDF").decode())
    assert (await page.get(file["url_private"])).content == b"%PDF"


async def test_the_clock_and_the_people_are_served(page: httpx.AsyncClient) -> None:
    before = (await page.get("/clock")).json()["now_ms"]
    after = (await page.post("/clock", json={"advance_seconds": 3600})).json()["now_ms"]
    assert after - before >= 3_600_000
    people = (await page.get("/people")).json()
    assert [person["name"] for person in people["people"]][:2] == ["ana", "bruno"]


async def test_the_traffic_drawer_shows_red_lines(stage: Scene, page: httpx.AsyncClient) -> None:
    await page.post("/api/auth.test", headers={"Authorization": "Bearer falso"})
    drawer = (await page.get("/traffic")).json()
    assert (drawer["lines"][-1]["trouble"], drawer["unexpected"]) == ("invalid_auth", 1)
    async with asyncio.timeout(40), page.stream("GET", "/traffic/events") as stream:
        async for line in stream.aiter_lines():
            assert '"unexpected": 1' in line
            break


@pytest.mark.parametrize(
    ("deed", "body", "status"),
    [
        ("bailar", {}, 404),
        ("say", {}, 400),
        ("say", {"channel": "C0NADA", "text": "x"}, 409),
        ("say", {"channel": "C0VENTAS01", "text": "x"}, 200),
        ("act", {"where": {"view_id": "V0NADA"}, "block_id": "x", "action_id": "y"}, 409),
        ("act", {"where": {}, "block_id": "x", "action_id": "y"}, 400),
        ("act", {"where": "aquí", "block_id": "x", "action_id": "y"}, 400),
        ("submit", {"view_id": "V0NADA"}, 409),
        ("submit", {"view_id": "V0NADA", "state": []}, 409),
        ("submit", {"view_id": "V0NADA", "state": "x"}, 400),
        ("submit", {"view_id": "V0NADA", "state": {"a": {"b": 1}}}, 400),
        ("shortcut", {"callback_id": "nada"}, 409),
        ("locale", {"locale": "klingon"}, 400),
        ("attach", {"name": "x", "content_base64": "¡"}, 400),
        ("attach", {"name": "x", "content_base64": ""}, 400),
        ("home", {"tab": "home"}, 200),
        ("say", {"channel": [], "text": "x"}, 400),
        ("command", {"channel": {}, "command": "/invoice"}, 400),
        ("command", {"channel": "C0FACTURAS", "command": []}, 400),
        ("act", {"where": {"channel": {}, "ts": "1"}, "block_id": "b", "action_id": "a"}, 400),
        ("act", {"where": {"view_id": []}, "block_id": "b", "action_id": "a"}, 400),
        ("submit", {"view_id": {}}, 400),
        ("submit", {"view_id": "V1", "state": {"b": {"a": {"value": 7}}}}, 400),
        ("submit", {"view_id": "V1", "state": {"b": {"a": {"selected_date": "2026-13-45"}}}}, 400),
        ("submit", {"view_id": "V1", "state": {"b": {"a": {"selected_options": [{"value": []}]}}}}, 400),
        ("submit", {"view_id": "V1", "state": {"b": {"a": {"files": "nada"}}}}, 400),
        ("shortcut", {"callback_id": []}, 400),
        ("read", {"channel": [1]}, 400),
    ],
)
async def test_what_cannot_be_done_gets_a_clear_answer(
    page: httpx.AsyncClient, deed: str, body: Json, status: int
) -> None:
    answer = await page.post(f"/client/U0ANA00001/{deed}", json=body)
    assert answer.status_code == status, answer.text
    assert status == 200 or answer.json()["error"]


@pytest.mark.parametrize("body", [b"{", b"[]", b"[" * 100_000, b'{"channel": "C0FACTURAS", "text": "\\ud800"}'])
async def test_a_body_that_is_no_object_gets_a_clear_answer(page: httpx.AsyncClient, body: bytes) -> None:
    json_header = {"Content-Type": "application/json"}
    answer = await page.post("/client/U0ANA00001/say", content=body, headers=json_header)
    assert answer.status_code == 400


async def test_a_person_who_is_not_there_is_not_found(page: httpx.AsyncClient) -> None:
    assert (await page.get("/client/U0NADIE/state")).status_code == 404
    assert (await page.post("/client/U0NADIE/say", json={"channel": "C0FACTURAS", "text": "x"})).status_code == 409


async def test_other_sites_can_neither_post_nor_use_another_name(page: httpx.AsyncClient) -> None:
    form = {"channel": "C0FACTURAS", "text": "x"}
    assert (await page.post("/client/U0ANA00001/say", data=form)).status_code == 415
    assert (await page.post("/clock", content=b'{"advance_seconds": 1}')).status_code == 415
    assert (await page.get("/people", headers={"Host": "evil.example"})).status_code == 400
