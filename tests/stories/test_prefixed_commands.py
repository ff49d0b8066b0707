"""Another app has taken our commands' names: Ana types them with a prefix, and reads them so."""

import yaml

from bot.slack.manifest import NOBODYS_ADDRESS, manifest_for, manifest_path
from bot.store.connection import Client
from sandbox.slack.app import point_at_app
from tests.stories.stage import performance


async def test_commands_with_a_prefix_do_what_they_do_and_the_help_names_them_so(redis: Client) -> None:
    manifest = manifest_for(manifest_path().read_text("utf-8"), public_url=NOBODYS_ADDRESS, command_prefix="rivera-")
    async with performance(redis, COBRO_COMMAND_PREFIX="rivera-") as stage:
        interactivity = stage.slack.state.workspace.manifest.interactivity_url
        point_at_app(
            stage.slack, manifest=yaml.safe_load(manifest), app_url=interactivity.removesuffix("/slack/events")
        )
        ana = stage.person("ana")

        await ana.types("/rivera-factura ayuda")
        helped = await ana.sees_privately("/rivera-factura crear")
        assert "`/invoice" not in helped.text
        assert "`/factura" not in helped.text

        await ana.types("/rivera-invoice")
        await ana.modal("Nueva factura")
