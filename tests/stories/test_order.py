"""The order of what is done with one document: one thing at a time, the stamp after the edit, no void of what was paid."""

from starlette.middleware import Middleware

from bot.store.connection import Client
from sandbox.slack.client.waiting import until
from tests.stories.held import Door, Holds
from tests.stories.invoicing import UNDO_IS_OVER, approves, chooses_options, in_alegra, opened, texts, to_approve
from tests.stories.stage import Stage, performance

EDIT, STAMP = "PUT /invoices/", "POST /invoices/stamp"


async def test_a_stamp_waits_for_the_edit_before_it(redis: Client) -> None:
    doors = Holds()
    edit = doors.hold("PUT", "/api/v1/invoices/*", "request")
    async with performance(redis, alegra_doors=[Middleware(Door, doors)]) as stage:
        card = await to_approve(stage)
        ana, bruno = stage.person("ana"), stage.person("bruno")
        await (await ana.sees("Factura por aprobar")).choose("invoice.more", "Editar")
        form = await ana.modal()
        await chooses_options(form, ana, {"Orden de compra": "45-8821"})
        assert await form.submit() == {}
        await edit.reached()
        await card.press("Aprobar y emitir", confirm=True)
        await bruno.sees_privately("Hay otra cosa en camino con esta factura")
        assert stage.requests(STAMP) == []

        edit.let_go()
        await card.shows("45-8821")
        await approves(card)
        stage.clock.advance(UNDO_IS_OVER)
        await card.shows("emitida")
        sent = [line.what for line in stage.traffic.lines if line.what == STAMP or line.what.startswith(EDIT)]
        assert sent.count(STAMP) == 1
        assert sent.index(STAMP) > min(n for n, what in enumerate(sent) if what.startswith(EDIT))


async def test_a_void_after_a_payment_is_refused_with_the_reason_before_it_is_sent(stage: Stage) -> None:
    """The form was open when somebody recorded the payment in Alegra."""
    await opened(stage)
    bruno = stage.person("bruno")
    (invoice,) = stage.invoices
    await bruno.types(f"/invoice void {invoice['numberTemplate']['fullNumber']}")
    form = await bruno.modal("Anular factura")
    paid = {
        "type": "in",
        "date": "2026-11-27",
        "bankAccount": {"id": "1"},
        "paymentMethod": "transfer",
        "invoices": [{"id": invoice["id"], "amount": 1_011_500}],
    }
    await in_alegra(stage, "POST", "/payments", paid)
    await form.fill("Motivo", "Duplicada")
    assert await form.submit() == {}
    await until(lambda: texts(bruno, "tiene pagos"), lambda: str([each.text for each in bruno.messages()]))
    assert stage.requests(f"POST /invoices/{invoice['id']}/void") == []
    assert invoice["status"] != "void"
