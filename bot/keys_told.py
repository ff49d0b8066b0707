"""Each process tells with which key it seals, so that nobody takes a key away that is in use (`cobro secrets rotate`)."""

import asyncio
import os
import socket
from contextlib import suppress

import structlog
from redis.exceptions import RedisError

from bot.settings import Settings
from bot.store.scripts import Store
from bot.store.sealers import Sealers
from bot.store.secret_box import SecretBox

TELL_SECONDS = 15

log = structlog.get_logger(__name__)


async def tell_key(settings: Settings, store: Store) -> None:
    """For ever; whoever is cancelled takes its word back."""
    sealers, name = Sealers(store), f"{socket.gethostname()}-{os.getpid()}"
    newest = SecretBox(key.get_secret_value() for key in settings.secret_keys).newest
    try:
        while True:
            try:
                await sealers.alive(name, newest)
            except RedisError as gone:
                log.warning("store_gone", error=str(gone))
            await asyncio.sleep(TELL_SECONDS)
    finally:
        with suppress(RedisError):
            await sealers.gone(name, newest)
