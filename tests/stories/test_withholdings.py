"""Payments as Colombian clients make them: net of what they withhold, several invoices at once, in parts."""

import asyncio
from decimal import Decimal
from typing import Any

import pytest

from sandbox.slack.client.modal import Modal
from sandbox.slack.client.waiting import until
from tests.stories.invoicing import a_while, issued, payments, texts
from tests.stories.stage import Stage

AMOUNT = "Valor que entró al banco"
NET_OF_MAINTENANCE = "945064"
"""1.011.500 less 4 % of 850.000, 15 % of 161.500 of VAT and 9,66 per thousand of 850.000."""


async def test_a_client_that_always_withholds_pays_net_and_owes_nothing(stage: Stage) -> None:
    card = await issued(stage)
    form = await _from_card(stage)
    assert "Retenciones" not in form.text, "first what entered the bank"

    await form.fill(AMOUNT, NET_OF_MAINTENANCE)
    await form.submit()
    await form.shows("Coincide con lo que suele retener Clínica Los Andes")
    assert payments(stage) == [], "nothing is recorded that was not on screen"
    for line in (
        "Retefuente servicios 4 % × 850.000 = 34.000",
        "ReteIVA 15 % × 161.500 = 24.225",
        "9,66‰ × 850.000 = 8.211",
    ):
        assert line in form.text
    assert "queda en *$0*" in form.text
    assert await form.submit() == {}

    await card.shows("Pagada")
    (payment,) = payments(stage)
    assert sorted(int(each["amount"]) for each in payment["retentions"]) == [8211, 24225, 34000]
    assert payment["observations"].startswith("Registró "), "Alegra shows one user for everybody"
    news = await _told(stage, "FE342")
    assert "Entró a Bancolombia Cta Cte" in news
    assert "Retenciones  $66.436" in news
    assert "Aplicado $1.011.500" in news
    await a_while(stage, 130)
    assert len(_news(stage)) == 1


@pytest.mark.parametrize("seconds", [0.05, 0.8])
async def test_what_a_client_usually_withholds_arrives_however_late(stage: Stage, seconds: float) -> None:
    """Whoever types faster than Alegra answers loses nothing of the answer, whichever of the two is stored first."""
    await issued(stage)
    stage.traffic.expect("slow")
    stage.alegra.state.faults.add("slow", method="GET", path="/payments", seconds=seconds)
    form = await _from_card(stage)
    await form.fill(AMOUNT, NET_OF_MAINTENANCE)
    await form.submit()
    await form.shows("Coincide con lo que suele retener Clínica Los Andes")
    assert payments(stage) == []


async def test_the_certificate_says_something_else_and_the_rest_is_explained(stage: Stage) -> None:
    card = await issued(stage)
    form = await _from_card(stage)
    await form.fill(AMOUNT, "900000", enter=True)
    await form.fill("Retenciones de FE342", ["Retefuente servicios"])
    await form.press("El certificado trae otros valores")
    await form.fill("Retefuente servicios de FE342, según el certificado", "29.750,00", enter=True)
    await form.shows("queda en *$81.750*")
    await form.fill("¿Qué es lo que falta?", "Otro motivo")
    await form.fill("Cuál motivo", "Descuento por pronto pago")
    assert await form.submit() == {}

    await card.shows("Abonada")
    (payment,) = payments(stage)
    assert [str(each["amount"]) for each in payment["retentions"]] == ["29750"]
    assert "Descuento por pronto pago" in payment["observations"]
    assert "Quedan $81.750: «Descuento por pronto pago»" in await _told(stage, "FE342")


async def test_two_invoices_in_one_payment_net_of_what_was_withheld(stage: Stage) -> None:
    """Of a client of whom Cobro knew nothing: both were made in Alegra."""
    first, second = _open_invoices(stage, "16")[:2]
    carla = stage.person("carla")
    await carla.types("/payment record Mercados La Colina")
    form = await carla.modal("Registrar pago")
    await form.shows("2 facturas abiertas")
    left = Decimal(first["balance"]) + Decimal(second["balance"]) - 1000000
    await form.fill(AMOUNT, str(left), enter=True)
    await form.shows("queda en *$1.000.000*")
    await form.fill(f"Retenciones de {_number(second)}", ["Retefuente servicios"])
    await form.shows("Retefuente servicios 4 %")
    await form.fill("¿Qué es lo que falta?", "Retención por documentar")
    assert await form.submit() == {}

    news = await _told(stage, _number(second))
    (payment,) = _payments_of(stage, second)
    assert [each["id"] for each in payment["invoices"]] == [first["id"], second["id"]]
    assert first["status"] == "closed"
    assert _number(first) in news
    assert "retención por documentar" in news
    assert len(stage.requests("POST /payments")) == 1
    await a_while(stage, 130)
    assert len(_news(stage)) == 1


