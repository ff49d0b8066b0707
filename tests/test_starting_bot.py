"""The bot starts while the others are away, and stops when it is told to, whatever it is doing."""

import asyncio
import os
import signal
from pathlib import Path

from redis.exceptions import RedisError

from bot.app import serve
from bot.settings import Settings, read_settings
from bot.store.connection import Client, connect_socket
from tests.operations.rehearsal import until

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

    async with asyncio.timeout(40):
        await serving


async def test_a_store_that_is_killed_is_started_again_with_what_it_had(tmp_path: Path) -> None:
    serving = asyncio.create_task(serve(settings_without_anybody(tmp_path), port=0))
    client = await the_store(tmp_path)
    await client.set("kept", "yes")
    victim = int((await client.info("server"))["process_id"])

    os.kill(victim, signal.SIGKILL)

    async def is_back() -> bool:
        return await process_of(client) not in {0, victim}

    await until(is_back)
    assert await client.get("kept") == "yes"
    await client.aclose()
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(40):
        await serving


async def the_store(folder: Path) -> Client:
    note = folder / "socket-directory"

    async def is_noted() -> bool:
        return note.exists()

    await until(is_noted)
    client = connect_socket(Path(note.read_text(encoding="utf-8")) / "store.sock", retries=0)
    await until(lambda: process_of(client))
    return client


async def process_of(client: Client) -> int:
    """0 while there is none."""
    try:
        return int((await client.info("server"))["process_id"])
    except RedisError:
        return 0
