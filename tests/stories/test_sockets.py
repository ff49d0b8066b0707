"""The same story in Socket Mode, where Cobro calls Slack and nobody calls Cobro."""

import pytest

from bot.slack.errors import NotAuthorized
from bot.sockets import CONNECTIONS
from bot.store.connection import Client
from sandbox.slack.client.waiting import until
from tests.stories.stage import Stage, performance, strangers


async def test_the_whole_story_goes_over_sockets(redis: Client) -> None:
    async with performance(redis, transport="socket") as stage:
        await _ana_asks(stage)
        await _bruno_approves(stage)
        _is_stamped_once(stage)


async def test_the_story_goes_on_when_slack_refreshes_and_drops_its_sockets(redis: Client) -> None:
    async with performance(redis, transport="socket") as stage:
        await stage.slack.state.sockets.refresh()
        await _are_connected(stage)
        await _ana_asks(stage)
        await stage.slack.state.sockets.drop()
        await _are_connected(stage)
        await _bruno_approves(stage)
        _is_stamped_once(stage)


async def test_a_wrong_app_token_is_said_at_the_start(redis: Client) -> None:
    async with strangers(transport="socket") as stage:
        stage.traffic.expect("invalid_auth")
        with pytest.raises(NotAuthorized):
            async with performance(redis, transport="socket", SLACK_APP_TOKEN="xapp-not-this-one"):
                raise AssertionError("it started")


async def _are_connected(stage: Stage) -> None:
    sockets = stage.slack.state.sockets
    await until(
        lambda: sockets.connections == CONNECTIONS, f"{CONNECTIONS} connections, not {sockets.connections}", seconds=20
    )


async def _ana_asks(stage: Stage) -> None:
    ana = stage.person("ana")
    await ana.types("/invoice create Clínica Los Andes")
    form = await ana.modal("Nueva factura")
    await form.fill("Producto o servicio", "Mantenimiento preventivo")
    await form.shows("Subtotal")
    assert await form.submit() == {}


async def _bruno_approves(stage: Stage) -> None:
    card = await stage.person("bruno").sees("Factura por aprobar")
    await card.press("Aprobar y emitir", confirm=True)
    await card.shows("Deshacer")
    stage.clock.advance(16)
    await card.shows("emitida")


def _is_stamped_once(stage: Stage) -> None:
    (invoice,) = stage.invoices
    assert invoice["stamp"]["legalStatus"] == "STAMPED_AND_ACCEPTED"
    assert len(stage.requests("POST /invoices/stamp")) == 1
