"""Alegra's token was renewed and Cobro still has the old one: nothing is lost, and after a restart everything goes out."""

import yaml

from bot import app as bot_app
from bot.operations.timing import Timing
from bot.settings import read_settings
from bot.store.connection import Client
from sandbox.slack.app import point_at_app
from tests.stories.invoicing import fills, opens_form
from tests.stories.stage import QUICK, ROOT, strangers

LANE_SECONDS = Timing().lane_seconds
MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text("utf-8"))


async def test_what_is_accepted_with_an_old_token_goes_out_after_a_restart_with_the_new_one(redis: Client) -> None:
    async with strangers() as stage:
        good = {**stage.environment, "COBRO_TRANSPORT": "http"}
        async with bot_app.running(read_settings(good), redis, port=0, pace=QUICK):
            pass
        old = {**good, "ALEGRA_TOKEN": "the-one-before"}
        stage.traffic.expect("401")
        async with bot_app.running(read_settings(old), redis, port=0, pace=QUICK) as url:
            point_at_app(stage.slack, manifest=MANIFEST, app_url=url)
            form = await fills(await opens_form(stage.person("ana")))
            await form.submit()
            await stage.person("diego").sees_directly("ALEGRA_TOKEN")
            assert stage.invoices == []
        async with bot_app.running(read_settings(good), redis, port=0, pace=QUICK) as url:
            point_at_app(stage.slack, manifest=MANIFEST, app_url=url)
            stage.clock.advance(LANE_SECONDS + 10)
            await stage.person("bruno").sees("Factura por aprobar")
            assert len(stage.invoices) == 1
