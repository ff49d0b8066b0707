"""Credentials that somebody mends in `.env` while `cobro run` waits for them: nobody has to restart it."""

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path

import httpx

from bot.app import serve
from bot.demo.ports import free_port
from bot.settings import read_settings
from sandbox.slack.workspace.grants import Grant
from tests.operations.rehearsal import until
from tests.stories.acts import a_filled_form, in_time
from tests.stories.failing import cards, is_there_once, readiness
from tests.stories.mortal import pointed_at
from tests.stories.stage import QUICK, Stage, strangers

OFTEN = replace(QUICK, credentials_seconds=0.05)
RENEWED = "xoxb-renewed-after-the-revocation"


async def test_tokens_that_are_mended_in_the_file_are_taken_up(tmp_path: Path) -> None:
    async with strangers() as stage:
        stage.traffic.expect("GET /company")
        stage.traffic.expect("Unauthorized")
        stage.traffic.expect("token_revoked")
        written, port = {**stage.environment, "ALEGRA_TOKEN": "not-this-one"}, free_port(0)
        written["COBRO_DATA_DIR"] = str(tmp_path)
        stage.app_url = f"http://127.0.0.1:{port}"
        pointed_at(stage, stage.app_url)
        bot = asyncio.create_task(
            serve(read_settings(written), port=port, pace=OFTEN, reread=lambda: read_settings(written))
        )
        await says(stage, "starting\nalegra main: unauthorized")
        written["ALEGRA_TOKEN"] = stage.environment["ALEGRA_TOKEN"]
        await says(stage, "ready")

        form, grants = await a_filled_form(stage), stage.slack.state.workspace.grants
        grants.revoke()
        grants.give(Grant(RENEWED))
        stage.slack.state.workspace.installation = replace(stage.slack.state.workspace.installation, token=RENEWED)
        assert await form.submit() == {}
        await in_time(stage, lambda: stage.invoices, "the draft")
        await stage.person("ana").types("/invoice create", channel="general")
        await stage.person("ana").sees_privately("Slack no me deja abrir ni escribir", channel="general")
        await says(stage, "ready\nslack main: token_revoked")
        written["SLACK_BOT_TOKEN"] = RENEWED
        await in_time(stage, lambda: cards(stage), "the card")
        is_there_once(stage)
        await says(stage, "ready")
        os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(40):
            await bot


async def says(stage: Stage, wanted: str) -> None:
    async def is_said() -> bool:
        try:
            return await readiness(stage) == wanted
        except httpx.HTTPError:
            return False

    await until(is_said)
