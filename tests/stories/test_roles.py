"""Who may what: given to people and to groups in Slack, and taken away."""

from typing import Any

from bot.store.connection import Client
from sandbox.slack.client.message import Message
from sandbox.slack.client.waiting import until
from tests.stories.governing import is_saved, opens_roles
from tests.stories.invoicing import approves, asks_for, mention, to_approve
from tests.stories.stage import Stage, performance

FINANCE = "S0FINANZAS"


async def test_a_member_of_a_group_approves_and_once_removed_may_not(redis: Client) -> None:
    async with performance(redis, COBRO_APPROVERS=FINANCE) as stage:
        await asks_for(stage.person("ana"))
        card = await stage.person("bruno").sees("Factura por aprobar")
        assert f"Falta 1 de 1: {mention(stage, 'bruno')} o {mention(stage, 'diego')}" in card.text
        group = stage.slack.state.workspace.directory.groups[FINANCE]
        group.members.remove(stage.person("bruno").id)
        await is_asked_no_more(stage, card, "bruno")

        await card.press("Aprobar y emitir", confirm=True)
        told = await stage.person("bruno").sees_privately("No puedes aprobar ni devolver facturas")
        assert mention(stage, "diego") in told.text

        del stage.slack.state.workspace.directory.groups[FINANCE]
        stage.clock.advance(61)
        await stage.person("diego").sees_directly("Slack ya no tiene @finanzas")
        await card.press("Aprobar y emitir", confirm=True)
        await stage.person("bruno").sees_privately("Nadie puede aprobar facturas todavía")


async def is_asked_no_more(stage: Stage, card: Message, name: str) -> None:
    """By the card, which is drawn once the groups are stored; one look may find it in somebody's hands."""
    while mention(stage, name) in card.text:
        await a_minute_passes(stage)


async def a_minute_passes(stage: Stage) -> None:
    asked = len(lists_of_groups(stage))
    stage.clock.advance(61)
    await until(lambda: len(lists_of_groups(stage)) > asked, "Slack to be asked for its groups")


def lists_of_groups(stage: Stage) -> list[Any]:
    return [line for line in stage.traffic.lines if "usergroups.list" in line.what]


async def test_an_admin_gives_a_role_and_it_counts_from_the_next_click(stage: Stage) -> None:
    await asks_for(stage.person("ana"))
    card = await stage.person("emma").sees("Factura por aprobar")
    form = await opens_roles(stage)
    await form.fill("Aprueban", [stage.person("emma").id])
    await is_saved(form)

    await approves(card)

    await stage.person("ana").types("/cobro roles")
    shown = await stage.person("ana").sees_privately("Administrados en Slack")
    added, removed = mention(stage, "emma"), mention(stage, "bruno")
    assert f"{mention(stage, 'diego')} · Aprueban: + {added}, − {removed}" in shown.text
    assert shown.buttons == []


async def test_nobody_takes_the_last_admin_away(stage: Stage) -> None:
    form = await opens_roles(stage)
    await form.clear("Administran Cobro")
    assert "Debe quedar al menos una persona que administre" in str(await form.submit())


async def test_a_guest_is_named_as_accountant_and_as_nothing_else_over_a_socket_too(redis: Client) -> None:
    async with performance(redis, transport="socket") as stage:
        gabriel = stage.person("gabriel")
        await gabriel.types("/cobro roles", channel="general")
        await gabriel.sees_privately("Cobro es solo para miembros", channel="general")
        form = await opens_roles(stage)
        await form.fill("Envían y registran pagos", [gabriel.id])
        assert "un invitado solo puede consultar" in str(await form.submit())
        await form.clear("Envían y registran pagos")
        await form.fill("Consultan (contador)", [gabriel.id])
        await is_saved(form)

        await gabriel.types("/invoice list", channel="general")
        await gabriel.sees_privately("Últimas facturas", channel="general")
        await gabriel.types("/invoice create", channel="general")
        await gabriel.sees_privately("Tu acceso es de consulta", channel="general")
        assert stage.invoices == []


async def test_settings_are_in_force_at_once_and_bad_ones_are_refused(stage: Stage) -> None:
    diego, ana = stage.person("diego"), stage.person("ana")
    await ana.types("/cobro settings")
    await ana.sees_privately("No tienes permiso para eso")
    await diego.types("/cobro ajustes")
    form = await diego.modal("Ajustes")
    await form.fill("Segundos para deshacer (0 a 300)", "diez")
    await form.fill("Hora del aviso de cartera (0 a 23)", "24")
    await form.fill("Libros cerrados hasta", "2026-12-31")
    assert set(await form.submit()) == {
        "Segundos para deshacer (0 a 300)",
        "Hora del aviso de cartera (0 a 23)",
        "Libros cerrados hasta",
    }
    await form.fill("Segundos para deshacer (0 a 300)", "60")
    await form.fill("Hora del aviso de cartera (0 a 23)", "8")
    await form.clear("Libros cerrados hasta")
    assert await form.submit() == {}

    await asks_for(ana)
    card = await stage.person("bruno").sees("Factura por aprobar")
    await card.press("Aprobar y emitir", confirm=True)
    await card.shows("se emite en 60 s")


async def test_a_card_that_waits_names_whoever_may_approve_it_now(redis: Client) -> None:
    async with performance(redis, COBRO_APPROVERS=FINANCE) as stage:
        card = await to_approve(stage)
        assert mention(stage, "diego") in card.text
        stage.slack.state.workspace.directory.groups[FINANCE].members.remove(stage.person("diego").id)
        await is_asked_no_more(stage, card, "diego")

        form = await opens_roles(stage)
        await form.fill("Aprueban", [stage.person("emma").id])
        await is_saved(form)
        await card.shows(f"{mention(stage, 'bruno')} o {mention(stage, 'emma')}")

        stage.slack.state.workspace.directory.groups[FINANCE].members.clear()
        form = await opens_roles(stage)
        await form.fill("Aprueban", [stage.person("ana").id])
        await is_saved(form)
        stage.clock.advance(61)
        await card.shows("Nadie puede aprobarla todavía")
        told = await stage.person("diego").sees_directly("que ya nadie puede dar")
        assert "espera una aprobación" in told.text
