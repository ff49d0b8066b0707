"""Processes that do not outlive the one that started them, however it ended."""

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
GLANCE_SECONDS = 0.5


def die_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    """What a child runs before its program (`preexec_fn`): Linux then sends it the signal when the starting thread ends.

    None where the kernel offers no such thing; there, `watch_parent` looks on.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def in_child() -> None:
        prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:  # it died between the fork and the line above
            os._exit(1)

    return in_child


def watch_parent() -> None:
    """End this process, politely, once its parent is gone; works on every Unix."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(GLANCE_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="watch-parent", daemon=True).start()
