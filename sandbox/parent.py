"""Ends this process when the one that started it is gone, however that went."""

import asyncio
import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
GLANCE_SECONDS = 0.5


async def until_parent_is_gone(parent: int) -> None:
    """Return once `parent` is no longer our parent. On Linux the kernel also sends SIGKILL by itself."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    while os.getppid() == parent:  # noqa: ASYNC110  no event tells that a parent is gone, outside Linux
        await asyncio.sleep(GLANCE_SECONDS)
