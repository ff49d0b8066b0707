"""Nobody can find out whether Alegra did it: a person has it sent again, or says what it became, and it is there once."""

import json
from typing import Any

from bot.store.connection import Client
from sandbox.slack.client.message import Message
from sandbox.slack.client.person import Person
from tests.stories.acts import a_filled_form, in_time
from tests.stories.failing import cards
from tests.stories.invoicing import in_alegra, mention, texts
from tests.stories.stage import Stage, performance

SENDS = 4
LOOK = "Consultar ya"
LINK, SEND = "Sí pasó: enlazarla", "Enviar otra vez"
NUMBER = "Número de la factura, o su id"


async def test_an_approver_has_it_sent_again_and_then_links_what_somebody_made_by_hand(redis: Client) -> None:
    async with performance(redis) as stage:
        bruno = stage.person("bruno")
        card = await _nobody_knows(stage)
        assert "la envié varias veces y Alegra nunca respondió" in card.text
        assert all(mention(stage, name) in card.text for name in ("bruno", "diego"))
        await stage.person("ana").sees_directly("una persona debe mirarlo")
        await (await stage.person("ana").sees(SEND)).press(SEND)
        await stage.person("ana").sees_privately("No tienes permiso para eso")

        await _admins_find_it(stage)
        await card.press(SEND)
        form = await (await bruno.modal(SEND)).shows("dos borradores")
        assert await form.submit() != {}
        await form.fill("Cómo sabes que no está", "La busqué en Alegra")
        assert await form.submit() == {}
        await card.shows("la envío otra vez y te digo aquí")
        await in_time(stage, lambda: len(_sends(stage)) == SENDS and SEND in card.text, lambda: card.text)
        assert stage.invoices == []

        made = await in_alegra(stage, "POST", "/invoices", _as_sent(stage))
        await card.press(LINK)
        await _is_linked(bruno, str(made["id"]))
        await card.shows("Factura por aprobar")
        assert [each["id"] for each in stage.invoices] == [made["id"]]
        assert len(cards(stage)) == 1
        await card.press("Aprobar y emitir", confirm=True)
        await bruno.sees_privately("La hiciste o la editaste tú")


async def test_when_a_person_says_that_it_is_not_there_the_channel_reads_so_and_asks_no_more(redis: Client) -> None:
    async with performance(redis) as stage:
        stage.traffic.expect("fault drop_before")
        card = await _nobody_knows(stage)
        await card.press("Ya la miré")
        form = await stage.person("bruno").modal("Qué pasó en Alegra")
        await form.fill("En Alegra", "No quedó hecho")
        await form.fill("Qué viste", "No está entre los borradores")
        assert await form.submit() == {}
        await card.shows("no quedó creada en Alegra")
        assert card.buttons == []
        told = await stage.person("ana").sees_directly("no quedó creada en Alegra")
        assert told.buttons != []


async def _nobody_knows(stage: Stage) -> Message:
    """The card of a creation that left three times, was answered never and is not there."""
    stage.traffic.expect("fault drop_before")
    stage.traffic.expect("GET /invoices/999999 No se encontr")
    stage.alegra.state.faults.add("drop_before", method="POST", path="/invoices", times=SENDS)
    assert await (await a_filled_form(stage)).submit() == {}
    unsure = await stage.person("bruno").sees("Puede que sí haya quedado creada")
    assert "por la marca que puse en su nota interna" in unsure.text
    assert "miro otra vez a las" in unsure.text
    await (await stage.person("carla").sees(LOOK)).press(LOOK)
    assert mention(stage, "ana") in (await stage.person("carla").sees_privately("No tienes permiso para eso")).text
    await (await stage.person("ana").sees(LOOK)).press(LOOK)
    needy = await in_time(stage, lambda: unsure if LINK in unsure.text else None, lambda: unsure.text)
    assert texts(stage.person("ana"), "No tienes permiso") == [], "it is hers"
    return needy


async def _admins_find_it(stage: Stage) -> None:
    diego, bruno = stage.person("diego"), stage.person("bruno")
    await bruno.types("/cobro operations")
    assert mention(stage, "diego") in (await bruno.sees_privately("No tienes permiso")).text
    await diego.types("/cobro operaciones lista persona")
    listed = await diego.sees_privately("necesita a una persona")
    await listed.press("Ver")
    shown = await diego.sees_privately("Salió 3 veces")
    assert all(label in shown.text for label in ("Consultar otra vez", LINK, SEND, "Ya la miré"))
    await diego.types("/cobro operations list done")
    await diego.sees_privately("Operaciones: hecha")
    await diego.types("/cobro operations retry D-0000")
    await diego.sees_privately("No hay ninguna operación que se llame así")
    await diego.types("/cobro operations list nonsense")
    await diego.sees_privately("Se puede filtrar por")


async def _is_linked(bruno: Person, key: str) -> None:
    asked = await bruno.modal(LINK)
    await asked.fill(NUMBER, "999999")
    assert await asked.submit() == {}
    again = await (await bruno.modal(LINK)).shows("No hay una sola que se llame así")
    await again.fill(NUMBER, key)
    assert await again.submit() == {}
    beside = await (await bruno.modal(LINK)).shows("Es lo que se pidió")
    assert await beside.submit() == {}


def _sends(stage: Stage) -> list[Any]:
    return [line for line in stage.requests("POST /invoices") if line.what == "POST /invoices"]


def _as_sent(stage: Stage) -> dict[str, Any]:
    """What Cobro had asked for, as a person types it: without its mark."""
    body: dict[str, Any] = json.loads(_sends(stage)[0].request["body"])
    return {name: value for name, value in body.items() if name != "observations"}
