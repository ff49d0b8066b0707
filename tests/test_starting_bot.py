"""The bot starts while the others are away, and stops when it is told to, whatever it is doing."""

import asyncio
import os
import signal
from pathlib import Path

from bot.app import serve
from bot.settings import Settings, read_settings

NOBODY = "http://127.0.0.1:9"
"""The port of `discard`: nothing listens there."""


def settings_without_anybody(folder: Path) -> Settings:
    return read_settings(
        {
            "SLACK_BOT_TOKEN": "xoxb-canary",
            "SLACK_SIGNING_SECRET": "canary",
            "SLACK_API_URL": f"{NOBODY}/api/",
            "ALEGRA_EMAIL": "ana@rivera.example",
            "ALEGRA_TOKEN": "canary",
            "ALEGRA_API_URL": f"{NOBODY}/api/v1",
            "COBRO_CHANNEL": "C01ABCDEF23",
            "COBRO_DATA_DIR": str(folder),
        }
    )


async def test_it_stops_while_it_still_waits_for_slack(tmp_path: Path) -> None:
    serving = asyncio.create_task(serve(settings_without_anybody(tmp_path), port=0))
    await asyncio.sleep(0.5)
    assert not serving.done()

    os.kill(os.getpid(), signal.SIGTERM)

    async with asyncio.timeout(10):
        await serving
