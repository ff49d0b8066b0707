"""Payments and invoices taken back, and taken back again: with a reason, said before and after."""

from sandbox.slack.client.message import Message
from sandbox.slack.client.person import Person
from tests.stories.collecting import paid_in_alegra
from tests.stories.invoicing import a_while, issued, mention, opened, payments, texts
from tests.stories.stage import Stage

ALL = 1011500
REASON = "Se aplicó al cliente equivocado"


async def test_a_payment_is_voided_and_reopened_where_it_was_told(stage: Stage) -> None:
    card = await issued(stage)
    news = await _paid(stage)
    bruno = stage.person("bruno")
    await _rehearses(stage, bruno)

    await bruno.types("/pago anular FE342")
    form = await bruno.modal("Anular pago")
    assert "debe hoy $0 → quedará debiendo *$1.011.500*" in form.text
    await form.submit()
    assert "Motivo" in form.errors
    await form.fill("Motivo", REASON)
    assert await form.submit() == {}

    await news.shows(f"Anulado por {mention(stage, 'bruno')}")
    assert f"«{REASON}»" in news.text
    assert "FE342 vuelve a deber $1.011.500" in news.text
    await card.shows("saldo $1.011.500")
    assert payments(stage)[0]["status"] == "void"

    stage.traffic.expect("lost_answer")
    stage.alegra.state.faults.add("lost_answer", method="POST", path="/payments/*/open")
    await news.choose("payment.more", "Reabrir pago")
    form = await bruno.modal("Reabrir pago")
    assert "debe hoy $1.011.500 → quedará debiendo *$0*" in form.text
    await form.fill("Motivo", "Sí era de este cliente")
    assert await form.submit() == {}
    await news.shows("Puede que sí haya quedado abierto")
    stage.clock.advance(8)

    await news.shows(f"Reabierto por {mention(stage, 'bruno')}")
    await card.shows("Pagada")
    assert payments(stage)[0]["status"] == "open"
    assert len([line for line in stage.requests("POST /payments/") if line.what.endswith("/open")]) == 1
    assert len(texts(bruno, "💰")) == 1, "it is corrected in place, not told again"
    await _audited(stage, "FE342")
    await _audited(stage, payments(stage)[0]["numberTemplate"]["fullNumber"])


async def _audited(stage: Stage, number: str) -> None:
    diego = stage.person("diego")
    await diego.types(f"/cobro audit {number}")
    story = await diego.sees_privately(f"Auditoría de {number}")
    assert f"anuló el pago: «{REASON}»" in story.text
    assert "reabrió el pago: «Sí era de este cliente»" in story.text
    assert "La cadena está entera" in story.text


async def _rehearses(stage: Stage, bruno: Person) -> None:
    """What would be sent is shown, and nothing is done."""
    (payment,) = payments(stage)
    await bruno.types("/payment void FE342 --dry-run")
    form = await bruno.modal("Anular pago")
    assert "Simulación" in form.text
    await form.fill("Motivo", REASON)
    await form.submit()
    told = await bruno.modal("Cobro")
    await told.shows(f"POST /payments/{payment['id']}/void")
    assert "no se envió ni se guardó nada" in told.text
    await told.close(whole_stack=True)
    await a_while(stage, 30)
    assert payment["status"] == "open"
    assert stage.requests(f"POST /payments/{payment['id']}/void") == []


async def test_one_from_before_cobro_came_is_told_when_it_is_voided(stage: Stage) -> None:
    """Nobody was told of the payment itself: its void changes what is owed, and that is told."""
    bruno, ana = stage.person("bruno"), stage.person("ana")
    await ana.types("/payment void FE329")
    assert mention(stage, "bruno") in (await ana.sees_privately("No tienes permiso")).text
    await bruno.types("/payment list FE329")
    listed = await bruno.sees_privately("Pagos de «FE329»")

    await listed.press("Anular")
    form = await bruno.modal("Anular pago")
    assert "quedará debiendo *$5.950.000*" in form.text
    await form.fill("Motivo", REASON)
    assert await form.submit() == {}

    told = await bruno.sees("vuelve a deber $5.950.000")
    assert "Hotel Mirador del Río" in told.text
    await bruno.types("/payment void FE329")
    await (await (await bruno.modal("Cobro")).shows("no tiene pagos que sirvan")).close()
    await bruno.types("/payment reopen RC99999")
    await (await bruno.modal("Cobro")).shows("/pago lista FE341")


async def test_a_void_of_an_invoice_is_taken_back(stage: Stage) -> None:
    card, bruno = await opened(stage), stage.person("bruno")
    number = card.text.partition("✅ *")[2].partition("*")[0] or stage.invoices[0]["numberTemplate"]["fullNumber"]
    await bruno.types(f"/invoice void {number}")
    form = await bruno.modal("Anular factura")
    await form.fill("Motivo", "Duplicada")
    assert await form.submit() == {}
    await card.shows("anulada")

    await bruno.types(f"/factura reabrir {number}")
    form = await bruno.modal("Reabrir factura")
    await form.fill("Motivo", "No era duplicada")
    assert await form.submit() == {}

    await card.shows("saldo $1.011.500")
    assert stage.invoices[0]["status"] == "open"
    assert "No era duplicada" in (await stage.person("ana").sees_directly("reabrió")).text
    await bruno.types(f"/invoice reopen {number}")
    assert "no está anulada" in (await (await bruno.modal("Reabrir factura")).shows("no está anulada")).text


async def _paid(stage: Stage) -> Message:
    """In Alegra, all of it; answers what the channel was told."""
    (invoice,) = stage.invoices
    await paid_in_alegra(stage, invoice, ALL)
    stage.clock.advance(61)
    return await stage.person("bruno").sees("💰")
