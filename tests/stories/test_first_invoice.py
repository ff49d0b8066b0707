"""Ana invoices a clinic, Bruno approves it, the client gets it, the payment is told."""

from tests.stories.stage import Stage


async def test_from_the_first_word_to_the_last_peso(stage: Stage) -> None:
    ana, bruno = stage.person("ana"), stage.person("bruno")

    await ana.types("/invoice create")
    form = await ana.modal("Nueva factura")
    await form.fill("Cliente", "Clínica Los Andes")
    await form.fill("Producto o servicio", "Mantenimiento preventivo")
    await form.shows("Subtotal")
    assert await form.submit() == {}

    card = await bruno.sees("Factura por aprobar")
    await card.press("Aprobar y emitir", confirm=True)
    await card.shows("Deshacer")
    stage.clock.advance(16)
    await card.shows("emitida")
    (invoice,) = stage.invoices
    assert invoice["numberTemplate"]["fullNumber"] in card.text
