"""The form of an invoice: what it fills in by itself, what it forgives, what it remembers."""

import asyncio

import pytest

from sandbox.slack.client.modal import Modal
from tests.stories.invoicing import CLINIC, ITEM, PRICE, asks_for, chooses_options, fills, opens_form
from tests.stories.stage import Stage


async def test_the_clients_term_and_seller_come_with_the_client(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await fills(await opens_form(ana), client="Hotel Mirador")
    await form.shows("15 días")
    assert form.value("Vence")["text"]["text"] == "15 días"

    assert await form.submit() == {}

    await ana.sees_directly("En aprobación")
    (invoice,) = stage.invoices
    assert invoice["dueDate"] == "2026-12-12"
    assert invoice["seller"]["id"] == "2"
    assert invoice["paymentForm"] == "CREDIT"


async def test_the_same_as_the_last_time(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await opens_form(ana)
    await form.fill("Cliente", CLINIC)
    await form.shows("sin vencidos")
    again = next(label for label in form.buttons if label.startswith("Igual que la anterior (FE"))

    await form.press(again)
    await form.shows("1. ")
    assert await form.submit() == {}

    await ana.sees_directly("En aprobación")
    (invoice,) = stage.invoices
    number = again.split("(")[1].split(" ")[0]
    books = stage.alegra.state.books.invoices.values()
    before = next(each for each in books if each["numberTemplate"]["fullNumber"] == number)
    assert [(line["id"], line["price"]) for line in invoice["items"]] == [
        (line["id"], line["price"]) for line in before["items"]
    ]
    assert invoice["date"] == "2026-11-27"
    card = await stage.person("bruno").sees("Factura por aprobar")
    assert "Sin vencidos" in card.text


async def test_more_options_reach_alegra(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await fills(await opens_form(ana))
    options = {
        "Orden de compra": "45-8812",
        "Nota impresa en la factura": "Gracias",
        "Nota interna": "contrato 2026-07",
        "Centro de costo": "Norte",
        "Fecha de la factura": "Una fecha fija",
        "Fecha fija": "2026-11-26",
    }

    await chooses_options(form, ana, options)
    await form.shows("Fecha fija")
    await form.shows("OC: 45-8812")
    assert await form.submit() == {}

    await ana.sees_directly("En aprobación")
    (invoice,) = stage.invoices
    assert invoice["purchaseOrderNumber"] == "45-8812"
    assert invoice["anotation"] == "Gracias"
    assert invoice["observations"].startswith("Pidió Ana Torres. contrato 2026-07 [cobro:")
    assert invoice["date"] == "2026-11-26"
    assert invoice["costCenter"]["name"] == "Norte"
    card = await stage.person("bruno").sees("Factura por aprobar")
    for shown in ("45-8812", "contrato 2026-07", "Gracias", "Norte"):
        assert shown in card.text


async def test_a_closed_form_is_resumed_and_can_be_thrown_away(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await fills(await opens_form(ana), quantity="7")
    await form.shows("*Total $7.080.500*")
    await form.close()

    again = await opens_form(ana)
    assert "Seguimos donde ibas" in again.text
    assert "*Total $7.080.500*" in again.text
    assert again.value("Cantidad") == "7"
    await again.close()
    await ana.types(
        "/factura crear 3 x mantenimiento preventivo, 1 x visita de diagnóstico @90000 para Clínica Los Andes"
    )
    typed = await ana.modal("Nueva factura")
    assert "Seguimos donde ibas" not in typed.text
    assert "3 × Mantenimiento preventivo" in typed.text
    assert "1 × Visita de diagnóstico" in typed.text
    await typed.close()

    again = await opens_form(ana)
    assert again.value("Cantidad") == "7"
    await again.press("Empezar de cero")
    await again.no_longer_shows("Seguimos donde ibas")
    assert again.value("Cliente") is None
    await again.close()

    assert "Seguimos donde ibas" not in (await opens_form(ana)).text


async def test_after_it_was_sent_the_form_begins_empty(stage: Stage) -> None:
    ana = stage.person("ana")
    await asks_for(ana)

    form = await opens_form(ana)

    assert "Seguimos donde ibas" not in form.text
    assert form.value("Cliente") is None


async def test_submitting_twice_quickly_is_one_invoice(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await fills(await opens_form(ana))
    twice = Modal(stage.slack, ana.id, form._view)

    await asyncio.gather(form.submit(), twice.submit())

    await ana.sees_directly("En aprobación")
    assert len(stage.invoices) == 1
    assert len(stage.requests("POST /invoices")) == 1


async def test_accents_are_forgiven_numbers_found_and_no_key_press_asks_alegra(stage: Stage) -> None:
    form = await opens_form(stage.person("ana"))
    before = len(stage.requests("GET /contacts")) + len(stage.requests("GET /items"))
    stage.traffic.lines.clear()

    for typed in ("c", "cl", "cli", "clinica los a", "CLÍNICA LOS A", "900482713", "900.482.713-5"):
        assert any(option.startswith("Clínica Los Andes") for option in await form.options("Cliente", typed)), typed
    assert any(option.startswith("Nevera") for option in await form.options(ITEM, "nevera efic"))
    assert await form.options(ITEM, "dragones") == []

    assert before > 0
    assert [
        line.what for line in stage.traffic.lines if "/contacts?query" in line.what or "/items?query" in line.what
    ] == []


async def test_what_a_client_is_invoiced_most_is_offered_first(stage: Stage) -> None:
    form = await opens_form(stage.person("ana"))
    await form.fill("Cliente", CLINIC)
    await form.shows("sin vencidos")

    first = (await form.options(ITEM))[0]

    count: dict[str, int] = {}
    for invoice in stage.alegra.state.books.invoices.values():
        if invoice["client"]["id"] == "12":
            for line in invoice["items"]:
                count[line["name"]] = count.get(line["name"], 0) + 1
    assert count[first] == max(count.values())


async def test_a_client_given_with_the_command_is_chosen_already(stage: Stage) -> None:
    form = await opens_form(stage.person("ana"), "/factura crear Clínica Los Andes")
    assert form.value("Cliente")["text"]["text"].startswith("Clínica Los Andes")
    assert "facturacion@losandes.example" in form.text


async def test_the_word_payload_opens_the_form_like_any_other(stage: Stage) -> None:
    form = await opens_form(stage.person("ana"), "/invoice create payload")
    assert form.title == "Nueva factura"
    assert form.value("Cliente") is None


async def test_a_choice_whose_word_was_lost_still_counts_and_is_shown_once(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await opens_form(ana)
    await form.fill("Cliente", CLINIC)
    await form.shows("sin vencidos")
    stage.slack.state.faults.add("lost_delivery", what="block_actions")
    stage.traffic.expect("lost_delivery")
    stage.traffic.expect("block_actions")
    with pytest.raises(AssertionError):
        await form.fill(ITEM, "Visita de diagnóstico")
    await form.fill(PRICE, "150000")

    assert await form.submit() == {}

    await form.shows("*Total $178.500*")
    assert stage.invoices == []
    assert await form.submit() == {}
    await ana.sees_directly("En aprobación")
    assert [line["name"] for line in stage.invoices[0]["items"]] == ["Visita de diagnóstico"]
