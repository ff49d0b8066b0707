"""An invoice that is not right yet: returned, corrected, withdrawn, discarded, given up."""

from tests.stories.invoicing import UNDO_IS_OVER, approves, chooses_options, mention, texts, to_approve
from tests.stories.stage import Stage


async def test_returned_with_a_reason_corrected_with_the_difference_shown_and_approved(stage: Stage) -> None:
    ana, bruno = stage.person("ana"), stage.person("bruno")
    card = await to_approve(stage, options={"Orden de compra": "45-8812"})

    await card.press("Devolver")
    form = await bruno.modal()
    await form.fill("Qué hay que cambiar, o por qué no va", "La OC es 45-8821, no 45-8812")
    assert await form.submit() == {}

    await card.shows("devolvió")
    assert "La OC es 45-8821" in card.text
    told = await ana.sees_directly("devolvió la factura de Clínica Los Andes")
    assert "La OC es 45-8821, no 45-8812" in told.text
    assert len([message for message in ana.direct_messages() if "devolvió la factura de" in message.text]) == 1
    await told.press("Corregir y reenviar")
    again = await ana.modal()
    assert "45-8812" in again.text
    await chooses_options(again, ana, {"Orden de compra": "45-8821"})
    assert await again.submit() == {}

    await card.shows("Factura por aprobar")
    assert "Cambió desde la última vez" in card.text
    assert "45-8812" in card.text
    assert "45-8821" in card.text
    (invoice,) = stage.invoices
    assert invoice["purchaseOrderNumber"] == "45-8821"
    await approves(card)
    stage.clock.advance(UNDO_IS_OVER)
    await card.shows("emitida")


async def test_the_author_withdraws_corrects_and_sends_it_again_and_then_discards_it(stage: Stage) -> None:
    ana, bruno = stage.person("ana"), stage.person("bruno")
    card = await to_approve(stage)
    await (await ana.sees("Factura por aprobar")).press("Devolver")
    form = await ana.modal("Retirar factura")
    await form.close()
    mine = await ana.sees_directly("En aprobación")
    await mine.press("Retirar")
    form = await ana.modal("Retirar factura")
    await form.fill("Motivo", "Falta la OC")
    assert await form.submit() == {}
    await card.shows("retiró")
    assert "Falta la OC" in card.text
    assert "Aprobar y emitir" not in card.buttons
    await mine.shows("La retiraste")
    assert texts(ana, "devolvió la factura de") == []

    await mine.press("Corregir y reenviar")
    again = await ana.modal()
    await chooses_options(again, ana, {"Orden de compra": "45-8821"})
    assert await again.submit() == {}
    await card.shows("Factura por aprobar")
    await (await bruno.sees("Factura por aprobar")).press("Devolver")
    assert "Devolver factura" in (await bruno.modal()).title

    await mine.shows("En aprobación")
    await mine.press("Retirar")
    form = await ana.modal("Retirar factura")
    await form.fill("Para qué", "Para descartarla")
    assert await form.submit() == {}
    await card.shows("descartó")
    assert [invoice["status"] for invoice in stage.invoices] == ["draft"]


async def test_discarded_and_then_deleted_in_alegra(stage: Stage) -> None:
    ana, bruno = stage.person("ana"), stage.person("bruno")
    card = await to_approve(stage)
    await card.press("Devolver")
    form = await bruno.modal()
    await form.fill("Para qué", "Para descartar")
    await form.fill("Qué hay que cambiar, o por qué no va", "Ya se facturó en octubre")
    assert await form.submit() == {}

    await card.shows("descartó")
    assert "Ya se facturó en octubre" in card.text
    await ana.sees_directly("descartó la factura de Clínica Los Andes")
    assert [invoice["status"] for invoice in stage.invoices] == ["draft"]
    await card.press("Borrar el borrador en Alegra", confirm=True)
    await bruno.sees_privately("No tienes permiso")
    anas = await ana.sees("descartó")
    await anas.press("Borrar el borrador en Alegra", confirm=True)

    await card.shows("ya no está en Alegra")
    assert stage.invoices == []


async def test_its_author_gives_it_up_from_the_direct_message(stage: Stage) -> None:
    ana, bruno = stage.person("ana"), stage.person("bruno")
    card = await to_approve(stage)
    await card.press("Devolver")
    form = await bruno.modal()
    await form.fill("Qué hay que cambiar, o por qué no va", "No procede")
    assert await form.submit() == {}
    told = await ana.sees_directly("devolvió la factura de")

    await told.press("Descartar", confirm=True)

    await card.shows("descartó")
    await told.shows("la descartó")
    assert "Corregir y reenviar" not in told.buttons
    assert texts(ana, "descartó la factura de", channel="direct") == []


async def test_a_card_that_was_decided_already_says_who_and_when(stage: Stage) -> None:
    ana, bruno = stage.person("ana"), stage.person("bruno")
    card = await to_approve(stage)
    await card.press("Devolver")
    brunos = await bruno.modal()
    diegos = await stage.person("diego").sees("Factura por aprobar")
    await diegos.press("Devolver")
    form = await stage.person("diego").modal()
    await form.fill("Qué hay que cambiar, o por qué no va", "Falta la OC")
    assert await form.submit() == {}
    await ana.sees_directly("devolvió la factura de")

    await brunos.fill("Qué hay que cambiar, o por qué no va", "Otra cosa")
    await brunos.submit()

    told = await bruno.modal("Cobro")
    assert f"{mention(stage, 'diego')} ya la devolvió" in told.text


async def test_a_return_asks_for_its_reason(stage: Stage) -> None:
    card = await to_approve(stage)
    await card.press("Devolver")
    form = await stage.person("bruno").modal()

    await form.submit()

    assert list(form.errors) == ["Qué hay que cambiar, o por qué no va"]
    assert "Factura por aprobar" in card.text
