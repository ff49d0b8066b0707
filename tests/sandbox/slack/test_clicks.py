from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.people.clicks import ImpossibleClick
from tests.sandbox.slack.little_bot import Json, Scene, button, option, plain, section

SURE = {"title": plain("¿Emitir?"), "text": plain("Clínica · $10"), "confirm": plain("Sí"), "deny": plain("No")}


async def posted(stage: Scene, *elements: Json, **more: Any) -> Json:
    blocks = [section("Factura"), {"type": "actions", "block_id": "fila", "elements": list(elements)}]
    answer = await stage.client.chat_postMessage(channel="C0FACTURAS", text="Factura", blocks=blocks, **more)
    return {"ts": answer["ts"], "message": answer["message"]}


async def test_a_button_carries_its_value_and_the_message_is_redrawn_live(either: Scene) -> None:
    @either.bolt.action("aprobar")
    async def approve(ack: Any, body: Json, payload: Json, client: AsyncWebClient) -> None:
        await ack()
        done = [section(f"Aprobó <@{body['user']['id']}> {payload['value']}")]
        await client.chat_update(channel=body["channel"]["id"], ts=body["message"]["ts"], text="Aprobada", blocks=done)

    await posted(either, button("Aprobar", "aprobar", value="D-7K3Q"))
    message = await either.person("bruno").sees("Factura")
    await message.press("Aprobar")
    await message.shows("Aprobó <@U0BRUNO002> D-7K3Q")
    assert message.buttons == []
    assert message.notification == "Aprobada"


async def test_a_confirm_dialog_stands_before_the_click(stage: Scene) -> None:
    clicks: list[Json] = []

    @stage.bolt.action("aprobar")
    async def approve(ack: Any, body: Json) -> None:
        clicks.append(body)
        await ack()

    await posted(stage, button("Aprobar", "aprobar", confirm=SURE), button("Otro", "otro"))
    message = await stage.person("bruno").sees("Factura")
    assert "Clínica · $10" in message.confirmation("Aprobar")
    with pytest.raises(AssertionError, match="Slack asks first"):
        await message.press("Aprobar")
    await message.press("Aprobar", confirm=False)
    assert clicks == []
    await message.press("Aprobar", confirm=True)
    assert len(clicks) == 1
    with pytest.raises(AssertionError, match="nothing asks"):
        await message.press("Otro", confirm=True)


async def test_an_overflow_menu_and_selects_in_messages_carry_the_chosen_option(stage: Scene) -> None:
    heard: list[Json] = []

    @stage.bolt.action("menú")
    @stage.bolt.action("lista")
    @stage.bolt.action("casillas")
    @stage.bolt.action("quien")
    @stage.bolt.action("cuando")
    async def chosen(ack: Any, payload: Json, body: Json) -> None:
        heard.append({**payload, "state": body["state"]["values"]})
        await ack()

    two = [option("Editar", "edit"), option("Historial", "history")]
    await posted(
        stage,
        {"type": "overflow", "action_id": "menú", "options": two},
        {"type": "static_select", "action_id": "lista", "options": two},
        {"type": "checkboxes", "action_id": "casillas", "options": two},
        {"type": "users_select", "action_id": "quien"},
        {"type": "datepicker", "action_id": "cuando"},
    )
    message = await stage.person("bruno").sees("Factura")
    assert message.menu("menú") == ["Editar", "Historial"]
    await message.choose("menú", "Historial")
    await message.choose("lista", "edit")
    await message.choose("casillas", ["Editar", "Historial"])
    await message.fill("quien", "U0ANA00001")
    await message.fill("cuando", "2026-12-01")
    assert heard[0]["selected_option"]["value"] == "history"
    assert "fila" not in heard[0]["state"], "an overflow menu keeps nothing"
    assert heard[1]["selected_option"]["value"] == "edit"
    assert [one["value"] for one in heard[2]["selected_options"]] == ["edit", "history"]
    assert heard[3]["selected_user"] == "U0ANA00001"
    assert heard[4]["state"]["fila"]["lista"]["selected_option"]["value"] == "edit"


async def test_a_click_the_app_does_not_answer_is_shown_to_the_one_who_clicked(stage: Scene) -> None:
    stage.traffic.expect("block_actions")
    await posted(stage, button("Aprobar", "nadie escucha"))
    message = await stage.person("bruno").sees("Factura")
    assert "did not respond" in (await message.press("Aprobar", may_fail=True) or "")
    with pytest.raises(AssertionError, match="did not respond"):
        await message.press("Aprobar")


async def test_nobody_clicks_what_is_not_there(stage: Scene) -> None:
    sent = await posted(stage, button("Aprobar", "aprobar"))
    where = {"channel": "C0FACTURAS", "ts": sent["ts"]}
    act = stage.people.clicks.act
    with pytest.raises(ImpossibleClick, match="redrawn"):
        await act("U0ANA00001", where=where, block_id="fila", action_id="otro")
    with pytest.raises(ImpossibleClick, match="does not see"):
        await act("U0GUEST006", where=where, block_id="fila", action_id="aprobar")
    ephemeral = await stage.client.chat_postEphemeral(
        channel="C0FACTURAS", user="U0ANA00001", text="x", blocks=sent["message"]["blocks"]
    )
    with pytest.raises(ImpossibleClick, match="does not see"):
        await act(
            "U0BRUNO002",
            where={"channel": "C0FACTURAS", "ts": ephemeral["message_ts"]},
            block_id="fila",
            action_id="aprobar",
        )


async def test_an_option_that_is_not_offered_cannot_be_chosen(stage: Scene) -> None:
    sent = await posted(stage, {"type": "static_select", "action_id": "lista", "options": [option("Uno", "1")]})
    with pytest.raises(ImpossibleClick, match="not offered"):
        await stage.people.clicks.act(
            "U0ANA00001",
            where={"channel": "C0FACTURAS", "ts": sent["ts"]},
            block_id="fila",
            action_id="lista",
            value=option("Dos", "2"),
        )
