"""An approver works through what waits: the usual ones together, the exceptions one by one."""

from sandbox.slack.client.waiting import until
from tests.stories.invoicing import UNDO_IS_OVER, asks_for, texts
from tests.stories.stage import Stage


async def test_the_usual_ones_are_approved_together_and_the_exception_with_a_reason(stage: Stage) -> None:
    ana, bruno, diego = (stage.person(name) for name in ("ana", "bruno", "diego"))
    await asks_for(ana, item="Visita de diagnóstico", quantity="3")
    await asks_for(ana, item="Visita de diagnóstico", quantity="5")
    await asks_for(ana, item="Visita de diagnóstico", quantity="3")
    await until(lambda: len(texts(bruno, "Factura por aprobar")) == 3, "three cards")
    (repeated,) = await until(lambda: texts(bruno, "que aún no se emite"), "the warning of the third")
    assert "mismo valor" in repeated

    await bruno.types("/factura aprobar")
    form = await bruno.modal("Aprobar varias")
    await form.shows("*3 facturas esperan tu aprobación*")
    await form.shows("1 excepción")
    assert len(form.value("Sin alertas")) == 2
    assert not form.value("Con alertas")
    assert await form.submit() == {}

    told = await bruno.sees_directly("Aprobaste 2 de 2")
    assert "Quedó 1 de la lista sin marcar" in told.text
    stage.clock.advance(UNDO_IS_OVER)
    await until(lambda: len(texts(bruno, "emitida ·")) == 2, "two stamped invoices")
    assert len(texts(bruno, "Factura por aprobar")) == 1

    card = await diego.sees("Factura por aprobar")
    await card.choose("invoice.more", "Dejar una alerta de lado")
    aside = await diego.modal("Dejar de lado")
    await aside.fill("Qué alertas dejan de contar", ["Puede estar repetida"])
    await aside.fill("Por qué", "Fueron dos visitas")
    assert await aside.submit() == {}
    await card.shows("«Fueron dos visitas»")
    await bruno.types("/invoice approve")
    again = await bruno.modal("Aprobar varias")
    await again.shows("*1 factura espera tu aprobación*")
    assert "excepci" not in again.text
