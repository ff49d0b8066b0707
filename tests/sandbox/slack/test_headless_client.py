"""What tests rely on: looks that wait, and failures that say what was there instead."""

import asyncio
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.client import waiting
from tests.sandbox.slack.little_bot import Scene, button, modal, open_with, section, text_field


async def test_a_look_waits_for_what_is_still_to_come(stage: Scene) -> None:
    looking = asyncio.create_task(stage.person("ana").sees("por fin"))
    await stage.client.chat_postMessage(channel="C0FACTURAS", text="por fin")
    assert (await looking).text == "por fin"


async def test_a_look_that_finds_nothing_says_what_it_saw(stage: Scene) -> None:
    await stage.client.chat_postMessage(channel="C0FACTURAS", text="otra cosa")
    with pytest.raises(AssertionError, match="otra cosa"):
        await waiting.until(lambda: None, lambda: stage.person("ana")._latest(), seconds=0.05)


async def test_the_newest_message_that_fits_is_seen_and_can_be_asked_beside_what_it_stands(stage: Scene) -> None:
    pressed: list[str] = []

    @stage.bolt.action("gestionar")
    async def manage(ack: Any, payload: Any) -> None:
        pressed.append(payload["value"])
        await ack()

    rows = [section(name, accessory=button("Gestionar", "gestionar", value=name)) for name in ("Altavista", "Mirador")]
    await stage.client.chat_postMessage(channel="C0FACTURAS", text="Cartera vieja")
    await stage.client.chat_postMessage(channel="C0FACTURAS", text="Cartera", blocks=rows)
    digest = await stage.person("carla").sees("Cartera")
    assert digest.buttons == ["Gestionar", "Gestionar"]
    await digest.press("Gestionar", beside="Mirador")
    assert pressed == ["Mirador"]


async def test_the_browser_and_the_headless_client_see_one_modal(stage: Scene) -> None:
    await open_with(stage, modal("Nueva", text_field("Nota & más")))
    ana = stage.person("ana")
    await ana.types("/invoice create")
    form = await ana.modal("Nueva")
    assert (form.fields, form.submit_label, form.title) == (["Nota & más"], "Enviar", "Nueva")
    await form.fill("Nota & más", "hola")
    assert form.value("Nota & más") == "hola"
    await form.clear("Nota & más")
    assert await form.submit() == {"Nota & más": "Please complete this required field."}
    assert form.errors_by_block == {"nota & más": "Please complete this required field."}
    await form.close()
    await form.goes_away()
    with pytest.raises(AssertionError, match="no field"):
        form.value("Otra")


async def test_a_redrawn_modal_is_read_anew(stage: Scene) -> None:
    @stage.bolt.action("calcular")
    async def redraw(ack: Any, body: Any, client: AsyncWebClient) -> None:
        await ack()
        await client.views_update(view_id=body["view"]["id"], view=modal("Nueva", section("Total $10")))

    await open_with(stage, modal("Nueva", section("Total ?", accessory=button("Calcular", "calcular"))))
    ana = stage.person("ana")
    await ana.types("/invoice create")
    form = await ana.modal()
    await form.press("Calcular")
    await form.shows("Total $10")
    await form.no_longer_shows("Total ?")
