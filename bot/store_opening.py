"""The store, opened: the one that REDIS_URL names, or our own in its folder."""

import asyncio
from contextlib import AsyncExitStack
from importlib.metadata import version

import structlog

from bot.ending import ended
from bot.settings import Settings
from bot.store import layout
from bot.store.connection import Client, check_persistence, connect, connect_socket
from bot.store.embedded import EmbeddedStore, FolderInUse, NoEmbeddedStore, StoreDidNotStart, launch

LOOK_SECONDS = 1.0

log = structlog.get_logger(__name__)


async def open_store(settings: Settings, stack: AsyncExitStack) -> Client:
    """The stack closes it. Raise what `launch`, `check_persistence` and `claim` raise."""
    if settings.redis_url:
        client = connect(settings.redis_url.get_secret_value())
    else:
        embedded = launch(settings.data_dir)
        stack.callback(embedded.close)
        stack.push_async_callback(ended, asyncio.create_task(_keep_serving(embedded)))
        client = connect_socket(embedded.socket)
    stack.push_async_callback(client.aclose)
    await _until_loaded(client)
    await check_persistence(client)
    await layout.claim(client, version=version("cobro"))
    return client


async def _until_loaded(client: Client) -> None:
    """A store that reads its file after a restart answers nobody, and says so."""
    while int((await client.info("persistence")).get("loading", 0)):
        log.warning("store_loading")
        await asyncio.sleep(LOOK_SECONDS)


async def _keep_serving(embedded: EmbeddedStore) -> None:
    """A server that something killed is started again, with everything that it had answered."""
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        if embedded.has_ended:
            log.error("store_ended")
            try:
                embedded.serve_again()
            except (StoreDidNotStart, NoEmbeddedStore, FolderInUse):
                log.exception("store_not_started")
