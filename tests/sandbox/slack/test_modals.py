"""A form: what its fields hold, what they refuse, and what the app may answer."""

import asyncio
from typing import Any

import pytest
from slack_bolt.response import BoltResponse

from sandbox.slack.people.post import TROUBLE
from tests.sandbox.slack.little_bot import Json, Scene, field, modal, opened, option, plain, section, text_field


async def test_a_form_is_filled_refused_under_its_field_corrected_and_taken(either: Scene) -> None:
    values: list[Json] = []

    @either.bolt.view("form")
    async def submitted(ack: Any, view: Json) -> None:
        values.append(view["state"]["values"])
        if view["state"]["values"]["nota"]["nota"]["value"] == "mala":
            await ack(response_action="errors", errors={"nota": "Así no"})
        else:
            await ack()

    _, form = await opened(either, modal("Nueva", text_field("Nota"), text_field("Otra", optional=True)))
    await form.fill("Nota", "mala")
    assert await form.submit() == {"Nota": "Así no"}
    assert form.is_open
    await form.fill("Nota", "buena")
    assert await form.submit() == {}
    assert not form.is_open
    assert values[-1] == {
        "nota": {"nota": {"type": "plain_text_input", "value": "buena"}},
        "otra": {"otra": {"type": "plain_text_input", "value": None}},
    }


@pytest.mark.parametrize(
    ("element", "typed", "sentence"),
    [
        ({"type": "plain_text_input"}, "", "Please complete this required field."),
        ({"type": "plain_text_input", "max_length": 3}, "abcd", "Your text must be 3 characters or fewer."),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "Your text must be at least 3 characters."),
        ({"type": "plain_text_input"}, "x" * 3001, "Your text must be 3000 characters or fewer."),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Enter a whole number."),
        ({"type": "number_input", "is_decimal_allowed": True}, "uno", "Enter a valid number."),
        ({"type": "number_input", "is_decimal_allowed": True}, "NaN", "Enter a valid number."),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "2"}, "1", "Enter a number of at least 2."),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "2"}, "3", "Enter a number of at most 2."),
        ({"type": "email_text_input"}, "ana", "Enter a valid email address."),
        ({"type": "url_text_input"}, "ana", "Enter a valid URL."),
    ],
)
async def test_slacks_client_stops_a_field_before_the_app_hears_of_it(
    stage: Scene, element: Json, typed: str, sentence: str
) -> None:
    _, form = await opened(stage, modal("Nueva", field("Dato", element)))
    await form.fill("Dato", typed)
    assert await form.submit() == {"Dato": sentence}
    assert not stage.lines("view_submission")


