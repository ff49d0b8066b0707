"""Locks on a folder that end with their holder, however it ends."""

import sys
import time
from pathlib import Path
from typing import IO, Self

if sys.platform != "win32":
    import fcntl


class LockHeld(Exception):
    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is locked by another process")
        self.path = path


class FolderLock:
    """An advisory lock on a file; a child process that inherits the file keeps it locked."""

    def __init__(self, path: Path, *, wait_seconds: float) -> None:
        """Raise LockHeld when it is still taken after this time."""
        self._file: IO[bytes] = path.open("ab")
        until = time.monotonic() + wait_seconds
        while not self._take():
            if time.monotonic() >= until:
                self._file.close()
                raise LockHeld(path)
            time.sleep(0.02)

    def _take(self) -> bool:
        if sys.platform == "win32":
            raise NotImplementedError("there is no embedded store on Windows, hence no lock on its folder")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    @property
    def descriptor(self) -> int:
        return self._file.fileno()

    def close(self) -> None:
        """Let go of it here; a child that inherited it still holds it."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
