"""An issued invoice: sent again, voided, or why it cannot be."""

from bot.store.connection import Client
from sandbox.slack.client.waiting import until
from tests.stories.invoicing import a_while, in_alegra, issued, mention, opened, pays_a_part, texts
from tests.stories.stage import Stage, performance

EMAILS = "/email"


async def test_sent_again_to_another_address(stage: Stage) -> None:
    card, carla = await issued(stage), stage.person("carla")
    carlas = await carla.sees("Registrar pago")

    await carlas.press("Reenviar")
    form = await carla.modal("Enviar por correo")
    assert form.value("Para") == "facturacion@losandes.example"
    assert "Alegra la envió" in form.text
    await form.fill("Para", "tesoreria@losandes.example, no es una dirección")
    await form.submit()
    assert "No es una dirección de correo" in form.errors["Para"]
    await form.fill("Para", "tesoreria@losandes.example\npagos@losandes.example")
    await form.fill("Mensaje", "Adjunto la factura de noviembre")
    assert await form.submit() == {}

    await card.shows("la envió a tesoreria@losandes.example")
    (_, again) = stage.emails_since
    assert again["to"] == ["tesoreria@losandes.example", "pagos@losandes.example"]


async def test_an_email_of_unknown_fate_is_shown_and_never_repeated_by_itself(stage: Stage) -> None:
    card, carla = await issued(stage), stage.person("carla")
    stage.traffic.expect("lost_answer")
    stage.alegra.state.faults.add("lost_answer", method="POST", path="/invoices/*/email")
    await (await carla.sees("Registrar pago")).press("Reenviar")
    form = await carla.modal("Enviar por correo")
    assert await form.submit() == {}

    await a_while(stage, 600)

    await card.shows("no sé si salió")
    assert len([line for line in stage.requests("POST") if line.what.endswith(EMAILS)]) == 1
    assert len(stage.emails_since) == 2


async def test_somebody_who_does_not_collect_may_not_send_it(stage: Stage) -> None:
    await issued(stage)
    ana = stage.person("ana")

    await (await ana.sees("Registrar pago")).press("Reenviar")

    assert mention(stage, "carla") in (await ana.sees_privately("No tienes permiso")).text
    assert ana.modals() == []


async def test_where_cobro_sends_it_the_client_gets_it_once(redis: Client) -> None:
    async with performance(redis, COBRO_EMAIL_ON_STAMP="cobro") as stage:
        stage.alegra.state.switches.change({"email_on_stamp": False})
        card = await issued(stage)

        await until(lambda: stage.emails_since, "the e-mail")
        await card.shows("PDF y XML en el hilo")
        await card.no_longer_shows("Enviando el correo")
        assert [email["to"] for email in stage.emails_since] == [["facturacion@losandes.example"]]


async def test_a_plain_invoice_is_voided_with_a_reason(stage: Stage) -> None:
    card, bruno = await opened(stage), stage.person("bruno")

    await card.press("Anular")
    form = await bruno.modal("Anular factura")
    await form.submit()
    assert "Motivo" in form.errors
    await form.fill("Motivo", "Se facturó dos veces")
    assert await form.submit() == {}

    await card.shows("Se facturó dos veces")
    (invoice,) = stage.invoices
    assert invoice["status"] == "void"
    told = await stage.person("ana").sees_directly("anuló")
    assert "Se facturó dos veces" in told.text


async def test_a_plain_invoice_with_a_payment_is_not_voided_and_the_reason_is_told(stage: Stage) -> None:
    card, bruno, carla = await opened(stage), stage.person("bruno"), stage.person("carla")
    await card.press("Anular")
    form = await bruno.modal("Anular factura")
    await (await carla.sees("Registrar pago")).press("Registrar pago")
    payment = await carla.modal("Registrar pago")
    await pays_a_part(payment, "11.500,00")
    await card.shows("Abonada")
    assert "Anular" not in card.buttons

    await form.fill("Motivo", "Ya no")
    await form.submit()

    told = await bruno.modal("Anular o corregir")
    assert "tiene pagos por $77.936" in told.text
    assert stage.invoices[0]["status"] == "open"


async def test_requesters_may_not_void(stage: Stage) -> None:
    await opened(stage)
    ana = stage.person("ana")

    await (await ana.sees("Registrar pago")).press("Anular")

    await ana.sees_privately("No tienes permiso")
    assert ana.modals() == []


async def test_a_stamped_invoice_says_why_it_cannot_be_voided_and_what_comes_instead(stage: Stage) -> None:
    card, bruno = await issued(stage), stage.person("bruno")

    await card.press("Anular o corregir")

    told = await bruno.modal("Anular o corregir")
    assert "ya fue aceptada por la DIAN" in told.text
    assert "nota crédito" in told.text
    assert told.submit_label == ""
    assert [line.what for line in stage.requests("/void")] == []


async def test_voided_behind_everybodys_back_the_card_says_so_when_it_is_asked_for(stage: Stage) -> None:
    card, bruno = await opened(stage), stage.person("bruno")
    (invoice,) = stage.invoices
    await in_alegra(stage, "POST", f"/invoices/{invoice['id']}/void", {"cause": "x"})

    await card.press("Anular")
    form = await bruno.modal("Anular factura")
    await form.fill("Motivo", "Se facturó dos veces")
    assert await form.submit() == {}

    await card.shows("🚫")
    assert len(texts(bruno, "🚫")) == 1