async def test_several_invoices_are_recorded_once_when_the_answer_is_lost(stage: Stage) -> None:
    first, second = _open_invoices(stage, "16")[:2]
    stage.traffic.expect("lost_answer")
    stage.alegra.state.faults.add("lost_answer", method="POST", path="/payments")
    carla = stage.person("carla")
    both = Decimal(first["balance"]) + Decimal(second["balance"])
    await carla.types(f"/payment record {_number(first)},{_number(second)} {both}")
    form = await carla.modal("Registrar pago")
    await form.shows("2 facturas abiertas")
    brunos = await _typed(stage, _number(second), by="bruno")
    await brunos.fill(AMOUNT, str(second["balance"]))
    twice = Modal(stage.slack, form.person, form._view)
    await asyncio.gather(form.submit(), twice.submit())

    await until(lambda: stage.requests("POST /payments"), "the payment to leave")
    await brunos.submit()
    assert "Hay otra cosa en camino" in (await stage.person("bruno").modal("Cobro")).text, (
        "the second invoice is held too"
    )
    await _a_look_later(stage)

    assert _number(second) in await _told(stage, _number(first))
    assert len(_payments_of(stage, second)) == 1
    await a_while(stage, 260)
    assert len(stage.requests("POST /payments")) == 1
    assert len(_news(stage)) == 1


async def test_where_alegra_ignores_what_was_withheld_somebody_is_told(stage: Stage) -> None:
    stage.alegra.state.switches.change({"retentions_of_paid_invoices": False})
    first, second = _open_invoices(stage, "16")[:2]
    carla = stage.person("carla")
    await carla.types(f"/pago registrar {_number(first)},{_number(second)}")
    form = await carla.modal("Registrar pago")
    await form.fill(AMOUNT, "1000000", enter=True)
    await form.fill(f"Retenciones de {_number(first)}", ["ReteIVA"])
    await form.fill("¿Qué es lo que falta?", "Es un abono, deja el saldo")
    await form.fill(f"Aplicar a {_number(first)}", "500000", enter=True)
    await form.shows("Aplicado $500.000 + retenciones")
    assert await form.submit() == {}

    assert "Alegra no aplicó las retenciones" in await _told(stage, _number(first))


async def test_a_dry_run_shows_the_request_with_what_was_withheld_and_sends_nothing(stage: Stage) -> None:
    first, second = _open_invoices(stage, "16")[:2]
    carla = stage.person("carla")
    await carla.types(f"/payment record {_number(first)},{_number(second)} --dry-run")
    form = await carla.modal("Registrar pago")
    await form.fill(AMOUNT, str(Decimal(first["balance"]) + Decimal(second["balance"]) - 120000), enter=True)
    await form.fill(f"Retenciones de {_number(first)}", ["Retefuente servicios"])
    await form.shows("+ retenciones $120.000")
    await form.submit()

    told = await carla.modal("Cobro")
    await told.shows("/payments")
    assert '"retentions"' in told.text
    assert stage.requests("POST /payments") == []


@pytest.mark.parametrize("typed", ["FE341,FE329", "Nadie Que Conozcamos"])
async def test_what_cannot_be_one_payment_is_said(stage: Stage, typed: str) -> None:
    carla = stage.person("carla")
    await carla.types(f"/payment record {typed}")
    if typed.startswith("FE"):
        assert "registra un pago por cada cliente" in (await carla.modal("Cobro")).text
    else:
        form = await carla.modal("Registrar pago")
        assert "No encontré ni factura ni cliente" in form.text
        assert form.fields == ["Cliente"]


def _open_invoices(stage: Stage, client: str) -> list[dict[str, Any]]:
    found = [
        each
        for each in stage.alegra.state.books.invoices.values()
        if each["client"]["id"] == client and each["status"] == "open"
    ]
    return sorted(found, key=lambda each: str(each["dueDate"]))


def _number(invoice: dict[str, Any]) -> str:
    return str(invoice["numberTemplate"]["fullNumber"])


def _payments_of(stage: Stage, invoice: dict[str, Any]) -> list[dict[str, Any]]:
    books = stage.alegra.state.books
    return [books.payments[key] for key in books.payments_of.get(invoice["id"], [])]


async def _from_card(stage: Stage) -> Modal:
    carla = stage.person("carla")
    await (await carla.sees("Registrar pago")).press("Registrar pago")
    return await carla.modal("Registrar pago")


async def _typed(stage: Stage, number: str, *, by: str) -> Modal:
    person = stage.person(by)
    await person.types(f"/payment record {number}")
    form = await person.modal("Registrar pago")
    return await form.shows("Saldo de")


async def _a_look_later(stage: Stage) -> None:
    stage.clock.advance(8)
    await until(lambda: _news(stage), "the payment to be found")


def _news(stage: Stage) -> list[str]:
    return [text for text in texts(stage.person("bruno"), "") if "💰" in text]


async def _told(stage: Stage, number: str) -> str:
    found = await until(lambda: [text for text in _news(stage) if number in text], "the channel to be told")
    return found[0].replace("*", "")
