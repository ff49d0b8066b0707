"""Cobro was replaced by this version overnight: what the older one began is ended, with its cards and its buttons."""

from collections.abc import AsyncIterator

import pytest

from bot.store.connection import Client
from tests.stories.a_day_before import the_day_after
from tests.stories.acts import is_issued
from tests.stories.invoicing import UNDO_IS_OVER, approves, chooses_options
from tests.stories.stage import Stage


@pytest.fixture
async def stage(redis: Client) -> AsyncIterator[Stage]:
    async with the_day_after(redis, minutes=2) as stage:
        yield stage


async def test_what_was_waiting_goes_on_and_what_was_issued_is_paid_and_voided(stage: Stage) -> None:
    accepted = await stage.person("bruno").sees("Clínica Los Ángeles")
    await _approved_by_the_old_button(stage)
    await _corrected_from_the_old_message(stage)
    await _paid_from_the_old_card(stage)
    await _voided_by_its_number(stage)
    await _audited(stage)
    await is_issued(stage, accepted)
    assert {invoice["client"]["name"].split(" S.A")[0]: invoice["status"] for invoice in stage.invoices} == {
        "Clínica Los Andes": "closed",
        "Clínica Los Ángeles": "open",
        "Colegio Nuestra Señora del Rosario": "draft",
        "Hotel Mirador del Río": "void",
        "Laboratorio Clínico Vélez": "open",
    }
    assert len(stage.requests("POST /invoices/stamp")) == 2


async def _approved_by_the_old_button(stage: Stage) -> None:
    card = await stage.person("bruno").sees("Factura por aprobar")
    assert "Laboratorio Clínico Vélez" in card.text
    await approves(card)
    stage.clock.advance(UNDO_IS_OVER)
    await card.shows("emitida")


async def _corrected_from_the_old_message(stage: Stage) -> None:
    ana = stage.person("ana")
    await (await ana.sees_directly("Falta la orden de compra")).press("Corregir y reenviar")
    form = await ana.modal()
    await chooses_options(form, ana, {"Orden de compra": "45-8821"})
    assert await form.submit() == {}
    card = await stage.person("bruno").sees("Factura por aprobar")
    assert "45-8821" in card.text
    assert "Colegio Nuestra Señora" in card.text


async def _paid_from_the_old_card(stage: Stage) -> None:
    carla = stage.person("carla")
    card = next(message for message in carla.messages() if "*FE342*" in message.text)
    await card.press("Registrar pago")
    form = await carla.modal("Registrar pago")
    await form.fill("Valor que entró al banco", "1011500", enter=True)
    assert await form.submit() == {}
    await card.shows("Pagada")


async def _voided_by_its_number(stage: Stage) -> None:
    bruno = stage.person("bruno")
    await bruno.types("/factura anular RR89")
    form = await bruno.modal("Anular factura")
    await form.fill("Motivo", "Duplicada")
    assert await form.submit() == {}
    card = next(message for message in bruno.messages() if "RR89" in message.text)
    await card.shows("anulada")


async def _audited(stage: Stage) -> None:
    """Of what the older version did there is no entry: the audit begins with what this one does."""
    diego = stage.person("diego")
    await diego.types("/cobro audit FE342")
    told = (await diego.sees_privately("Auditoría de FE342")).text
    assert "registró un pago" in told
    assert "La cadena está entera" in told
