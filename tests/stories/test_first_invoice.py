"""Ana invoices a clinic, Bruno approves it, the client gets it, Carla records the payment, the channel is told."""

from tests.stories.invoicing import pays_a_part
from tests.stories.stage import Stage


async def test_from_the_first_word_to_the_last_peso(stage: Stage) -> None:
    ana, bruno, carla = stage.person("ana"), stage.person("bruno"), stage.person("carla")

    await ana.types("/invoice create")
    form = await ana.modal("Nueva factura")
    await form.fill("Cliente", "Clínica Los Andes")
    await form.fill("Producto o servicio", "Mantenimiento preventivo")
    await form.shows("Subtotal")
    assert await form.submit() == {}
    await ana.sees_directly("En aprobación")

    card = await bruno.sees("Factura por aprobar")
    assert "$" not in card.notification
    await card.press("Aprobar y emitir", confirm=True)
    await card.shows("Deshacer")
    assert stage.invoices[0]["status"] == "draft"
    stage.clock.advance(16)
    await card.shows("emitida")

    (invoice,) = stage.invoices
    number = invoice["numberTemplate"]["fullNumber"]
    assert number in card.text
    assert invoice["stamp"]["cufe"][:4] in card.text
    assert "Alegra la envió a facturacion@losandes.example" in card.text
    assert [email["to"] for email in stage.emails[-1:]] == [["facturacion@losandes.example"]]
    await card.shows("PDF y XML en el hilo")
    papers = [file["name"] for message in card.thread() for file in message.files]
    assert papers == [f"{number}_ClinicaLosAndes.pdf", f"{number}_ClinicaLosAndes.xml"]
    await ana.sees_directly(number)

    await (await carla.sees("Registrar pago")).press("Registrar pago")
    payment = await carla.modal("Registrar pago")
    assert "Saldo de FE342: $1.011.500" in payment.text.replace("*", "")
    await payment.fill("Valor que entró al banco", "500,000")
    await payment.submit()
    assert "500000" in payment.errors["Valor que entró al banco"]
    await pays_a_part(payment, "511.500,00")
    await card.shows("Abonada")
    told = await bruno.sees("511.500")
    assert "$511.500" in told.text
    assert "Retenciones  $66.436" in told.text, "the clinic always withholds"
    assert "$433.564" in told.text

    await (await carla.sees("Abonada")).press("Registrar pago")
    payment = await carla.modal("Registrar pago")
    await payment.fill("Valor que entró al banco", "433564")
    assert await payment.submit() == {}
    await card.shows("Pagada")
    await bruno.sees("completa")
    assert [each["status"] for each in stage.invoices] == ["closed"]
    assert len([message for message in bruno.messages() if "FE342" in message.text and "💰" in message.text]) == 2
