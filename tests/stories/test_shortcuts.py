"""Shortcuts: from anywhere, and from what somebody wrote; its text and its files go along."""

from sandbox.slack.client.message import Message
from tests.stories.acts import in_time
from tests.stories.stage import Stage

REQUEST = "Por favor facturar para *Clínica Los Andes*:\n• 4 x mantenimiento preventivo cuarto @850000\n• 2 x dragones"


async def _asked_for(stage: Stage, text: str, files: dict[str, bytes] | None = None) -> Message:
    message = await stage.person("bruno").types(text, files=files)
    assert message
    return message


async def test_a_new_invoice_from_anywhere_in_either_language_and_nothing_for_whoever_may_not(stage: Stage) -> None:
    ana, emma = stage.person("ana"), stage.person("emma")
    for name in ("Nueva factura", "New invoice"):
        assert await ana.uses_shortcut(name) is None
        await (await ana.modal("Nueva factura")).close()
    await emma.uses_shortcut("Payment from message", message=await _asked_for(stage, "FE329 pagada"))
    await emma.sees_privately("You are not allowed to do that")
    assert emma.modals() == []


async def test_an_invoice_from_a_message_takes_its_client_its_lines_and_its_file_along(stage: Stage) -> None:
    ana = stage.person("ana")
    message = await _asked_for(stage, REQUEST, {"OC 45-8812.pdf": b"%PDF-1.4"})

    await ana.uses_shortcut("Factura de este mensaje", message=message)

    form = await ana.modal("Nueva factura")
    await form.shows("facturacion@losandes.example")
    assert "4 × Mantenimiento preventivo cuarto" in form.text
    assert "no encuentro «dragones» en Alegra" in form.text
    assert "«OC 45-8812.pdf» no se adjunta en Alegra" in form.text
    assert await form.submit() == {}
    await in_time(stage, lambda: stage.invoices, "the draft")
    note = stage.invoices[0]["observations"]
    assert "Del mensaje: «Por favor facturar para Clínica Los Andes" in note
    assert "OC 45-8812.pdf" in note
    assert "/files/" in note


async def test_a_form_begun_before_is_not_lost_by_a_shortcut(stage: Stage) -> None:
    ana = stage.person("ana")
    await ana.types("/invoice create")
    begun = await ana.modal("Nueva factura")
    await begun.fill("Cliente", "Hotel Mirador")
    await begun.shows("Hotel Mirador")
    await begun.close()

    await ana.uses_shortcut("Invoice from message", message=await _asked_for(stage, REQUEST))
    await (await ana.modal("Nueva factura")).shows("Clínica Los Andes")
    await (await ana.modal("Nueva factura")).close()
    await ana.types("/invoice create")

    again = await ana.modal("Nueva factura")
    assert "Hotel Mirador" in again.text


async def test_a_payment_from_a_message_finds_the_invoice_that_it_names(stage: Stage) -> None:
    carla = stage.person("carla")
    message = await _asked_for(stage, "Ya pagaron la FE-329, $1.000.000", {"comprobante.png": b"png"})

    await carla.uses_shortcut("Pago de este mensaje", message=message)

    form = await carla.modal("Registrar pago")
    await form.shows("Hotel Mirador del Río")
    told = await carla.sees_privately("comprobante.png")
    assert "Cobro no lee los archivos de Slack" in told.text
