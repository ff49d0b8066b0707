"""Diego asks how the installation is, and what is still open; Ana is told who may."""

from tests.stories.stage import Stage


async def test_an_admin_is_told_how_everything_is_and_led_to_what_can_be_changed(stage: Stage) -> None:
    diego = stage.person("diego")
    await diego.types("/cobro diagnóstico")
    found = await diego.sees_privately("Todo está bien.")

    await diego.types("/cobro setup")
    setup = await (await diego.modal("Puesta en marcha")).shows("2 personas pueden aprobar")

    assert "exámenes bien" in found.text
    assert "⏳" not in found.text
    assert "🔴" not in setup.text
    await setup.press("Roles")
    await diego.modal("Roles")

    await diego.types("/cobro setup")
    again = await (await diego.modal("Puesta en marcha")).shows("2 personas pueden aprobar")
    await again.press("Ajustes")
    await (await diego.modal("Ajustes")).shows("Libros cerrados")


async def test_what_is_broken_is_shown_with_its_cure(stage: Stage) -> None:
    stage.traffic.expect("conversations.info channel_not_found")
    stage.traffic.expect("chat.postMessage channel_not_found")
    workspace = stage.slack.state.workspace
    workspace.directory.channels["C0FACTURAS"].members.discard(workspace.installation.bot_user)
    diego = stage.person("diego")
    await diego.types("/cobro doctor")

    found = await diego.sees_privately("1 problema")

    assert "🔴" in found.text
    assert "/invite" in found.text


async def test_who_does_not_administer_sees_what_is_open_and_no_ways_to_change_it(stage: Stage) -> None:
    ana = stage.person("ana")
    await ana.types("/cobro doctor")
    refused = await ana.sees_privately("U0DIEGO004")

    await ana.types("/cobro configurar")
    setup = await (await ana.modal("Puesta en marcha")).shows("2 personas pueden aprobar")

    assert "exámenes" not in refused.text
    assert setup.buttons == ["Mirar otra vez"]
