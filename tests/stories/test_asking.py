"""What people ask: lists, cards, help, who did what, and exactly what was sent."""

from sandbox.slack.client.message import Message
from sandbox.slack.client.person import Person
from sandbox.slack.client.waiting import until
from tests.stories.invoicing import issued, to_approve
from tests.stories.stage import Stage


async def test_the_last_invoices_and_a_card_one_click_away(stage: Stage) -> None:
    await issued(stage)
    ana = stage.person("ana")

    await ana.types("/invoice list")

    listed = await ana.sees_privately("Últimas facturas")
    assert "FE342" in listed.text
    assert "FE341" in listed.text
    await listed.press("Ver", beside="FE342")
    card = await ana.sees_privately("Aceptada por la DIAN")
    assert "FE342" in card.text


async def test_the_invoices_of_one_client(stage: Stage) -> None:
    ana = stage.person("ana")

    await ana.types("/factura lista hotel mirador")

    listed = await ana.sees_privately("Facturas con «hotel mirador»")
    assert "FE329" in listed.text
    assert "Clínica" not in listed.text
    await ana.types("/invoice list dragones")
    await ana.sees_privately("No encontré facturas con «dragones»")


async def test_an_invoice_by_its_number_or_its_name(stage: Stage) -> None:
    card = await to_approve(stage)
    ana = stage.person("ana")
    told = await ana.sees_directly("En aprobación")
    name = next(word for word in told.text.split() if word.startswith("D-"))

    await ana.types(f"/invoice show {name.lower()}")
    assert "Factura por aprobar" in (await ana.sees_privately("Factura por aprobar")).text
    await ana.types("/factura ver FE329")
    shown = await ana.sees_privately("FE329")

    assert "Hotel Mirador del Río" in shown.text
    assert "saldo $2.950.000" in shown.text
    assert "Factura por aprobar" in card.text


async def test_an_unknown_number_says_where_to_look(stage: Stage) -> None:
    for typed in ("/invoice show FE99999", "/invoice show D-ZZZZ", "/factura ver nada de nada"):
        told = await _answered(stage.person("ana"), typed, "No encontré la factura")
        assert "/factura lista" in told.text, typed


async def test_help(stage: Stage) -> None:
    for typed, shown in (
        ("/invoice help", "/factura ver FE341"),
        ("/factura ayuda", "/factura ver FE341"),
        ("/payment help", "/pago registrar FE341"),
        ("/pago ayuda", "/pago registrar FE341"),
        ("/cobro help", "/pago registrar FE341"),
        ("/cobro", "/cobro ayuda"),
        ("/payment", "/pago registrar FE341"),
    ):
        told = await _answered(stage.person("ana"), typed, "Esto puedes escribir")
        assert shown in told.text, typed
        assert "No entendí" not in told.text, typed


async def test_anything_else_gets_help_too(stage: Stage) -> None:
    for typed in ("/invoice crea una", "/payment <!channel>", "/cobro reset", "/factura borrar FE1"):
        told = await _answered(stage.person("ana"), typed, "No entendí")
        assert "Esto puedes escribir" in told.text, typed
        assert "<!channel>" not in str(told.blocks), typed


async def test_the_history_tells_who_did_what(stage: Stage) -> None:
    card, bruno = await issued(stage), stage.person("bruno")

    await card.choose("issued.more", "Historial")

    told = await bruno.sees_privately("Historial de FE342")
    assert "la envió a aprobación" in told.text
    assert "la aprobó" in told.text


async def test_the_technical_request_is_for_admins_and_shows_no_secret(stage: Stage) -> None:
    card, diego = await to_approve(stage), stage.person("diego")

    await card.choose("invoice.more", "Solicitud técnica")
    await stage.person("bruno").sees_privately("No tienes permiso")
    await (await diego.sees("Factura por aprobar")).choose("invoice.more", "Solicitud técnica")

    told = await diego.sees_privately("POST /invoices")
    assert stage.environment["ALEGRA_TOKEN"] not in told.text
    assert "Mantenimiento preventivo" in told.text


async def _answered(person: Person, typed: str, text: str) -> Message:
    """What this is answered with, and not what was before."""

    def answers() -> list[Message]:
        return [message for message in person.messages() if text in message.text]

    before = len(answers())
    await person.types(typed)
    return (await until(lambda: answers()[before:], f"the answer to {typed}"))[0]
