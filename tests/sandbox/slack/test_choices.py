from typing import Any

import pytest

from tests.sandbox.slack.little_bot import Json, Scene, field, modal, open_with, option, plain

CLIENTS = ["Clínica Los Andes", "Hotel Mirador", "Ruiz & Hijos"]


async def form_with(stage: Scene, **select: Any) -> Any:
    await open_with(stage, modal("Nueva", field("Cliente", {"type": "external_select", **select})))
    ana = stage.person("ana")
    await ana.types("/invoice create")
    return await ana.modal()


async def offering(stage: Scene, answer: Json) -> None:
    @stage.bolt.options("cliente")
    async def offered(ack: Any) -> None:
        await ack(**answer)


async def test_typing_asks_the_app_and_choosing_fills_the_field(either: Scene) -> None:
    asked: list[str] = []

    @either.bolt.options("cliente")
    async def offered(ack: Any, payload: Json) -> None:
        asked.append(payload["value"])
        await ack(
            options=[option(name, str(n)) for n, name in enumerate(CLIENTS) if payload["value"].lower() in name.lower()]
        )

    form = await form_with(either, min_query_length=1)
    assert await form.options("Cliente", "o") == ["Clínica Los Andes", "Hotel Mirador", "Ruiz & Hijos"]
    assert await form.options("Cliente", "ruiz") == ["Ruiz & Hijos"]
    await form.fill("Cliente", "mirador")
    assert form.value("Cliente")["value"] == "1"
    assert asked == ["o", "ruiz", "mirador"]


async def test_fewer_characters_than_the_least_ask_nothing_and_the_least_is_three_by_default(stage: Scene) -> None:
    await offering(stage, {"options": [option("Uno", "1")]})
    form = await form_with(stage)
    assert await form.options("Cliente", "un") == []
    assert not stage.lines("block_suggestion")
    assert await form.options("Cliente", "uno") == ["Uno"]


async def test_groups_keep_their_labels(stage: Scene) -> None:
    await offering(stage, {"option_groups": [{"label": plain("Recientes"), "options": [option("Uno", "1")]}]})
    form = await form_with(stage, min_query_length=0)
    found = await stage.people.choices.options(
        "U0ANA00001", where={"view_id": form.id}, block_id="cliente", action_id="cliente", query=""
    )
    assert [(one["text"]["text"], one["group"]) for one in found] == [("Uno", "Recientes")]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"options": [option("x", str(n)) for n in range(101)]}, "no more than 100 items"),
        ({"options": [option("x" * 76, "1")]}, "less than 76 characters"),
        ({"option_groups": [{"label": plain("g" * 76), "options": []}]}, "less than 76 characters"),
    ],
)
async def test_options_slack_cannot_show_are_none_at_all_and_stand_in_red(stage: Scene, answer: Json, why: str) -> None:
    await offering(stage, answer)
    form = await form_with(stage, min_query_length=0)
    assert await form.options("Cliente", "x") == []
    assert why in stage.traffic.unexpected()[-1].trouble


async def test_an_app_that_does_not_answer_offers_nothing(stage: Scene) -> None:
    form = await form_with(stage, min_query_length=0)
    assert await form.options("Cliente", "x") == []
    assert stage.last("block_suggestion").trouble.startswith("dispatch_failed")
