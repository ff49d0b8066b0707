"""What clients paid: recorded in Slack or in Alegra, told once, corrected when it was a mistake."""

import asyncio
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sandbox.slack.client.modal import Modal
from sandbox.slack.client.waiting import until
from tests.stories.invoicing import (
    a_while,
    in_alegra,
    issued,
    mention,
    payments,
    payments_are_polled,
    pays_a_part,
    texts,
)
from tests.stories.stage import Stage

AMOUNT = "Valor que entró al banco"
DAY = "Día en que entró"


async def test_more_than_is_owed_and_a_day_that_has_not_come_are_refused(stage: Stage) -> None:
    await issued(stage)
    form = await _payment_form(stage)

    await form.fill(AMOUNT, "1.011.500,01")
    await form.submit()
    assert "Se deben $1.011.500" in form.errors[AMOUNT]
    assert "anticipo en Alegra" in form.errors[AMOUNT], "what to do"

    await form.fill(AMOUNT, "1011500")
    await form.fill(DAY, "2026-11-28")
    await form.submit()
    assert "Ese día aún no llega" in form.errors[DAY]
    for typed, told in (("0", "mayor que 0"), ("mil", "número"), ("1.500", "¿1500 o 1,5?")):
        await form.fill(AMOUNT, typed)
        await form.submit()
        assert told in form.errors[AMOUNT]
    assert stage.requests("POST /payments") == []


async def test_in_two_parts_through_bank_and_cash(stage: Stage) -> None:
    card = await issued(stage)
    form = await _payment_form(stage)
    await form.fill("Cuenta", "Caja general")
    await form.fill("Cómo pagó", "Efectivo")
    await form.fill(DAY, "2026-11-26")
    await form.fill(AMOUNT, "11.500,00", enter=True)
    await form.shows("Suele retener esto")
    await form.fill("Retenciones de FE342", [])
    await form.shows("queda en *$1.000.000*")
    await form.fill("¿Qué es lo que falta?", "Es un abono, deja el saldo")
    assert await form.submit() == {}
    await card.shows("Abonada")
    assert "saldo $1.000.000" in card.text

    form = await _payment_form(stage, "Abonada")
    await form.fill(AMOUNT, "1000000")
    assert await form.submit() == {}

    await card.shows("Pagada")
    bank, cash = payments(stage)
    assert (bank["bankAccount"]["name"], bank["paymentMethod"], bank["date"]) == ("Caja general", "cash", "2026-11-26")
    assert Decimal(cash["amount"]) == Decimal(1000000)


async def test_submitting_a_payment_twice_records_it_once(stage: Stage) -> None:
    card = await issued(stage)
    form = await _payment_form(stage)
    await form.fill(AMOUNT, "1011500")
    twice = Modal(stage.slack, form.person, form._view)
    await twice.fill(AMOUNT, "1011500")

    await asyncio.gather(form.submit(), twice.submit())

    await card.shows("Pagada")
    assert len(payments(stage)) == 1


async def test_two_who_record_different_amounts_at_once_are_one_payment_and_the_other_is_told(stage: Stage) -> None:
    card = await issued(stage)
    bruno = stage.person("bruno")
    carlas = await _payment_form(stage)
    await (await bruno.sees("Registrar pago")).press("Registrar pago")
    brunos = await bruno.modal("Registrar pago")
    await pays_a_part(carlas, "500000")
    await card.shows("Abonada")

    await brunos.fill(AMOUNT, "400000", enter=True)
    await brunos.fill("¿Qué es lo que falta?", "Es un abono, deja el saldo")
    await brunos.submit()

    await brunos.shows("FE342 cambió mientras escribías")
    assert [Decimal(each["amount"]) for each in payments(stage)] == [Decimal(500000)]
    assert brunos.value(AMOUNT) == "400000", "nothing that was typed is lost"
    await brunos.submit()
    await until(lambda: len(payments(stage)) == 2, "the second part")


async def test_a_payment_whose_answer_is_lost_is_looked_for_and_told_once(stage: Stage) -> None:
    card = await issued(stage)
    stage.traffic.expect("lost_answer")
    stage.alegra.state.faults.add("lost_answer", method="POST", path="/payments")
    form = await _payment_form(stage)
    await form.fill(AMOUNT, "1011500")
    assert await form.submit() == {}
    await card.shows("Puede que sí haya quedado registrado")

    stage.clock.advance(8)

    await card.shows("Pagada")
    await _told(stage, "FE342")
    await a_while(stage, 130)
    assert len(_news(stage)) == 1
    assert len(payments(stage)) == 1


async def test_of_an_invoice_that_cobro_did_not_make(stage: Stage) -> None:
    carla = stage.person("carla")
    await carla.types("/payment record FE329")
    form = await carla.modal("Registrar pago")
    assert "Saldo de FE329: $2.950.000" in form.text.replace("*", "")
    assert "ya abonó $3.000.000" in form.text
    await form.fill(AMOUNT, "2950000")

    assert await form.submit() == {}

    news = await _told(stage, "FE329")
    assert "Hotel Mirador del Río" in news
    fe329 = next(
        each for each in stage.alegra.state.books.invoices.values() if each["numberTemplate"]["fullNumber"] == "FE329"
    )
    assert fe329["status"] == "closed"
    await a_while(stage, 130)
    assert len(_news(stage)) == 1


