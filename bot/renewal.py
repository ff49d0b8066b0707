"""Credentials that were refused, and that somebody has renewed in the file of settings, are taken up without a restart."""

import asyncio
from collections.abc import Callable

import structlog

from bot.settings import Settings, secrets_of

Reread = Callable[[], Settings | None]
"""The settings as they are written now; None where they cannot be read, or were never in a file."""

log = structlog.get_logger(__name__)


async def renewed(settings: Settings, reread: Reread, is_refused: Callable[[], bool], *, seconds: float) -> Settings:
    """Return once credentials have changed while some are refused; good ones are left alone, whatever the file says.

    So that several processes which share a file do not all begin anew because somebody edits it.
    """
    while True:
        await asyncio.sleep(seconds)
        if is_refused():
            now = await asyncio.to_thread(reread)
            if now is not None and _credentials(now) != _credentials(settings):
                log.info("credentials_renewed")
                return now


def _credentials(settings: Settings) -> tuple[str, ...]:
    return (settings.alegra_email, *secrets_of(settings))
