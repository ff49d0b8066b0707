"""Who may approve, who may not, and what happens when two want to."""

import asyncio

from bot.store.connection import Client
from sandbox.slack.client.waiting import until
from tests.stories.invoicing import UNDO_IS_OVER, approves, asks_for, mention, texts, to_approve
from tests.stories.stage import Stage, performance


async def test_whoever_asked_cannot_approve_it_and_is_told_who_can(stage: Stage) -> None:
    bruno = stage.person("bruno")
    await asks_for(bruno)
    card = await bruno.sees("Factura por aprobar")
    assert f"Falta 1 de 1: {mention(stage, 'diego')}." in card.text

    await card.press("Aprobar y emitir", confirm=True)

    told = await bruno.sees_privately("debe aprobarlo otra persona")
    assert mention(stage, "diego") in told.text
    assert "Factura por aprobar" in card.text
    assert stage.invoices[0]["status"] == "draft"


async def test_somebody_who_is_no_approver_is_told_who_is(stage: Stage) -> None:
    card = await to_approve(stage, by="carla")

    await card.press("Aprobar y emitir", confirm=True)

    told = await stage.person("carla").sees_privately("No puedes aprobar ni devolver facturas")
    assert mention(stage, "bruno") in told.text
    assert mention(stage, "diego") in told.text
    assert texts(stage.person("ana"), "No puedes aprobar") == []


async def test_two_approvers_at_once_are_one_approval_and_the_other_is_told_who_and_when(stage: Stage) -> None:
    card = await to_approve(stage)
    diegos = await stage.person("diego").sees("Factura por aprobar")

    await asyncio.gather(card.press("Aprobar y emitir", confirm=True), diegos.press("Aprobar y emitir", confirm=True))

    await card.shows("Deshacer")
    ((late, told),) = await until(
        lambda: [(name, text) for name in ("bruno", "diego") for text in texts(stage.person(name), "ya la aprobó")],
        "somebody to be told that the other was faster",
    )
    assert mention(stage, "diego" if late == "bruno" else "bruno") in told
    assert "9:1" in told
    stage.clock.advance(UNDO_IS_OVER)
    await card.shows("emitida")
    assert len(stage.requests("POST /invoices/stamp")) == 1


async def test_a_double_click_approves_once(stage: Stage) -> None:
    card = await to_approve(stage)
    bruno_again = await stage.person("bruno").sees("Factura por aprobar")

    await asyncio.gather(
        card.press("Aprobar y emitir", confirm=True), bruno_again.press("Aprobar y emitir", confirm=True)
    )

    stage.clock.advance(UNDO_IS_OVER)
    await card.shows("emitida")
    assert texts(stage.person("bruno"), "ya la aprobó") == []
    assert len(stage.requests("POST /invoices/stamp")) == 1


async def test_undo_takes_the_approval_back_and_it_can_be_given_again(stage: Stage) -> None:
    card = await to_approve(stage)
    await approves(card)

    await card.press("Deshacer")

    await card.shows("Factura por aprobar")
    stage.clock.advance(UNDO_IS_OVER)
    await stage.person("ana").sees_directly("En aprobación")
    assert stage.requests("POST /invoices/stamp") == []
    await approves(card)
    stage.clock.advance(UNDO_IS_OVER)
    await card.shows("emitida")
    assert len(stage.requests("POST /invoices/stamp")) == 1


async def test_only_whoever_approved_may_undo_and_the_other_is_told_so(stage: Stage) -> None:
    card = await to_approve(stage)
    await approves(card)
    diegos = await stage.person("diego").sees("Deshacer")

    await diegos.press("Deshacer")

    told = await stage.person("diego").sees_privately("No tienes permiso")
    assert mention(stage, "bruno") in told.text
    assert "Deshacer" in card.buttons


async def test_after_fifteen_seconds_it_is_too_late_to_undo(stage: Stage) -> None:
    stage.alegra.state.faults.add("stamp_waits", seconds=3600)
    card = await to_approve(stage)
    await approves(card)
    block = next(block for block in card.blocks if block.get("block_id") == "undo")
    stage.clock.advance(UNDO_IS_OVER)
    await card.no_longer_shows("Deshacer")
    assert block not in card.blocks


async def test_without_approvers_everybody_is_told_how_to_change_that(redis: Client) -> None:
    async with performance(redis, COBRO_APPROVERS="") as stage:
        ana, bruno = stage.person("ana"), stage.person("bruno")
        await asks_for(ana)
        told = await ana.sees_privately("Nadie puede aprobar facturas todavía")
        assert "/cobro roles" in told.text
        card = await bruno.sees("Factura por aprobar")
        assert "Nadie puede aprobarla todavía" in card.text

        await card.press("Aprobar y emitir", confirm=True)

        assert "/cobro roles" in (await bruno.sees_privately("Un administrador")).text
        assert stage.invoices[0]["status"] == "draft"


async def test_a_guest_is_refused(stage: Stage) -> None:
    gabriel = stage.person("gabriel")

    await gabriel.types("/invoice create", channel="general")

    await gabriel.sees_privately("Cobro es solo para miembros de este espacio", channel="general")
    assert gabriel.modals() == []


async def test_emma_reads_english_and_the_channel_stays_spanish(stage: Stage) -> None:
    emma = stage.person("emma")
    await emma.types("/invoice create")
    form = await emma.modal("New invoice")
    await form.fill("Client", "Clínica Los Andes")
    await form.fill("Item", "Visita de diagnóstico")
    await form.shows("Subtotal")
    assert "120,000" in form.text
    assert await form.submit() == {}
    await emma.sees_directly("Waiting for approval")
    await emma.sees_privately("for approval")

    card = await stage.person("bruno").sees("Factura por aprobar")
    assert "$142.800" in card.text
    await approves(card)
    stage.clock.advance(UNDO_IS_OVER)
    await card.shows("emitida")
    await emma.sees_directly("stamped for")


async def test_the_next_card_says_the_number_that_follows_the_one_just_given(stage: Stage) -> None:
    card = await to_approve(stage)
    assert "sigue la 342" in card.text
    await approves(card)
    stage.clock.advance(UNDO_IS_OVER)
    await card.shows("*FE342* emitida")
    copied = len(stage.requests("/number-templates"))

    await asks_for(stage.person("ana"))

    await until(
        lambda: texts(stage.person("bruno"), "FE, sigue la 343"), "the card of the next invoice with the next number"
    )
    assert len(stage.requests("/number-templates")) == copied