async def test_the_spanish_command_and_a_number_that_does_not_exist(stage: Stage) -> None:
    carla = stage.person("carla")
    await carla.types("/pago registrar FE99999")
    told = await carla.modal("Cobro")
    assert "No encontré la factura «FE99999»" in told.text
    await told.close()

    await carla.types("/payment record")

    assert (await carla.modal("Registrar pago")).fields == ["Cliente"]


async def test_somebody_who_may_not_is_told_who_may(stage: Stage) -> None:
    await issued(stage)
    ana = stage.person("ana")

    await ana.types("/payment record FE342")
    told = await ana.sees_privately("No tienes permiso")
    await (await ana.sees("Registrar pago")).press("Registrar pago")

    assert mention(stage, "carla") in told.text
    await until(lambda: len(texts(ana, "No tienes permiso")) == 2, "the second refusal")
    assert ana.modals() == []


async def test_recorded_in_alegra_it_is_told_once_and_the_card_follows(stage: Stage) -> None:
    card = await issued(stage)
    (invoice,) = stage.invoices
    await _paid_in_alegra(stage, invoice, 1011500)

    stage.clock.advance(61)

    news = await _told(stage, "FE342")
    assert "completa" in news
    await card.shows("Pagada")
    await a_while(stage, 130)
    assert len(_news(stage)) == 1


async def test_a_payment_voided_in_alegra_is_corrected_where_it_was_told(stage: Stage) -> None:
    card = await issued(stage)
    form = await _payment_form(stage)
    await form.fill(AMOUNT, "1011500")
    assert await form.submit() == {}
    await card.shows("Pagada")
    news = await stage.person("bruno").sees("💰")
    (payment,) = payments(stage)
    await in_alegra(stage, "POST", f"/payments/{payment['id']}/void", {})

    _go_to(stage, hour=2, minute=1)

    await news.shows("nulado")
    assert "vuelve a deber" in news.text
    await card.no_longer_shows("Pagada")
    assert "saldo $1.011.500" in card.text
    assert len(_news(stage)) == 1


async def test_what_was_paid_before_cobro_came_is_not_told(stage: Stage) -> None:
    stage.clock.advance(130)
    await stage.person("bruno").sees("Cartera vencida")
    assert _news(stage) == []


async def test_one_digest_a_day_and_none_at_the_weekend(stage: Stage) -> None:
    bruno = stage.person("bruno")
    first = await bruno.sees("Cartera vencida")
    assert "$28.951.500" in first.text
    assert "4 clientes" in first.text
    stage.clock.advance(5 * 3600)
    await payments_are_polled(stage)
    assert len(texts(bruno, "Cartera vencida")) == 1

    _go_to(stage, hour=8, minute=1)
    await payments_are_polled(stage)
    assert len(texts(bruno, "Cartera vencida")) == 1, "it is Saturday"

    _go_to(stage, hour=8, minute=1)
    _go_to(stage, hour=8, minute=1)
    await until(lambda: len(texts(bruno, "Cartera vencida")) == 2, "Monday's digest")


async def test_nothing_is_said_when_nothing_is_due(stage: Stage) -> None:
    bruno = stage.person("bruno")
    await bruno.sees("Cartera vencida")
    for invoice in stage.alegra.state.books.invoices.values():
        if invoice["status"] == "open":
            invoice["dueDate"] = "2027-11-27"

    for _ in range(3):
        _go_to(stage, hour=8, minute=1)
        await a_while(stage, 60)

    assert len(texts(bruno, "Cartera vencida")) == 1


def _go_to(stage: Stage, *, hour: int, minute: int) -> None:
    """The next time that the clock in Bogotá shows this."""
    now = stage.clock.utc().astimezone(ZoneInfo("America/Bogota"))
    then = datetime(now.year, now.month, now.day, hour, minute, tzinfo=now.tzinfo)
    stage.clock.advance((then - now).total_seconds() % (24 * 3600))


async def _payment_form(stage: Stage, beside: str = "Registrar pago") -> Modal:
    carla = stage.person("carla")
    await (await carla.sees(beside)).press("Registrar pago")
    return await carla.modal("Registrar pago")


async def _paid_in_alegra(stage: Stage, invoice: dict[str, object], amount: int) -> None:
    """After Cobro's first look: what is there by then counts as known."""
    await payments_are_polled(stage)
    body = {
        "type": "in",
        "date": "2026-11-27",
        "bankAccount": {"id": "1"},
        "paymentMethod": "transfer",
        "invoices": [{"id": invoice["id"], "amount": amount}],
    }
    await in_alegra(stage, "POST", "/payments", body)


def _news(stage: Stage) -> list[str]:
    return [text for text in texts(stage.person("bruno"), "") if "💰" in text or "nulado" in text]


async def _told(stage: Stage, number: str) -> str:
    return (await until(lambda: [text for text in _news(stage) if number in text], "the channel to be told"))[0]
