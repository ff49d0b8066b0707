"""The embedded store of a Cobro that runs: found, never launched."""

import socket
from pathlib import Path

from bot.store.embedded import NOTE

ANSWER_SECONDS = 1.0


def running_socket(folder: Path) -> Path | None:
    """The socket of the server that serves this folder; None while there is none."""
    try:
        path = Path((folder / NOTE).read_text(encoding="utf-8")) / "store.sock"
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(ANSWER_SECONDS)
            line.connect(str(path))
    except OSError:
        return None
    return path
