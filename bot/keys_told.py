"""Each process tells which keys it has, so that `cobro secrets rotate` neither uses one that it lacks nor lets one go that it uses."""

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
    key_ids = SecretBox(key.get_secret_value() for key in settings.secret_keys).key_ids
    try:
        while True:
            try:
                await sealers.alive(name, key_ids)
            except RedisError as gone:
                log.warning("store_gone", error=str(gone))
            await asyncio.sleep(TELL_SECONDS)
    finally:
        with suppress(RedisError):
            await sealers.gone(name, key_ids)
