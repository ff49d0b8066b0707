"""Views on top of each other, redrawn, too old, too large, or gone."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.slack.little_bot import Json, Scene, button, field, modal, opened, section, text_field


async def test_views_stack_three_deep_and_no_deeper(stage: Scene) -> None:
    refused: list[str] = []

    @stage.bolt.action("más")
    async def push(ack: Any, body: Json, client: AsyncWebClient) -> None:
        depth = len(stage.workspace.views.stack(body["user"]["id"]))
        await ack()
        try:
            await client.views_push(trigger_id=body["trigger_id"], view=view(f"Vista {depth + 1}"))
        except SlackApiError as error:
            refused.append(error.response["error"])

    def view(title: str) -> Json:
        return modal(title, {"type": "actions", "elements": [button("Más", "más")]})

    stage.traffic.expect("push_limit_reached")
    ana, first = await opened(stage, view("Vista 1"))
    await first.press("Más")
    await (await ana.modal("Vista 2")).press("Más")
    third = await ana.modal("Vista 3")
    await third.press("Más")
    assert refused == ["push_limit_reached"]
    assert [form.title for form in ana.modals()] == ["Vista 1", "Vista 2", "Vista 3"]
    await third.close()
    assert [form.title for form in ana.modals()] == ["Vista 1", "Vista 2"]


async def test_cancel_closes_one_view_and_the_cross_closes_all_and_only_those_who_asked_are_told(stage: Scene) -> None:
    closed: list[tuple[str, bool]] = []

    @stage.bolt.view_closed("form")
    async def told(ack: Any, body: Json) -> None:
        closed.append((body["view"]["title"]["text"], body["is_cleared"]))
        await ack()

    @stage.bolt.view("form")
    async def push(ack: Any) -> None:
        await ack(response_action="push", view=modal("Segunda", notify_on_close=True))

    ana, first = await opened(stage, modal("Primera", notify_on_close=True))
    await first.submit()
    await (await ana.modal("Segunda")).close()
    assert closed == [("Segunda", False)]
    await first.submit()
    await (await ana.modal("Segunda")).close(whole_stack=True)
    assert closed[1:] == [("Segunda", True), ("Primera", True)]
    assert ana.modals() == []


async def test_a_response_clears_the_stack_or_redraws_the_view(stage: Scene) -> None:
    @stage.bolt.view("form")
    async def submitted(ack: Any, view: Json) -> None:
        if view["title"]["text"] == "Primera":
            await ack(response_action="update", view=modal("Seguro?"))
        else:
            await ack(response_action="clear")

    ana, first = await opened(stage, modal("Primera"))
    await first.submit()
    assert first.title == "Seguro?"
    await first.submit()
    assert ana.modals() == []


async def test_redrawing_keeps_what_was_typed_where_the_ids_stay_and_forgets_it_where_they_change(stage: Scene) -> None:
    @stage.bolt.action("otra")
    async def redraw(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        kept = field("Nota", {"type": "plain_text_input", "initial_value": "de fábrica"})
        fresh = text_field("Nueva")
        await client.views_update(
            view_id=body["view"]["id"], hash=body["view"]["hash"], view=modal("Después", kept, fresh)
        )

    adding = {"type": "actions", "elements": [button("Otra", "otra")]}
    _, form = await opened(stage, modal("Antes", text_field("Nota"), text_field("Vieja"), adding))
    await form.fill("Nota", "mía")
    await form.fill("Vieja", "se va")
    await form.press("Otra")
    await form.shows("Nueva")
    assert form.value("Nota") == "mía"
    assert form.value("Nueva") is None
    assert form.fields == ["Nota", "Nueva"]


async def test_an_update_with_an_old_hash_is_a_conflict_and_a_closed_view_is_not_found(stage: Scene) -> None:
    stage.traffic.expect("views.update")
    _, form = await opened(stage, modal("Nueva", external_id="uno"))
    for arguments, error in [
        ({"view_id": form.id, "hash": "1.viejo"}, "hash_conflict"),
        ({"view_id": "V0NADIE"}, "not_found"),
        ({"external_id": "nadie"}, "not_found"),
    ]:
        with pytest.raises(SlackApiError) as refused:
            await stage.client.views_update(view=modal("Otra"), **arguments)
        assert refused.value.response["error"] == error
    await stage.client.views_update(view=modal("Otra"), external_id="uno")
    assert form.title == "Otra"


async def test_two_open_views_cannot_share_an_external_id(stage: Scene) -> None:
    stage.traffic.expect("duplicate_external_id")
    await opened(stage, modal("Una", external_id="misma"))
    trigger = stage.people.post.new_trigger("U0BRUNO002")
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await stage.client.views_open(trigger_id=trigger, view=modal("Otra", external_id="misma"))


async def test_a_view_larger_than_250_kilobytes_is_too_large(stage: Scene) -> None:
    stage.traffic.expect("view_too_large")
    trigger = stage.people.post.new_trigger("U0ANA00001")
    blocks = [section("ñ" * 3000) for _ in range(50)]
    with pytest.raises(SlackApiError, match="view_too_large"):
        await stage.client.views_open(trigger_id=trigger, view=modal("Grande", *blocks))