async def test_every_kind_of_field_arrives_with_its_own_name_in_the_state(stage: Scene) -> None:
    taken: list[Json] = []

    @stage.bolt.view("form")
    async def submitted(ack: Any, view: Json) -> None:
        taken.append(view["state"]["values"])
        await ack()

    two = [option("Uno", "1"), option("Dos", "2")]
    _, form = await opened(
        stage,
        modal(
            "Nueva",
            field("Lista", {"type": "static_select", "options": two}),
            field("Varias", {"type": "multi_static_select", "option_groups": [{"label": plain("g"), "options": two}]}),
            field("Casillas", {"type": "checkboxes", "options": two}),
            field("Radio", {"type": "radio_buttons", "options": two}),
            field("Persona", {"type": "users_select"}),
            field("Canal", {"type": "conversations_select", "response_url_enabled": True}),
            field("Canales", {"type": "multi_channels_select"}),
            field("Fecha", {"type": "datepicker"}),
            field("Hora", {"type": "timepicker"}),
            field("Momento", {"type": "datetimepicker"}),
            field("Cantidad", {"type": "number_input", "is_decimal_allowed": True}),
            section("Además", block_id="s", accessory={"type": "users_select", "action_id": "vacío"}),
        ),
    )
    filled: Json = {"Lista": "Dos", "Varias": ["Uno", "2"], "Casillas": "Uno", "Radio": "Dos", "Persona": "U0ANA00001"}
    filled |= {"Canal": "C0FACTURAS", "Canales": ["C0GENERAL1"], "Fecha": "2026-11-30", "Hora": "09:30"}
    for label, value in {**filled, "Momento": 1795338004, "Cantidad": 2.5}.items():
        await form.fill(label, value)
    assert await form.submit() == {}
    held = {name: next(iter(actions.values())) for name, actions in taken[0].items()}
    assert held["lista"]["selected_option"]["value"] == "2"
    assert [chosen["value"] for chosen in held["varias"]["selected_options"]] == ["1", "2"]
    assert [chosen["value"] for chosen in held["casillas"]["selected_options"]] == ["1"]
    assert held["radio"]["selected_option"]["value"] == "2"
    assert held["persona"]["selected_user"] == "U0ANA00001"
    assert held["canal"]["selected_conversation"] == "C0FACTURAS"
    assert held["canales"]["selected_channels"] == ["C0GENERAL1"]
    assert held["fecha"]["selected_date"] == "2026-11-30"
    assert held["hora"]["selected_time"] == "09:30"
    assert held["momento"]["selected_date_time"] == 1795338004
    assert held["cantidad"] == {"type": "number_input", "value": "2.5"}
    assert "s" not in held, "elements outside inputs appear only when they hold something"
    urls = stage.last("view_submission").request["response_urls"]
    assert [url["channel_id"] for url in urls] == ["C0FACTURAS"]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"response_action": "errors", "errors": {"nadie": "x"}}, "not inputs: nadie"),
        ({"response_action": "errors", "errors": {}}, "at least one block"),
        ({"response_action": "errors", "errors": {"nota": ""}}, "must be a sentence"),
        ({"response_action": "update", "view": {"type": "modal", "blocks": []}}, "missing required field: title"),
        ({"response_action": "push", "view": modal("x" * 25)}, "must be less than 25 characters"),
        ({"response_action": "update"}, "must provide an object"),
        ({"text": "gracias"}, "neither empty nor a response_action"),
    ],
)
async def test_an_answer_slack_cannot_use_troubles_the_person_and_stands_in_red(
    stage: Scene, answer: Json, why: str
) -> None:
    @stage.bolt.middleware
    async def instead(body: Json, next: Any) -> Any:  # noqa: A002  Bolt finds arguments by name
        if body.get("type") == "view_submission":
            return BoltResponse(status=200, body=answer)
        return await next()

    _, form = await opened(stage, modal("Nueva", text_field("Nota", optional=True)))
    await form.submit()
    assert form.trouble == TROUBLE
    assert form.is_open
    assert why in stage.traffic.unexpected()[-1].trouble


async def test_a_form_the_app_does_not_answer_in_time_says_there_was_trouble_and_stays(stage: Scene) -> None:
    is_too_late = asyncio.Event()

    @stage.bolt.view("form")
    async def late(ack: Any) -> None:
        await is_too_late.wait()
        await ack()

    _, form = await opened(stage, modal("Nueva", text_field("Nota", optional=True)))
    stage.slack.state.delivery.ack_seconds = 0.05
    await form.submit()
    assert (form.trouble, form.is_open) == (TROUBLE, True)
    is_too_late.set()


async def test_dispatching_fields_tell_the_app_at_once(stage: Scene) -> None:
    heard: list[tuple[str, Any]] = []

    @stage.bolt.action({"block_id": "escribe", "action_id": "escribe"})
    @stage.bolt.action({"block_id": "enter", "action_id": "enter"})
    @stage.bolt.action({"block_id": "elige", "action_id": "elige"})
    async def changed(ack: Any, payload: Json, body: Json) -> None:
        heard.append((payload["action_id"], body["view"]["state"]["values"][payload["block_id"]][payload["action_id"]]))
        await ack()

    typing = {"type": "plain_text_input", "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
    _, form = await opened(
        stage,
        modal(
            "Nueva",
            field("Escribe", typing, dispatch_action=True),
            field("Enter", {"type": "plain_text_input"}, dispatch_action=True),
            field("Elige", {"type": "static_select", "options": [option("Uno", "1")]}, dispatch_action=True),
            text_field("Callado"),
        ),
    )
    await form.fill("Callado", "x")
    await form.fill("Enter", "aún no")
    await form.fill("Escribe", "hola")
    await form.fill("Enter", "ya", enter=True)
    await form.fill("Elige", "Uno")
    assert [name for name, _ in heard] == ["escribe", "enter", "elige"]
    assert heard[1][1]["value"] == "ya"
