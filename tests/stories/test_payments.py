"""What clients paid is recorded in Slack: in parts, with withholdings, once."""

import asyncio
from decimal import Decimal

from sandbox.slack.client.modal import Modal
from sandbox.slack.client.waiting import until
from tests.stories.collecting import AMOUNT, DAY, news_of, payment_form, told_of
from tests.stories.invoicing import a_while, issued, mention, payments, pays_a_part, texts
from tests.stories.stage import Stage


async def test_more_than_is_owed_and_a_day_that_has_not_come_are_refused(stage: Stage) -> None:
    await issued(stage)
    form = await payment_form(stage)

    await form.fill(AMOUNT, "1.011.500,01")
    await form.submit()
    assert "Se deben $1.011.500" in form.errors[AMOUNT]
    assert "anticipo en Alegra" in form.errors[AMOUNT], "what to do"

    await form.fill(AMOUNT, "1011500")
    await form.fill(DAY, "2026-11-28")
    await form.submit()
    assert "Ese día aún no llega" in form.errors[DAY]
    for typed, told in (("0", "mayor que 0"), ("mil", "número"), ("1,500", "¿1500 o 1,5?")):
        await form.fill(AMOUNT, typed)
        await form.submit()
        assert told in form.errors[AMOUNT]
    assert stage.requests("POST /payments") == []


async def test_in_two_parts_through_bank_and_cash(stage: Stage) -> None:
    card = await issued(stage)
    form = await payment_form(stage)
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

    form = await payment_form(stage, "Abonada")
    await form.fill(AMOUNT, "1000000")
    assert await form.submit() == {}

    await card.shows("Pagada")
    bank, cash = payments(stage)
    assert (bank["bankAccount"]["name"], bank["paymentMethod"], bank["date"]) == ("Caja general", "cash", "2026-11-26")
    assert Decimal(cash["amount"]) == Decimal(1000000)


async def test_submitting_a_payment_twice_records_it_once(stage: Stage) -> None:
    card = await issued(stage)
    form = await payment_form(stage)
    await form.fill(AMOUNT, "1011500")
    twice = Modal(stage.slack, form.person, form._view)
    await twice.fill(AMOUNT, "1011500")

    await asyncio.gather(form.submit(), twice.submit())

    await card.shows("Pagada")
    assert len(payments(stage)) == 1


async def test_two_who_record_different_amounts_at_once_are_one_payment_and_the_other_is_told(stage: Stage) -> None:
    card = await issued(stage)
    bruno = stage.person("bruno")
    carlas = await payment_form(stage)
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
    form = await payment_form(stage)
    await form.fill(AMOUNT, "1011500")
    assert await form.submit() == {}
    await card.shows("Puede que sí haya quedado registrado")

    stage.clock.advance(8)

    await card.shows("Pagada")
    await told_of(stage, "FE342")
    await a_while(stage, 130)
    assert len(news_of(stage)) == 1
    assert len(payments(stage)) == 1


async def test_of_an_invoice_that_cobro_did_not_make(stage: Stage) -> None:
    carla = stage.person("carla")
    await carla.types("/payment record FE329")
    form = await carla.modal("Registrar pago")
    assert "Saldo de FE329: $2.950.000" in form.text.replace("*", "")
    assert "ya abonó $3.000.000" in form.text
    await form.fill(AMOUNT, "2950000")

    assert await form.submit() == {}

    news = await told_of(stage, "FE329")
    assert "Hotel Mirador del Río" in news
    fe329 = next(
        each for each in stage.alegra.state.books.invoices.values() if each["numberTemplate"]["fullNumber"] == "FE329"
    )
    assert fe329["status"] == "closed"
    await a_while(stage, 130)
    assert len(news_of(stage)) == 1


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
