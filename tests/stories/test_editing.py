"""What waits is edited, here or in Alegra: the difference is shown, and votes were for what was before."""

from typing import Any

from sandbox.slack.client.message import Message
from tests.stories.invoicing import UNDO_IS_OVER, approves, chooses_options, in_alegra, mention, to_approve
from tests.stories.stage import Stage


async def test_an_edit_by_its_author_shows_the_difference(stage: Stage) -> None:
    ana = stage.person("ana")
    card = await to_approve(stage)
    anas = await ana.sees("Factura por aprobar")

    await anas.choose("invoice.more", "Editar")
    form = await ana.modal()
    assert form.title.startswith("Editar D-")
    await form.choose("draft.line", "Editar")
    line = await ana.modal("Editar línea")
    await line.fill("Cantidad", "4")
    assert await line.submit() == {}
    await form.shows("4 × Mantenimiento")
    assert await form.submit() == {}

    await card.shows("Cambió desde la última vez")
    assert "$1.011.500" in card.text
    assert "$4.046.000" in card.text
    assert str(stage.invoices[0]["total"]).startswith("4046000")


async def test_an_approver_who_edits_gives_up_their_vote(stage: Stage) -> None:
    bruno = stage.person("bruno")
    card = await to_approve(stage)
    await card.choose("invoice.more", "Editar")
    form = await bruno.modal()
    await chooses_options(form, bruno, {"Orden de compra": "45-1"})
    assert await form.submit() == {}
    await card.shows("Cambió desde la última vez")
    assert f"Falta 1 de 1: {mention(stage, 'diego')}." in card.text

    await card.press("Aprobar y emitir", confirm=True)

    assert mention(stage, "diego") in (await bruno.sees_privately("La hiciste o la editaste tú")).text
    diegos = await stage.person("diego").sees("Factura por aprobar")
    await approves(diegos)
    stage.clock.advance(UNDO_IS_OVER)
    await card.shows("emitida")


async def test_somebody_else_may_not_edit(stage: Stage) -> None:
    card = await to_approve(stage, by="carla")

    await card.choose("invoice.more", "Editar")

    await stage.person("carla").sees_privately("No tienes permiso")
    assert stage.person("carla").modals() == []


async def test_a_form_opened_before_somebody_elses_edit_changes_nothing(stage: Stage) -> None:
    ana, bruno = stage.person("ana"), stage.person("bruno")
    card = await to_approve(stage)
    await (await ana.sees("Factura por aprobar")).choose("invoice.more", "Editar")
    anas = await ana.modal()
    await card.choose("invoice.more", "Editar")
    brunos = await bruno.modal()
    await chooses_options(brunos, bruno, {"Orden de compra": "de Bruno"})
    assert await brunos.submit() == {}
    await card.shows("de Bruno")

    await chooses_options(anas, ana, {"Orden de compra": "de Ana"})
    await anas.submit()

    told = await ana.modal("Cobro")
    assert "no se envió" in told.text or "No hice nada" in told.text
    assert stage.invoices[0]["purchaseOrderNumber"] == "de Bruno"


async def test_an_edit_that_changes_nothing_is_none_and_its_author_still_approves(stage: Stage) -> None:
    card = await to_approve(stage)
    before = card.text
    await card.choose("invoice.more", "Editar")
    bruno = stage.person("bruno")
    assert await (await bruno.modal()).submit() == {}
    await bruno.sees_privately("No cambiaste nada")
    assert card.text == before
    assert stage.requests(f"PUT /invoices/{stage.invoices[0]['id']}") == []
    await approves(card)
    stage.clock.advance(UNDO_IS_OVER)
    await card.shows("emitida")


async def test_changed_in_alegra_before_stamping_nobodys_vote_counts_any_more(stage: Stage) -> None:
    card = await to_approve(stage)
    await approves(card)
    (invoice,) = stage.invoices
    await _changes_price_in_alegra(stage, invoice, 900000)
    stage.clock.advance(UNDO_IS_OVER)

    await card.shows("Factura por aprobar")
    await card.shows("$1.071.000")
    assert "Cambió desde la última vez" in card.text
    assert "$1.011.500" in card.text
    assert "Alegra" in card.text
    assert stage.requests("POST /invoices/stamp") == []
    await stage.person("ana").sees_directly("cambió en Alegra después de aprobada")
    await approves(card)
    stage.clock.advance(UNDO_IS_OVER)
    await card.shows("emitida")
    assert str(stage.invoices[0]["total"]).startswith("1071000")


async def _changes_price_in_alegra(stage: Stage, invoice: dict[str, Any], price: int) -> None:
    items = [{"id": line["id"], "price": price, "quantity": 1, "tax": [{"id": "3"}]} for line in invoice["items"]]
    await in_alegra(stage, "PUT", f"/invoices/{invoice['id']}", {"items": items})


async def test_a_suggestion_is_taken_over_in_one_click_and_who_made_it_still_approves(stage: Stage) -> None:
    ana, bruno = stage.person("ana"), stage.person("bruno")
    card = await _with_a_suggestion(stage)
    assert "45-8821" in card.text
    assert f"Falta 1 de 1: {mention(stage, 'bruno')} o {mention(stage, 'diego')}." in card.text
    assert not stage.invoices[0].get("purchaseOrderNumber")
    await card.press("Aceptar la sugerencia")
    await bruno.sees_privately("No tienes permiso")

    told = await ana.sees_directly("sugiere un cambio en la factura")
    await told.press("Aceptar la sugerencia")

    await card.shows("Cambió desde la última vez")
    assert "sugiere" not in card.text
    await told.shows("aceptó la sugerencia")
    assert told.buttons == []
    assert stage.invoices[0]["purchaseOrderNumber"] == "45-8821"
    await approves(card)
    stage.clock.advance(UNDO_IS_OVER)
    await card.shows("emitida")


async def test_a_suggestion_that_an_approval_had_closed_asks_again_after_its_undo(stage: Stage) -> None:
    card = await _with_a_suggestion(stage)
    told = await stage.person("ana").sees_directly("sugiere un cambio en la factura")
    asking = told.buttons
    await approves(card)
    await told.shows("Ya no vale: la factura cambió o se decidió")
    await card.press("Deshacer")
    await told.shows("sugiere un cambio en la factura")
    assert told.buttons == asking
    await told.press("Aceptar la sugerencia")
    await told.shows("aceptó la sugerencia")
    await card.shows("Cambió desde la última vez")
    assert stage.invoices[0]["purchaseOrderNumber"] == "45-8821"


async def _with_a_suggestion(stage: Stage) -> Message:
    bruno, card = stage.person("bruno"), await to_approve(stage)
    await card.choose("invoice.more", "Editar")
    form = await bruno.modal()
    await form.fill("Tus cambios", "Sugerirlos a quien la pidió")
    await chooses_options(form, bruno, {"Orden de compra": "45-8821"})
    assert await form.submit() == {}
    await bruno.sees_privately("Sugerencia enviada a")
    return await card.shows("sugiere")
