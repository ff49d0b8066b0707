"""Clients and items: found with typos, added from Slack, once each, and what a client owes."""

from typing import Any

from sandbox.slack.client.modal import Modal
from sandbox.slack.client.waiting import until
from tests.stories.invoicing import CLINIC, issued, opens_form
from tests.stories.stage import Stage

SHOP = "Zapatería El Cordón"


async def fills_client(form: Modal, **fields: str) -> Modal:
    given = {
        "Nombre o razón social": SHOP,
        "NIT o número de documento": "901.555.777",
        "Correo al que se le factura": "pagos@cordon.example",
        "Dirección": "Cl 10 # 4-20",
        "Ciudad": "Bogotá",
        "Departamento": "Bogotá, D.C.",
    }
    for name, value in (given | fields).items():
        await form.fill(name, value)
    return form


def clients_called(stage: Stage, name: str) -> list[dict[str, Any]]:
    return [each for each in stage.alegra.state.books.contacts.values() if each["name"] == name]


async def test_a_client_is_added_and_invoiced_from_the_message_that_tells(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await fills_client(await opens_form(ana, f"/client create {SHOP}"))
    assert await form.submit() == {}

    told = await ana.sees_directly("ya es cliente en Alegra")

    [client] = clients_called(stage, SHOP)
    assert client["identificationObject"] == {"type": "NIT", "number": "901555777", "dv": "4"}
    assert (client["kindOfPerson"], client["regime"]) == ("LEGAL_ENTITY", "COMMON_REGIME")
    await told.press("Nueva factura")
    invoice = await ana.modal("Nueva factura")
    assert SHOP in str(invoice.value("Cliente"))


async def test_a_client_is_added_in_the_middle_of_the_invoice_and_chosen_there(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await opens_form(ana)
    offered = await form.options("Cliente", "zapateria el cordon")
    assert offered[-1] == "➕ Crear cliente «zapateria el cordon»"
    await form.choose("Cliente", offered[-1])
    client = await fills_client(await ana.modal("Nuevo cliente"))
    assert await client.submit() == {}

    form = await ana.modal("Nueva factura")

    await until(lambda: SHOP in str(form.value("Cliente")), "the new client in the form")
    assert len(clients_called(stage, SHOP)) == 1


async def test_what_is_wrong_is_said_under_its_field(stage: Stage) -> None:
    form = await fills_client(
        await opens_form(stage.person("ana"), "/cliente crear"),
        **{"NIT o número de documento": "901.555.777-9", "Correo al que se le factura": "pagos"},
    )

    errors = await form.submit()

    assert sorted(errors.values()) == ["El dígito de verificación de 901555777 es 4", "No parece un correo"]
    assert clients_called(stage, SHOP) == []


async def test_an_identification_that_somebody_has_is_refused_with_what_to_do(stage: Stage) -> None:
    stage.traffic.expect("POST /contacts")
    ana = stage.person("ana")
    taken = next(each for each in stage.alegra.state.books.contacts.values() if each["name"].startswith(CLINIC))
    number = taken["identificationObject"]["number"]
    form = await fills_client(await opens_form(ana, "/client create"), **{"NIT o número de documento": number})
    assert await form.submit() == {}

    refused = await ana.sees_directly("Alegra no creó el cliente")

    assert "úsalo en lugar de crear otro" in refused.text


async def test_an_answer_that_is_lost_makes_no_second_client(stage: Stage) -> None:
    ana = stage.person("ana")
    stage.traffic.expect("fault ")
    stage.alegra.state.faults.add("lost_answer", method="POST", path="/contacts")
    assert await (await fills_client(await opens_form(ana, "/client create"))).submit() == {}
    await ana.sees_directly("Alegra no respondió al crear")

    stage.clock.advance(10)

    await ana.sees_directly("ya es cliente en Alegra")
    assert len(clients_called(stage, SHOP)) == 1


async def test_an_item_is_added_and_found_although_it_is_misspelled(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await opens_form(ana, "/item create Limpieza de condensador grande")
    await form.fill("Precio unitario sin impuestos", "185000")
    await form.fill("Impuesto", "IVA")
    assert await form.submit() == {}
    await ana.sees_directly("ya está en el catálogo de Alegra")

    await ana.types("/producto buscar condesador grnde")

    found = await ana.sees("Limpieza de condensador grande")
    assert "$185.000" in found.text


async def test_what_a_client_owes_is_told_to_whoever_asks(stage: Stage) -> None:
    await issued(stage)
    ana = stage.person("ana")

    await ana.types("/client statement Clínica Los Andes S.A.S.")

    statement = await ana.sees("Estado de cuenta de Clínica Los Andes")
    assert stage.invoices[0]["numberTemplate"]["fullNumber"] in statement.text
    assert "Debe" in statement.text


async def test_a_dry_run_shows_the_request_and_adds_nobody(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await fills_client(await opens_form(ana, "/client create --dry-run"))

    await form.submit()

    shown = await ana.modal("Cobro")
    await until(lambda: "POST" in shown.text and "/contacts" in shown.text, "the request")
    assert clients_called(stage, SHOP) == []
