"""Waiting for what will be seen."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")

PATIENCE_SECONDS = 40.0
"""Reached only when it never comes: a machine may be busy with seven other things."""
GLANCE_SECONDS = 0.01


async def until(
    look: Callable[[], Found | None], what: str | Callable[[], str], *, seconds: float = PATIENCE_SECONDS
) -> Found:
    """What `look` finds, as soon as it finds anything. Raises AssertionError naming `what` when it never does."""
    end = time.monotonic() + seconds
    while True:
        if found := look():
            return found
        if time.monotonic() > end:
            raise AssertionError(f"gave up waiting for {what if isinstance(what, str) else what()}")
        await asyncio.sleep(GLANCE_SECONDS)
