"""The closing date: what would be dated in closed books is refused, and done when an admin says why."""

from typing import Any

from bot.store.connection import Client
from sandbox.slack.client.waiting import until
from tests.stories.invoicing import (
    UNDO_IS_OVER,
    mention,
    opened,
    payments,
    to_approve,
)
from tests.stories.stage import Stage, performance

WHY = "Lo pidió la revisora fiscal"


async def sets_closing_date(stage: Stage, day: str) -> None:
    diego = stage.person("diego")
    await diego.types("/cobro settings")
    form = await diego.modal("Ajustes")
    await form.fill("Libros cerrados hasta", day)
    assert await form.submit() == {}
    await form.shows("vale desde ya")
    await form.close()


async def pays(stage: Stage, name: str, *, on: str) -> Any:
    """A payment of the whole, filled in and handed in; answers the form and what stands under its fields."""
    person = stage.person(name)
    await (await person.sees("Registrar pago")).press("Registrar pago")
    form = await person.modal("Registrar pago")
    await form.fill("Valor que entró al banco", "1011500")
    await form.fill("Día en que entró", on)
    return form, await form.submit()


async def test_a_payment_in_closed_books_is_refused_and_done_with_an_admins_reason(redis: Client) -> None:
    async with performance(redis) as stage:
        await opened(stage)
        await sets_closing_date(stage, "2026-11-27")
        form, _ = await pays(stage, "carla", on="2026-11-27")
        refused = await stage.person("carla").modal("Cobro")
        assert "Los libros están cerrados hasta el 27 nov 2026" in refused.text
        assert mention(stage, "diego") in refused.text
        assert form.is_open
        assert payments(stage) == []

        _, errors = await pays(stage, "diego", on="2026-11-27")
        assert errors == {}
        asked = await stage.person("diego").modal("Período cerrado")
        await asked.fill("Motivo", WHY)
        assert await asked.submit() == {}

        (payment,) = await until(lambda: payments(stage), "the payment in Alegra")
        assert f"Cierre al 27 nov 2026, Diego Rivera: {WHY}." in payment["observations"]
        card = await stage.person("diego").sees("Pagada")
        await card.choose("issued.more", "Historial")
        history = await stage.person("diego").sees_privately("Historial de")
        assert f"en libros cerrados: «{WHY}»" in history.text


async def test_an_approval_is_refused_until_an_approver_who_administers_says_why(redis: Client) -> None:
    async with performance(redis) as stage:
        card = await to_approve(stage)
        await sets_closing_date(stage, "2026-11-27")
        await card.press("Aprobar y emitir", confirm=True)
        told = await stage.person("bruno").sees_privately("Los libros están cerrados")
        assert mention(stage, "diego") in told.text

        diegos = await stage.person("diego").sees("Factura por aprobar")
        await diegos.press("Aprobar y emitir", confirm=True)
        asked = await stage.person("diego").modal("Período cerrado")
        await asked.fill("Motivo", WHY)
        assert await asked.submit() == {}
        await diegos.shows("Deshacer")
        stage.clock.advance(UNDO_IS_OVER)
        await diegos.shows("emitida")
        assert WHY in stage.invoices[0]["observations"]


async def test_what_was_accepted_before_the_books_closed_does_not_leave_after(stage: Stage) -> None:
    card = await to_approve(stage)
    await card.press("Aprobar y emitir", confirm=True)
    await card.shows("Deshacer")
    await sets_closing_date(stage, "2026-11-27")

    stage.clock.advance(UNDO_IS_OVER)

    await card.shows("libros que ya están cerrados")
    assert stage.invoices[0]["status"] == "draft"
    assert stage.requests("POST /invoices/stamp") == []
